package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form results are wanted. */
final class Results {
    @Option(
            names = "--no-progress",
            negatable = true,
            description = "Do not show how far the clients are. It is never shown where there is no terminal.")
    boolean noProgress;

    @Option(
            names = {"-j", "--json"},
            description = "Print the results as JSON.")
    boolean json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write the results to a file, with a row for each client.")
    @Nullable
    String csv;

    void begin(Session session, String what, Load load) {
        if (!json) {
            session.note("Starting Core NATS " + what + " benchmark " + load);
        }
    }

    Measurement measurement(Session session) {
        return new Measurement(session, !noProgress && !json);
    }

    void show(Session session, List<Figures> all) throws IOException {
        if (json) {
            session.printJson(BenchReport.json(all));
        } else {
            all.forEach(figures -> session.out().print(BenchReport.text(figures)));
            session.out().flush();
        }
        if (csv != null) {
            BenchReport.save(session, csv, all);
        }
    }
}
