package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerInfo;
import java.util.ArrayList;
import java.util.List;

/** Tells who needs to know which routes there are: this server, its clients, the other servers. Part of {@link Routes}, on its loop. */
final class RouteAnnouncements {
    private final LinkHost host;
    private final RouteDirectory directory;
    private final RouteMembers members;
    private final RouteSelf self;
    private final Neighbours neighbours;

    RouteAnnouncements(
            LinkHost host, RouteDirectory directory, RouteMembers members, RouteSelf self, Neighbours neighbours) {
        this.host = host;
        this.directory = directory;
        this.members = members;
        this.self = self;
        this.neighbours = neighbours;
    }

    /** What this server knows of its routes is what they are now. */
    void publish() {
        List<RouteDirectory.Entry> entries = new ArrayList<>();
        members.cards().forEach(card -> entries.add(new RouteDirectory.Entry(card.link(), card.plan())));
        directory.set(entries);
        host.routes(members.snapshot());
        neighbours.set(members.cards().stream().map(RouteCard::neighbour).toList());
        neighbours.leafs().others(members.leafUrls());
    }

    /** Clients hear where else they can connect to. */
    void tellClients() {
        boolean silent = self.settings().cluster().noAdvertise();
        host.otherClientUrls(silent ? List.of() : members.clientUrls());
        host.otherWebSocketUrls(silent ? List.of() : members.webSocketUrls());
    }

    /** Others hear of a server that is new to this one, so that they can dial it. */
    void tellOthersOf(RouteCard fresh) {
        DialOrder dialled = fresh.dialled();
        Gossip gossip = new Gossip(
                dialled != null, fresh.type(), dialled == null ? GossipMode.DEFAULT : dialled.mode(), fresh.info());
        for (RouteCard other : members.oneOfEach(fresh.info().routeAccount())) {
            gossip.entryFor(
                            other.info().serverId(),
                            other.type(),
                            members.isPooled(other.info().serverId()),
                            fresh.peerAddress())
                    .ifPresent(entry -> other.link().tell(new RouteLink.Say(entry, InfoEnding.BARE)));
        }
    }

    /** Others hear that this server is about to go. */
    void lameDuck() {
        ServerInfo last = self.settings().info().with(i -> i.lameDuck(true));
        members.oneOfEach("").forEach(card -> card.link().tell(new RouteLink.Say(last, InfoEnding.BLANK)));
    }
}
