package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes and receives in one process, whose clock tells how long each message is on its way. */
@Command(
        name = "pubsub",
        sortOptions = false,
        description = "Publish messages and receive them, and take the time of each on its way.",
        footer = {
            "",
            "As fast as it goes, messages wait for each other, and the time on the way is mostly that: --throughput or --sleep give the time of a",
            "server that is not at its limit."
        })
final class BenchPubSub implements Action {
    @Mixin
    Load load = new Load();

    @Mixin
    Results results = new Results();

    @Option(names = "--pubs", paramLabel = "N", description = "Clients that publish; as --clients if not given.")
    int pubs;

    @Option(
            names = "--subs",
            paramLabel = "N",
            description = "Clients that receive, each all messages; as --clients if not given.")
    int subs;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        load.check();
        int publishing = pubs == 0 ? load.clients : pubs;
        int receiving = subs == 0 ? load.clients : subs;
        if (publishing < 1 || receiving < 1 || load.messages < publishing) {
            throw new MisuseException(
                    "--pubs and --subs are numbers from 1 on, and --msgs is at least one for each of them");
        }
        results.begin(session, "pub/sub", load);
        Duration patience = session.timeout().plus(load.sleep.multipliedBy(2));
        List<Worker> subscribers = new ArrayList<>();
        for (int i = 0; i < receiving; i++) {
            subscribers.add(new Subscriber(session, load, i, patience, true));
        }
        List<Worker> publishers = new ArrayList<>();
        for (int i = 0; i < publishing; i++) {
            publishers.add(new Publisher(session, load, i, publishing, true));
        }
        List<Worker> all = new ArrayList<>(publishers);
        all.addAll(subscribers);
        results.measurement(session).run(all);
        results.show(session, List.of(Figures.of("publisher", publishers), Figures.of("subscriber", subscribers)));
        return OK;
    }
}
