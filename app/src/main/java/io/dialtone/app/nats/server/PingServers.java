package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which servers answer, and how soon. */
@Command(name = "ping", sortOptions = false, description = "See which servers answer, and how soon.")
final class PingServers implements Action {
    @Parameters(arity = "0..1", paramLabel = "EXPECT", description = "How many servers to wait for.")
    int expect;

    @Option(names = "--id", description = "Show the servers' ids too.")
    boolean ids;

    @Option(
            names = {"-j", "--json"},
            description = "Print the times as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        List<Statement> all;
        Filter filter = new Filter("", "", "", List.of(), expect);
        try (Servers servers = new SystemServers(session.connect("dialtone server"), session.timeout(), filter)) {
            all = servers.ask("STATSZ", Source.noOptions());
        }
        if (json) {
            session.printJson(all.stream()
                    .map(one -> Map.of(
                            "name",
                            one.name(),
                            "id",
                            one.id(),
                            "rtt",
                            one.after().toNanos()))
                    .toList());
        } else {
            print(session, all);
        }
        if (expect > all.size()) {
            session.warn("only " + all.size() + " of " + expect + " servers answered");
            return FAILED;
        }
        return OK;
    }

    private void print(Session session, List<Statement> all) {
        for (Statement one : all) {
            String name = ids ? one.id() + " " + one.name() : one.name();
            session.out().printf(Locale.ROOT, "%-60s rtt=%.3fms%n", name, millis(one));
        }
        DoubleSummaryStatistics times =
                all.stream().mapToDouble(PingServers::millis).summaryStatistics();
        session.out()
                .printf(
                        Locale.ROOT,
                        "%n---- ping statistics ----%n%d replies max: %.2f min: %.2f avg: %.2f%n",
                        all.size(),
                        times.getMax(),
                        times.getMin(),
                        times.getAverage());
        session.out().flush();
    }

    private static double millis(Statement one) {
        return one.after().toNanos() / 1e6;
    }
}
