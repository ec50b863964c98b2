package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Send requests, each client one after the other, to who answers them. */
@Command(
        name = "request",
        sortOptions = false,
        description = "Send requests, each client one after the other, to who answers them.")
final class BenchRequest implements Action {
    @Mixin
    Load load = new Load();

    @Mixin
    Results results = new Results();

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        load.check();
        results.begin(session, "service requester", load);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < load.clients; i++) {
            workers.add(new Requester(session, load, i, load.clients));
        }
        results.measurement(session).run(workers);
        results.show(session, List.of(Figures.of("service requester", workers)));
        return OK;
    }
}
