package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Receive messages that somebody else publishes; each client receives all of them. */
@Command(
        name = "sub",
        sortOptions = false,
        description = "Receive messages that somebody else publishes; each client receives all of them.")
final class BenchSub implements Action {
    @Mixin
    Load load = new Load();

    @Mixin
    Results results = new Results();

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        load.check();
        results.begin(session, "subscriber", load);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < load.clients; i++) {
            workers.add(new Subscriber(session, load, i, Duration.ZERO, false));
        }
        results.measurement(session).run(workers);
        results.show(session, List.of(Figures.of("subscriber", workers)));
        return OK;
    }
}
