package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.streams.LoopTimers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is to be dialled, and when again: addresses that are configured, that others told of, and servers that membership expects. Part
 * of {@link Routes}, on its loop.
 */
final class RouteOrders {
    /** Time for a member to dial this server before this one dials: there is to be one connection, not two. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    private final LinkHost host;
    private final LoopTimers<Routes.Command> timers;
    private final RouteDialling dialling;
    private final RouteMembers members;
    private final RouteSelf self;
    private final ExpectedServers expected = new ExpectedServers();
    /** Orders that are under way, or will be. */
    private final Set<DialOrder> pending = new LinkedHashSet<>();

    private boolean stopping;

    RouteOrders(
            LinkHost host,
            LoopTimers<Routes.Command> timers,
            RouteDialling dialling,
            RouteMembers members,
            RouteSelf self) {
        this.host = host;
        this.timers = timers;
        this.dialling = dialling;
        this.members = members;
        this.self = self;
    }

    /** Nothing is dialled from now on. */
    void stop() {
        stopping = true;
        timers.cancelAll();
    }

    boolean isStopping() {
        return stopping;
    }

    void dialConfigured(String url) {
        dial(DialOrder.explicit(ServerUrl.parse(url)));
    }

    void dial(DialOrder order) {
        if (!stopping && pending.add(order)) {
            dialling.dial(order, 0, false);
        }
    }

    /** Dials an order again whose pause is over. */
    void dial(Routes.DialAgain due) {
        dialling.dial(due.order(), due.failures(), due.again());
    }

    /** An order has led to a connection, or to this server itself. */
    void done(DialOrder order) {
        pending.remove(order);
    }

    void notConnected(Routes.NotConnected failed) {
        dialling.report(failed);
        Optional<Duration> wait = retries(failed.order()).afterFailures(failed.failures());
        if (wait.isEmpty() || stopping || !isStillWanted(failed.order())) {
            pending.remove(failed.order());
            return;
        }
        Routes.DialAgain again = new Routes.DialAgain(failed.order(), failed.failures(), failed.again());
        timers.start(failed.order(), again, wait.get());
    }

    /** Dials after a pause: a connection was lost, or refused for now. */
    void later(DialOrder order) {
        if (stopping || !isStillWanted(order) || !pending.add(order)) {
            return;
        }
        Duration wait = retries(order).afterLoss(ThreadLocalRandom.current());
        timers.start(order, new Routes.DialAgain(order, 0, true), wait);
    }

    private RetrySchedule retries(DialOrder order) {
        ClusterOptions cluster = cluster();
        // Membership is as good a reason to go on as the configuration.
        RouteType type = expected.isAt(order.url()) ? RouteType.EXPLICIT : order.type();
        return new RetrySchedule(type, cluster.connectRetries(), cluster.connectBackoff());
    }

    private boolean isStillWanted(DialOrder order) {
        return order.type() == RouteType.IMPLICIT
                || cluster().routes().stream()
                        .anyMatch(url -> ServerUrl.parse(url).equals(order.url()));
    }

    private ClusterOptions cluster() {
        return self.settings().cluster();
    }

    // ---- what membership says

    void expect(Routes.Expect e) {
        String serverId = e.serverId();
        expected.expect(
                serverId,
                e.url().withDefaultCredentials(cluster().user(), cluster().password()));
        if (members.isThere(serverId) || stopping) {
            return;
        }
        if (host.serverId().compareTo(serverId) < 0) {
            dialExpected(serverId);
        } else {
            awaitExpected(serverId);
        }
    }

    /** There is no connection to a server: if it is expected, it is given the time to dial this one. */
    void awaitExpected(String serverId) {
        if (expected.url(serverId) != null && !stopping) {
            timers.start("expected " + serverId, new Routes.ExpectedDue(serverId), COURTESY);
        }
    }

    void dialExpected(String serverId) {
        ServerUrl url = expected.url(serverId);
        if (url != null && !members.isThere(serverId)) {
            dial(new DialOrder(url, RouteType.IMPLICIT, "", GossipMode.DEFAULT));
        }
    }

    void lose(String serverId) {
        expected.lose(serverId);
    }

    boolean isLost(String serverId) {
        return expected.isLost(serverId);
    }

    void forget(String serverId) {
        if (expected.forget(serverId)) {
            // What is configured was not let in while the server was lost.
            cluster().routes().forEach(this::dialConfigured);
        }
    }
}
