package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.ReplyRoutes;
import java.util.List;

/**
 * Which inbound gateways hear of the interest of this cluster: {@link Gateways} writes it, whoever changes interest reads it. Any
 * thread.
 */
final class GatewayDirectory implements InterestWatcher {
    private final ReplyRoutes replies;
    private final ActorRef<Gateways.Command> gateways;
    private volatile List<ActorRef<GatewayLink.Command>> inbound = List.of();

    GatewayDirectory(ReplyRoutes replies, ActorRef<Gateways.Command> gateways) {
        this.replies = replies;
        this.gateways = gateways;
    }

    void set(List<ActorRef<GatewayLink.Command>> all) {
        inbound = List.copyOf(all);
    }

    @Override
    public void changed(LinkedAccount account, List<InterestChange> changes) {
        List<ActorRef<GatewayLink.Command>> to = inbound;
        if (to.isEmpty()) {
            return;
        }
        ClusterInterest lines = ClusterInterest.of(account.id(), changes);
        if (!lines.isEmpty()) {
            to.forEach(link -> link.tell(new GatewayLink.Announce(account.id(), lines)));
        }
    }

    @Override
    public void made(LinkedAccount account) {
        account.remote().replyRoutes(replies);
        gateways.tell(new Gateways.AccountMade(account));
    }
}
