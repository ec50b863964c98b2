package io.dialtone.cluster.membership;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.route.RoutePeers;

/** The membership of a server, as its links start and end it. */
public final class MembershipService {
    private MembershipService() {}

    /** Takes what the server asks of all its links. */
    public static Behavior<LinkCommand> create(LinkHost host, RoutePeers peers) {
        return Behaviors.setup(context -> {
            var membership = context.spawn(Membership.create(host, peers), "node");
            return Behaviors.receiveMessage(command -> {
                switch (command) {
                    case LinkCommand.Start s -> membership.tell(new Membership.Start(s.ready()));
                    case LinkCommand.Reload r -> r.done().complete(null);
                    case LinkCommand.LameDuck ignored -> membership.tell(Membership.LameDuck.INSTANCE);
                    case LinkCommand.Stop s -> membership.tell(new Membership.Stop(s.done()));
                }
                return Behaviors.same();
            });
        });
    }
}
