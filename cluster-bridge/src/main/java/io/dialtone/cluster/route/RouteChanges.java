package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.PinnedKeys;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LoopTimers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** What a reload changes about routes that are there. Part of {@link Routes}, on its loop. */
final class RouteChanges {
    private static final Duration MOVE_LIMIT = Duration.ofSeconds(2);

    private final LinkHost host;
    private final RouteMembers members;
    private final RouteSelf self;
    private final LoopTimers<Routes.Command> timers;
    private final Consumer<DialOrder> dial;
    private final AccountMoves moves = new AccountMoves();

    RouteChanges(
            LinkHost host,
            RouteMembers members,
            RouteSelf self,
            LoopTimers<Routes.Command> timers,
            Consumer<DialOrder> dial) {
        this.host = host;
        this.members = members;
        this.self = self;
        this.timers = timers;
        this.dial = dial;
    }

    /** Has other options hold for the routes that there are. */
    void apply(ClusterOptions before, ClusterOptions now, RouteSettings settings) {
        members.poolSize(now.poolSize());
        removeRoutes(before, now);
        if (before.poolSize() != now.poolSize()) {
            self.repin();
            members.cards().forEach(card -> card.link().tell(new RouteLink.Leave(CloseReason.CLIENT_CLOSED, null)));
        } else {
            repin(Set.copyOf(self.pinned()), settings);
            reset(before, now, settings);
        }
        closeUnpinned(now);
    }

    /** Whoever shows a certificate that is not pinned any more goes, whichever side has dialled. */
    private void closeUnpinned(ClusterOptions now) {
        PinnedKeys pinned = PinnedKeys.of(now.tls());
        List<RouteCard> others = members.cards().stream()
                .filter(card -> !pinned.admit(card.wire()))
                .toList();
        others.forEach(card -> card.link().tell(new RouteLink.Leave(CloseReason.TLS_HANDSHAKE_FAILURE, null)));
        if (!others.isEmpty()) {
            host.log().notice(PinnedKeys.notice(others.size()));
        }
    }

    private void removeRoutes(ClusterOptions before, ClusterOptions now) {
        Set<ServerUrl> gone =
                new HashSet<>(before.routes().stream().map(ServerUrl::parse).toList());
        now.routes().forEach(url -> gone.remove(ServerUrl.parse(url)));
        for (RouteCard card : members.cards()) {
            Dialled dialled = members.dialled(card);
            if (dialled != null && gone.contains(dialled.url())) {
                card.link().tell(new RouteLink.Leave(CloseReason.ROUTE_REMOVED, null));
            }
        }
    }

    /** Other accounts have connections of their own. */
    private void repin(Set<String> before, RouteSettings settings) {
        self.repin();
        Set<String> now = self.pinned();
        for (RouteCard card : members.cards()) {
            String account = card.plan().account();
            if (!account.isEmpty() && !now.contains(account)) {
                card.link().tell(new RouteLink.Leave(CloseReason.ROUTE_REMOVED, null));
            }
        }
        for (String account : before) {
            LinkedAccount back = now.contains(account) ? null : host.account(account);
            if (back != null) {
                // Where there is such a connection, its end says so.
                members.linksWithout(account).forEach(link -> link.tell(new RouteLink.MovedBack(account)));
                members.carriersOf(account).forEach(link -> link.tell(new RouteLink.AnnounceAll(back)));
            }
        }
        now.stream().filter(account -> !before.contains(account)).forEach(account -> move(account, settings));
    }

    private void move(String account, RouteSettings settings) {
        Set<ActorRef<RouteLink.Command>> carriers = members.carriersOf(account);
        if (!carriers.isEmpty()) {
            carriers.forEach(link -> link.tell(new RouteLink.Moved(account)));
            String id = moves.begin(account, carriers, settings.info());
            timers.start(id, new Routes.MoveDue(id), MOVE_LIMIT);
        }
    }

    /** All servers have forgotten, or have had the time to: the connections can be made. */
    void due(String id) {
        timers.cancel(id);
        String account = moves.end(id);
        if (account.isEmpty() || !self.pinned().contains(account)) {
            return;
        }
        for (RouteCard card : members.oneOfEach("")) {
            Dialled dialled = members.dialled(card);
            String server = card.info().serverId();
            if (dialled != null && members.isPooled(server) && !members.isConnected(server, account)) {
                dial.accept(new DialOrder(dialled.url(), dialled.type(), account, GossipMode.DEFAULT));
            }
        }
    }

    /** What was agreed upon when a route was made may not hold any more. */
    private void reset(ClusterOptions before, ClusterOptions now, RouteSettings settings) {
        if (!Objects.equals(before.permissions(), now.permissions())) {
            members.cards()
                    .forEach(card -> card.link().tell(new RouteLink.Permit(settings.permissions(), settings.info())));
        }
        boolean others = !before.user().equals(now.user()) || !before.password().equals(now.password());
        boolean compression = !before.compression().equals(now.compression());
        for (RouteCard card : members.cards()) {
            if (others && card.dialled() == null) {
                card.link().tell(new RouteLink.Leave(CloseReason.AUTHENTICATION_FAILURE, null));
            } else if (compression) {
                card.link().tell(new RouteLink.Leave(CloseReason.CLIENT_CLOSED, null));
            }
        }
    }

    /** A server has forgotten what it heard of an account that moves. */
    void answered(String id, ActorRef<RouteLink.Command> link) {
        if (moves.answered(id, link)) {
            due(id);
        }
    }
}
