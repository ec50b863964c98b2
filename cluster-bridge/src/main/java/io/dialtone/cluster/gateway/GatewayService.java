package io.dialtone.cluster.gateway;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.Neighbours;

/** The gateways of a server, as its links start and end them. */
public final class GatewayService {
    private GatewayService() {}

    /** Takes what the server asks of all its links. */
    public static Behavior<LinkCommand> create(LinkHost host, Neighbours neighbours) {
        return Behaviors.transformMessages(
                LinkCommand.class,
                Gateways.create(host, neighbours),
                builder -> builder.matchAny(command -> switch (command) {
                    case LinkCommand.Start s -> new Gateways.Start(s.ready());
                    case LinkCommand.Reload r -> new Gateways.Reload(r.done());
                    case LinkCommand.LameDuck ignored -> Gateways.LameDuck.INSTANCE;
                    case LinkCommand.Stop s -> new Gateways.Stop(s.done());
                }));
    }
}
