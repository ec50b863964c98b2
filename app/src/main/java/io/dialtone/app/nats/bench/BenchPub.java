package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Publish messages. */
@Command(name = "pub", sortOptions = false, description = "Publish messages.")
final class BenchPub implements Action {
    @Mixin
    Load load = new Load();

    @Mixin
    Results results = new Results();

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        load.check();
        results.begin(session, "publisher", load);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < load.clients; i++) {
            workers.add(new Publisher(session, load, i, load.clients, false));
        }
        results.measurement(session).run(workers);
        results.show(session, List.of(Figures.of("publisher", workers)));
        return OK;
    }
}
