package io.dialtone.actors.monitor;

import io.dialtone.streams.SubjectRate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The broker as monitoring sees it. Every method takes a snapshot off the data path and may be called from any thread; the
 * answers are immutable. A snapshot is consistent within one connection or account, not across them. A stage that fails is
 * answered with HTTP 500 by the endpoints.
 */
public interface MonitorSource {

    /** Identity that does not change while the server runs; answered at once. */
    ServerIdentity identity();

    /** Where the server is in its life; answered at once, for the probes. */
    Readiness readiness();

    /** The general figures, {@code /varz}. */
    CompletionStage<ServerStats> serverStats();

    /**
     * Open or closed client connections, {@code /connz}: gather candidates, then {@link ConnectionPage#select}. The
     * subscriptions of a connection are needed only where {@link ConnectionQuery#subscriptions()} asks for them, and only for
     * the connections of the selected page.
     */
    CompletionStage<ConnectionPage> connections(ConnectionQuery query);

    /** Subscriptions and the statistics of their index, {@code /subsz}: see {@link SubscriptionPage#select}. */
    CompletionStage<SubscriptionPage> subscriptions(SubscriptionQuery query);

    /** Connections to servers of the same cluster, {@code /routez}. */
    default CompletionStage<RoutePage> routes(ConnectionQuery.Subscriptions shown) {
        return CompletableFuture.completedFuture(RoutePage.none(Instant.now()));
    }

    /** The names of all accounts, {@code /accountz}. */
    CompletionStage<List<String>> accounts();

    /** One account in detail, {@code /accountz?acc=name}; empty when there is none of that name. */
    CompletionStage<Optional<AccountInfo>> account(String name);

    /**
     * Traffic per account, {@code /accstatz}.
     *
     * @param includeUnused whether accounts without a connection are listed too
     */
    CompletionStage<List<AccountStats>> accountStats(boolean includeUnused);

    /** Leaf links, {@code /leafz}; gathered at once. */
    default LeafStats leafNodes(LeafQuery query) {
        return LeafStats.NONE;
    }

    /** The gateways, {@code /gatewayz}; answered at once. */
    default GatewayStats gateways(GatewayQuery query) {
        return GatewayStats.NONE;
    }

    /** Name of the system account, null when the server has none. */
    @Nullable
    String systemAccount();

    /** The membership of the cluster, {@code /clusterz}; null where the server is no member of one. */
    default @Nullable ClusterView cluster() {
        return null;
    }

    /** The subjects that clients publish most messages on, the busiest first; null where they are not counted. */
    default @Nullable List<SubjectRate> busiestSubjects() {
        return null;
    }

    /** The health probe; {@link HealthReport#of} answers for a server without JetStream. */
    CompletionStage<HealthReport> health(HealthQuery query);
}
