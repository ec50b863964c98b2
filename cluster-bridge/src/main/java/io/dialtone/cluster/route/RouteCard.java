package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.cluster.Neighbour;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of {@link Routes}: what it knows of it, and what monitoring may see.
 *
 * @param link its actor
 * @param dialled null: the other side dialled
 * @param info what the other server has said of itself
 * @param compression in the words of the configuration, as it is now; any thread
 */
record RouteCard(
        ActorRef<RouteLink.Command> link,
        LinkWire wire,
        LinkPings pings,
        @Nullable DialOrder dialled,
        ServerInfo info,
        RoutePlan plan,
        Supplier<String> compression) {
    RouteType type() {
        return dialled == null ? RouteType.IMPLICIT : dialled.type();
    }

    String peerAddress() {
        return wire.peer().getAddress().getHostAddress();
    }

    /** What gateways may know of it. */
    Neighbour neighbour() {
        return new Neighbour(
                info,
                wire.outbox(),
                plan.account(),
                plan::carries,
                said -> link.tell(new RouteLink.Say(said, InfoEnding.BARE)));
    }

    RouteCard withInfo(ServerInfo now) {
        return new RouteCard(link, wire, pings, dialled, now, plan, compression);
    }
}
