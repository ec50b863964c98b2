package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.routing.InterestChange;
import java.util.List;

/**
 * Which connections tell which accounts' interest: {@link Routes} writes it, whoever changes interest reads it. Any thread.
 */
final class RouteDirectory implements InterestWatcher {
    private volatile List<Entry> entries = List.of();

    /** One connection that is registered. */
    record Entry(ActorRef<RouteLink.Command> link, RoutePlan plan) {}

    void set(List<Entry> all) {
        entries = List.copyOf(all);
    }

    @Override
    public void changed(LinkedAccount account, List<InterestChange> changes) {
        for (Entry entry : entries) {
            if (entry.plan.carries(account.id())) {
                entry.link.tell(new RouteLink.Announce(account, changes));
            }
        }
    }
}
