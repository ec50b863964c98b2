package io.dialtone.actors;

import akka.actor.typed.ActorSystem;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ClusterStats;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.ConfiguredStats;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.GatewayBlock;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.HealthReport;
import io.dialtone.actors.monitor.LeafQuery;
import io.dialtone.actors.monitor.LeafStats;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.Pauses;
import io.dialtone.actors.monitor.ProcessSampler;
import io.dialtone.actors.monitor.Readiness;
import io.dialtone.actors.monitor.RoutePage;
import io.dialtone.actors.monitor.ServerIdentity;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.actors.monitor.WebSocketBlock;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.SubjectRate;
import io.dialtone.streams.SubjectSampler;
import io.dialtone.streams.tls.TlsServerContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One broker as monitoring sees it. Gathers on the actor system's own threads, from what connections and accounts publish
 * of themselves in volatile fields: no event loop does anything for it, save where the subscriptions of a connection are
 * asked for. Fails once the broker has stopped.
 */
final class BrokerMonitor implements MonitorSource {
    private static final int PROTOCOL = 1;

    /** The flags nats-server {@value Broker#VERSION} knows, as it has them when nothing is configured; it shows no others. */
    private static final Map<String, Boolean> FEATURE_FLAGS = Map.of(
            "js_ack_fc_v2",
            false,
            "js_api_reply_v2",
            false,
            "js_raft_delete_range",
            true,
            "js_snapshot_sources",
            false);

    private final ServerContext server;
    private final Executor executor;
    private final ServerIdentity identity;
    private final ProcessSampler process = new ProcessSampler();
    private final ConnectionSnapshots connections;
    private final AccountSnapshots accounts;
    private final LeafSnapshots leafs;

    BrokerMonitor(ServerContext server, ActorSystem<?> system) {
        this.server = server;
        this.executor = system.executionContext()::execute;
        this.identity = new ServerIdentity(
                server.info().id(), server.info().name(), server.info().version());
        this.connections = new ConnectionSnapshots(server, system.scheduler());
        this.accounts = new AccountSnapshots(server);
        this.leafs = new LeafSnapshots(server);
    }

    @Override
    public ServerIdentity identity() {
        return identity;
    }

    @Override
    public Readiness readiness() {
        return switch (server.phase()) {
            case RUNNING -> Readiness.READY;
            case LAME_DUCK -> Readiness.LAME_DUCK;
            case STOPPING -> Readiness.STOPPING;
        };
    }

    @Override
    public @Nullable ClusterView cluster() {
        return server.clusterView();
    }

    @Override
    public CompletionStage<HealthReport> health(HealthQuery query) {
        return CompletableFuture.completedFuture(HealthReport.of(query, readiness()));
    }

    @Override
    public @Nullable String systemAccount() {
        return accounts.systemAccount();
    }

    @Override
    public CompletionStage<ConnectionPage> connections(ConnectionQuery query) {
        if (!query.account().isEmpty() && !accounts.names().contains(query.account())) {
            return CompletableFuture.completedFuture(ConnectionPage.unknownAccount(query, Instant.now()));
        }
        return gather(() -> connections.select(query)).thenCompose(connections::withSubscriptions);
    }

    @Override
    public CompletionStage<SubscriptionPage> subscriptions(SubscriptionQuery query) {
        return gather(() -> accounts.subscriptions(query));
    }

    @Override
    public CompletionStage<RoutePage> routes(ConnectionQuery.Subscriptions shown) {
        return gather(() -> new RoutePage(
                Instant.now(),
                shown,
                server.options().cluster().permissions(),
                server.routes().routes(shown)));
    }

    @Override
    public CompletionStage<List<String>> accounts() {
        return gather(() -> List.copyOf(accounts.names()));
    }

    @Override
    public CompletionStage<Optional<AccountInfo>> account(String name) {
        return gather(() -> accounts.info(name));
    }

    @Override
    public CompletionStage<List<AccountStats>> accountStats(boolean includeUnused) {
        return gather(() -> accounts.stats(includeUnused));
    }

    @Override
    public LeafStats leafNodes(LeafQuery query) {
        return leafs.stats(query);
    }

    @Override
    public GatewayStats gateways(GatewayQuery query) {
        return server.gateways().stats(query);
    }

    @Override
    public @Nullable List<SubjectRate> busiestSubjects() {
        SubjectSampler subjects = server.subjects();
        return subjects == null ? null : subjects.busiest();
    }

    private <T> CompletableFuture<T> gather(Supplier<T> gathering) {
        try {
            return CompletableFuture.supplyAsync(gathering, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    // ---- the server as a whole

    @Override
    public CompletionStage<ServerStats> serverStats() {
        return gather(this::stats);
    }

    private ServerStats stats() {
        ServerContext.State state = server.state();
        Traffic clients = traffic();
        Traffic all = clients.plus(server.totals().linkTraffic())
                .plus(server.routes().traffic())
                .plus(leafs.traffic());
        return new ServerStats(
                identity,
                endpoint(state),
                ConfiguredStats.limits(state.options()),
                ConfiguredStats.http(state.options()),
                server.started(),
                Instant.now(),
                process.sample(),
                counts(),
                all,
                clients,
                trouble(),
                configuration(state),
                cluster(state.options()),
                gateway(state.options()),
                leafs.block(),
                webSocket(state.options()));
    }

    private ServerStats.Endpoint endpoint(ServerContext.State state) {
        InfoMessage.Server info = state.info();
        TlsOptions tls = state.options().client().tls();
        return new ServerStats.Endpoint(
                PROTOCOL,
                null,
                info.runtime(),
                info.host(),
                info.port(),
                state.gatekeeper().isRequiredInInfo(ConnectionType.STANDARD),
                tls != null && !state.options().client().allowNonTls(),
                info.tlsVerify(),
                null,
                server.clientUrlsForClients(ClientOrigin.CLIENT_PORT),
                server.clientUrlsForClients(ClientOrigin.WEB_SOCKET_PORT));
    }

    private @Nullable ClusterStats cluster(Options options) {
        InetSocketAddress bound = server.linkAddress(LinkPort.CLUSTER);
        return bound == null ? null : ClusterStats.of(options.cluster(), server.clusterName(), bound.getPort());
    }

    private @Nullable GatewayBlock gateway(Options options) {
        InetSocketAddress bound = server.linkAddress(LinkPort.GATEWAY);
        return bound == null ? null : new GatewayBlock(options.gateway(), bound.getPort());
    }

    private @Nullable WebSocketBlock webSocket(Options options) {
        InetSocketAddress bound = server.webSocketAddress();
        return bound == null
                ? null
                : new WebSocketBlock(
                        options.webSocket(), bound.getPort(), certificateNotAfter(server.webSocketSecurity()));
    }

    private Traffic traffic() {
        return server.connections().consistently(() -> {
            Usage sum = server.totals().usage();
            for (ConnectionInfoCard card : server.connections().open()) {
                sum = sum.plus(card.unsettled());
            }
            return sum.traffic();
        });
    }

    private ServerStats.Counts counts() {
        long subscriptions = 0;
        for (Account account : server.accounts().all()) {
            subscriptions += accounts.subscriptionCount(account);
        }
        return new ServerStats.Counts(
                server.connections().size(),
                server.totals().connections(),
                server.routes().connections(),
                server.routes().remotes(),
                server.leafs().leafs().size(),
                subscriptions);
    }

    private ServerStats.Trouble trouble() {
        ServerTotals totals = server.totals();
        return new ServerStats.Trouble(
                new ServerStats.KindCounts(
                        totals.slowConsumers(), totals.slowLinks(LinkKind.ROUTE), 0, totals.slowLinks(LinkKind.LEAF)),
                new ServerStats.KindCounts(
                        totals.staleConnections(),
                        totals.staleLinks(LinkKind.ROUTE),
                        0,
                        totals.staleLinks(LinkKind.LEAF)),
                totals.stalledClients(),
                server.accounts().all().stream()
                        .map(account -> account.totals().shownPauses())
                        .reduce(Pauses.NONE, Pauses::plus));
    }

    /** The flags as they are now, by name. */
    static Map<String, Boolean> featureFlags(Options options) {
        Map<String, Boolean> flags = new TreeMap<>(FEATURE_FLAGS);
        options.traits().featureFlags().forEach((flag, on) -> flags.computeIfPresent(flag, (known, was) -> on));
        return flags;
    }

    private ServerStats.Configuration configuration(ServerContext.State state) {
        Options options = state.options();
        OperatorMode operators = server.operators();
        return new ServerStats.Configuration(
                state.loaded(),
                state.configDigest(),
                options.traits().tags(),
                options.traits().metadata(),
                featureFlags(options),
                operators == null ? List.of() : operators.trusted().tokens(),
                systemAccount(),
                operators == null ? 0 : operators.pinnedFailures(),
                certificateNotAfter(state.security()));
    }

    private static @Nullable Instant certificateNotAfter(ListenerSecurity security) {
        TlsServerContext tls = security.tls();
        return tls == null ? null : tls.certificateNotAfter();
    }
}
