package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers requests, as measured with {@code bench request}. */
@Command(
        name = "serve",
        sortOptions = false,
        description = "Answer requests, all clients in one queue group, until interrupted.")
final class BenchServe implements Action {
    @Mixin
    Load load = new Load();

    @Mixin
    Results results = new Results();

    @Option(names = "--requests", paramLabel = "N", description = "End when each client has answered so many.")
    long requests;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        load.check();
        results.begin(session, "service server", load);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < load.clients; i++) {
            workers.add(new Responder(session, load, i, requests));
        }
        results.measurement(session).run(workers);
        results.show(session, List.of(Figures.of("service server", workers)));
        return OK;
    }
}
