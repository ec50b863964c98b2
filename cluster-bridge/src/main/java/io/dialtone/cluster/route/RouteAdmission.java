package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.PinnedKeys;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.CloseReason;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which connections become routes: of the same cluster, to another server, one for each place in the pool. Part of
 * {@link Routes}, on its loop.
 */
final class RouteAdmission {
    private final LinkHost host;
    private final RouteMembers members;
    private final RouteSelf self;
    private final RouteOrders orders;
    private final RouteAnnouncements announcements;
    /** What is to be dialled when a connection's PING is answered. */
    private final Map<ActorRef<RouteLink.Command>, DialOrder> next = new LinkedHashMap<>();

    RouteAdmission(
            LinkHost host, RouteMembers members, RouteSelf self, RouteOrders orders, RouteAnnouncements announcements) {
        this.host = host;
        this.members = members;
        this.self = self;
        this.orders = orders;
        this.announcements = announcements;
    }

    /** The other side has said in CONNECT what its cluster is called. */
    void named(Routes.Named n) {
        ClusterName.Verdict verdict = self.settings()
                .name()
                .onConnect(n.connect().cluster(), n.connect().clusterDynamic());
        switch (verdict) {
            case ClusterName.Verdict.Same ignored -> n.link().tell(new RouteLink.Placed(RoutePlan.GO_ON));
            case ClusterName.Verdict.Adopt adopt -> {
                adopt(adopt.adopted(), n.connect().name());
                n.link().tell(new RouteLink.Placed(RoutePlan.GO_ON));
            }
            case ClusterName.Verdict.Conflict conflict ->
                n.link().tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, conflict.error()));
        }
    }

    /** Takes another cluster's name; routes to all but the server that brought it were made under the old one. */
    void adopt(ClusterName adopted, String fromServer) {
        host.log().notice("Cluster name updated to " + adopted.name());
        self.name(adopted);
        for (RouteCard card : members.cards()) {
            if (!card.info().serverId().equals(fromServer)) {
                card.link().tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            }
        }
    }

    void register(ActorRef<RouteLink.Command> link, Routes.Candidate c) {
        ServerInfo info = c.info();
        if (!PinnedKeys.of(host.options().cluster().tls()).admit(c.wire())) {
            // Reloaded while it introduced itself.
            link.tell(new RouteLink.Leave(CloseReason.TLS_HANDSHAKE_FAILURE, null));
            return;
        }
        if (info.serverId().equals(host.serverId())) {
            link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
            return;
        }
        if (orders.isLost(info.serverId())) {
            host.log().debug(() -> "No route to \"" + info.serverName() + "\" while the cluster cannot reach it");
            link.tell(new RouteLink.Leave(CloseReason.ROUTE_REMOVED, null));
            return;
        }
        ClusterName name = self.settings().name();
        ClusterName.Verdict verdict = name.onInfo(info.cluster(), info.clusterDynamic());
        if (verdict instanceof ClusterName.Verdict.Conflict) {
            host.log()
                    .error("Rejecting connection, cluster name \"" + info.cluster() + "\" does not match \""
                            + name.name() + "\"");
            link.tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            return;
        }
        if (verdict instanceof ClusterName.Verdict.Adopt adopt) {
            adopt(adopt.adopted(), info.serverId());
        }
        if (c.dialled() == null && info.serverName().equals(host.serverName())) {
            host.log().error("Remote server has a duplicate name: \"" + info.serverName() + "\"");
            link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_SERVER_NAME, null));
            return;
        }
        place(link, c);
    }

    private void place(ActorRef<RouteLink.Command> link, Routes.Candidate c) {
        DialOrder dialled = c.dialled();
        String account = dialled == null ? c.info().routeAccount() : dialled.account();
        switch (members.place(link, c, account, self.pinned())) {
            case Placement.Placed<ActorRef<RouteLink.Command>> placed -> placed(link, c, account, placed);
            case Placement.Duplicate<ActorRef<RouteLink.Command>> duplicate -> {
                link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
                if (duplicate.reconnect() && dialled != null) {
                    host.log()
                            .debug(() ->
                                    "One connection too many to " + c.info().serverId());
                }
            }
            case Placement.Refused<ActorRef<RouteLink.Command>> refused -> {
                host.log().error(refused.error());
                link.tell(new RouteLink.Leave(CloseReason.CLIENT_CLOSED, refused.error()));
                if (refused.reconnect() && dialled != null) {
                    orders.later(dialled);
                }
            }
        }
    }

    private void placed(
            ActorRef<RouteLink.Command> link,
            Routes.Candidate c,
            String account,
            Placement.Placed<ActorRef<RouteLink.Command>> placed) {
        DialOrder dialled = c.dialled();
        RoutePlan plan = plan(c, account, placed);
        RouteCard card = new RouteCard(link, c.wire(), c.pings(), dialled, c.info(), plan, c.compression());
        members.add(card);
        announcements.publish();
        link.tell(new RouteLink.Placed(plan));
        if (!account.isEmpty()) {
            members.linksTo(c.info().serverId()).stream()
                    .filter(other -> !other.equals(link))
                    .forEach(other -> other.tell(new RouteLink.Settled(account)));
        }
        if (placed.dialNext() && dialled != null) {
            next.put(link, dialled.forAccount(""));
        }
        if (placed.first()) {
            announcements.tellOthersOf(card);
            announcements.tellClients();
            // The first one dedicated to an account is "first", too, but brings no others with it.
            if (account.isEmpty() && dialled != null) {
                dialPinned(c.info().serverId(), dialled);
            }
        } else if (!account.isEmpty()) {
            announcements.tellOthersOf(card);
        }
    }

    private RoutePlan plan(Routes.Candidate c, String account, Placement.Placed<ActorRef<RouteLink.Command>> placed) {
        DialOrder dialled = c.dialled();
        return new RoutePlan(
                true,
                account,
                dialled == null ? null : self.answer(placed.slot(), account, dialled.mode()),
                placed.dialNext(),
                members.isPooled(c.info().serverId())
                        ? RoutePlan.ofSlot(placed.slot(), self.poolSize(), self.pins())
                        : any -> true);
    }

    private void dialPinned(String serverId, DialOrder dialled) {
        if (members.isPooled(serverId)) {
            self.pinned().stream()
                    .filter(name -> !members.isConnected(serverId, name))
                    .forEach(name -> orders.dial(dialled.forAccount(name)));
        }
    }

    /** A connection's PING was answered: it is the time for the next of the pool. */
    void answered(ActorRef<RouteLink.Command> link) {
        DialOrder order = next.remove(link);
        if (order != null) {
            orders.dial(order);
        }
    }

    /** A connection is gone; nothing follows it. */
    void forget(ActorRef<RouteLink.Command> link) {
        next.remove(link);
    }
}
