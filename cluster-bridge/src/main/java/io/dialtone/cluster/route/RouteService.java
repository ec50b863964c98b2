package io.dialtone.cluster.route;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.Neighbours;

/** The routes of a server, as its links start and end them. */
public final class RouteService {
    private RouteService() {}

    /** Takes what the server asks of all its links. */
    public static Behavior<LinkCommand> create(LinkHost host, Neighbours neighbours) {
        return Behaviors.transformMessages(
                LinkCommand.class,
                Routes.create(host, neighbours),
                builder -> builder.matchAny(command -> switch (command) {
                    case LinkCommand.Start s -> new Routes.Start(s.ready());
                    case LinkCommand.Reload r -> new Routes.Reload(r.before(), r.now(), r.done());
                    case LinkCommand.LameDuck ignored -> Routes.LameDuck.INSTANCE;
                    case LinkCommand.Stop s -> new Routes.Stop(s.done());
                }));
    }
}
