package io.dialtone.actors;

import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.exchange.ServiceRoute;
import io.dialtone.actors.links.GatewayMonitor;
import io.dialtone.actors.links.LeafMonitor;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.links.RouteMonitor;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.system.SystemNews;
import io.dialtone.conf.Options;
import io.dialtone.conf.WriteTimeoutPolicy;
import io.dialtone.streams.ConnectionFlow;
import io.dialtone.streams.EventLoops;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.LiveSettings;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.SubjectSampler;
import io.dialtone.streams.UpgradedSocket;
import io.dialtone.streams.tls.TlsServerContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What every actor of one broker may use. Written by the {@link Server} alone where it changes at all. */
final class ServerContext {
    private static final String DEFAULT_SYSTEM_ACCOUNT = "$SYS";

    private final ServerLog log;
    private final EventLoops loops;
    private final @Nullable SubjectSampler subjects;
    private final AtomicLong eventSequence = new AtomicLong();
    private final Instant started = Instant.now();
    private final ServerTotals totals = new ServerTotals();
    private final PublishRates publishRates = new PublishRates(this);
    private final ConnectionRegistry connections;
    private final AtomicReference<State> state;
    private final @Nullable OperatorMode operators;
    private final AuthCallout callout;
    /** Null where the server was made without links. */
    private final @Nullable InterestWatchers watchers;

    private final Executor slowChecks;
    private volatile RouteMonitor routes = RouteMonitor.NONE;
    private volatile LeafMonitor leafs = LeafMonitor.NONE;
    private volatile GatewayMonitor gateways = GatewayMonitor.NONE;
    private volatile @Nullable ClusterView clusterView;
    private volatile ClusterUrls clientUrls = ClusterUrls.NONE;
    private volatile ClusterUrls webSocketUrls = ClusterUrls.NONE;
    private volatile Consumer<UpgradedSocket> leafDoor;
    private volatile @Nullable InetSocketAddress webSocketAddress;
    private final Map<LinkPort, InetSocketAddress> linkAddresses = new ConcurrentHashMap<>();
    private volatile String clusterName;
    private Accounts accounts;
    private @Nullable ConnectionFlow flow;
    private @Nullable MonitorSource monitor;
    private @Nullable SystemAccount system;
    private SystemNews news = SystemNews.NOWHERE;
    private @Nullable Spans spans;
    private volatile Phase phase = Phase.RUNNING;

    /** Where the server is in its life. */
    enum Phase {
        RUNNING,
        LAME_DUCK,
        STOPPING
    }

    /**
     * What a reload replaces, as a whole.
     *
     * @param loaded when these options came to hold
     * @param configDigest of the file they were read from, empty without one
     * @param resolverTls for a web server that accounts come from; null for the trust of this Java runtime
     */
    record State(
            Options options,
            LiveSettings live,
            InfoMessage.Server info,
            Gatekeeper gatekeeper,
            ListenerSecurity security,
            ListenerSecurity webSocketSecurity,
            Instant loaded,
            String configDigest,
            @Nullable SSLContext resolverTls) {
        /** The same in a cluster of this name. */
        State inCluster(String name) {
            return new State(
                    options,
                    live,
                    info.inCluster(name),
                    gatekeeper,
                    security,
                    webSocketSecurity,
                    loaded,
                    configDigest,
                    resolverTls);
        }

        /** The same with this one told of subjects. */
        State counting(@Nullable SubjectSampler subjects) {
            return new State(
                    options,
                    live.withSubjects(subjects),
                    info,
                    gatekeeper,
                    security,
                    webSocketSecurity,
                    loaded,
                    configDigest,
                    resolverTls);
        }

        /** Says what was configured and this Java runtime cannot do. */
        void warn(ServerLog log) {
            for (ListenerSecurity one : List.of(security, webSocketSecurity)) {
                TlsServerContext tls = one.tls();
                if (tls != null) {
                    tls.warnings().forEach(log::warn);
                }
            }
        }
    }

    /**
     * @param operators where accounts are signed by operators; null where the configuration names them
     * @param keys the server's own
     * @param slowChecks for signatures
     * @param withLinks whether there may be other servers
     */
    ServerContext(
            ServerLog log,
            EventLoops loops,
            State initial,
            @Nullable OperatorMode operators,
            ServerIdentityKeys keys,
            Executor slowChecks,
            boolean withLinks) {
        this.log = log;
        this.slowChecks = slowChecks;
        this.leafDoor = this::refuseLeaf;
        this.watchers = withLinks ? new InterestWatchers() : null;
        this.clusterName = initial.options().cluster().name();
        this.callout = new AuthCallout(this, keys, slowChecks);
        this.operators = operators;
        this.loops = loops;
        int shown = initial.options().monitoring().topSubjects();
        this.subjects = shown == 0 ? null : new SubjectSampler(shown, loops.count());
        this.state = new AtomicReference<>(initial.counting(subjects));
        this.connections = new ConnectionRegistry(initial.options().limits().maxClosedClients(), totals);
        this.accounts = new Accounts(
                command -> {
                    throw new IllegalStateException("the server has not started");
                },
                null,
                null);
    }

    /** Completes it; called once by the server before anything else may use it. */
    void complete(Accounts itsAccounts, ConnectionFlow itsFlow, MonitorSource itsMonitor) {
        accounts = itsAccounts;
        flow = itsFlow;
        monitor = itsMonitor;
    }

    /** Completes it with its system account; called before the accounts are. */
    void system(SystemAccount itsSystem) {
        system = itsSystem;
    }

    /** The system account, null without one. */
    @Nullable
    SystemAccount system() {
        return system;
    }

    /** What limits the publishing of users and accounts. */
    PublishRates publishRates() {
        return publishRates;
    }

    /** Whether an account is the system account. */
    boolean isSystem(String account) {
        SystemAccount own = system;
        return own != null && own.name().equals(account);
    }

    /** Clients of an account on other servers. */
    int clientsElsewhere(String account) {
        SystemAccount own = system;
        return own == null ? 0 : own.others().clients(account);
    }

    /** Leaf links of an account on other servers. */
    int leafsElsewhere(String account) {
        SystemAccount own = system;
        return own == null ? 0 : own.others().leafs(account);
    }

    /** Sets to whom connections say what becomes of them. */
    void news(SystemNews itsNews) {
        news = itsNews;
    }

    /** To whom connections say what becomes of them. */
    SystemNews news() {
        return news;
    }

    /** Lets messages be followed for their spans; called before anybody may connect. */
    void spans(Spans itsSpans) {
        spans = itsSpans;
    }

    /** Who has messages followed for their spans; null where nobody takes them. */
    @Nullable
    Spans spans() {
        return spans;
    }

    MonitorSource monitor() {
        return Objects.requireNonNull(monitor, "the server has not started");
    }

    void replace(State fresh) {
        String agreed = clusterName;
        boolean named = !fresh.options().cluster().name().isEmpty();
        State counted = fresh.counting(subjects);
        state.set(named || agreed.isEmpty() ? counted : counted.inCluster(agreed));
    }

    State state() {
        return state.get();
    }

    /** Who hears of interest; null where the server was made without links. */
    @Nullable
    InterestWatchers watchers() {
        return watchers;
    }

    /** For what takes its time. */
    Executor slowChecks() {
        return slowChecks;
    }

    /** The routes there are. */
    RouteMonitor routes() {
        return routes;
    }

    void routes(RouteMonitor itsRoutes) {
        routes = itsRoutes;
    }

    /** The leaf links there are. */
    LeafMonitor leafs() {
        return leafs;
    }

    void leafs(LeafMonitor itsLeafs) {
        leafs = itsLeafs;
    }

    /** What gateways show of themselves. */
    GatewayMonitor gateways() {
        return gateways;
    }

    void gateways(GatewayMonitor itsGateways) {
        gateways = itsGateways;
    }

    /** The membership of the cluster; null where the server is no member of one. */
    @Nullable
    ClusterView clusterView() {
        return clusterView;
    }

    void clusterView(ClusterView view) {
        clusterView = view;
    }

    /**
     * Sets where clients reach the other servers of the cluster.
     *
     * @return whether clients of this port have to be told
     */
    boolean otherClientUrls(ClientOrigin port, List<String> urls) {
        ClusterUrls before = port.isWebSocket() ? webSocketUrls : clientUrls;
        ClusterUrls now = before.with(urls);
        if (port.isWebSocket()) {
            webSocketUrls = now;
        } else {
            clientUrls = now;
        }
        return !before.others().equals(now.others());
    }

    /** Where clients reach the other servers of the cluster over WebSockets. */
    List<String> webSocketUrlsOfOthers() {
        return webSocketUrls.others();
    }

    /** Who takes leaf nodes that come over WebSockets. */
    Consumer<UpgradedSocket> leafDoor() {
        return leafDoor;
    }

    void leafDoor(Consumer<UpgradedSocket> door) {
        leafDoor = door;
    }

    private void refuseLeaf(UpgradedSocket socket) {
        log.error("Not configured to accept leaf node connections");
        socket.close();
    }

    /** Where WebSockets connect; null where there is no such port. */
    @Nullable
    InetSocketAddress webSocketAddress() {
        return webSocketAddress;
    }

    void webSocketAddress(InetSocketAddress bound) {
        webSocketAddress = bound;
    }

    /** Where other servers connect; null where there is no such listener. */
    @Nullable
    InetSocketAddress linkAddress(LinkPort port) {
        return linkAddresses.get(port);
    }

    void linkAddress(LinkPort port, InetSocketAddress bound) {
        linkAddresses.put(port, bound);
    }

    /** The name of the cluster, which servers may have agreed upon; empty without one. */
    String clusterName() {
        return clusterName;
    }

    void clusterName(String agreed) {
        clusterName = agreed;
        state.updateAndGet(s -> s.inCluster(agreed));
    }

    /** What services hear of this server. */
    ServiceRoute.Identity identity() {
        InfoMessage.Server info = info();
        String cluster = info.cluster();
        return new ServiceRoute.Identity(
                info.name(),
                cluster == null ? "" : cluster,
                ServerHash.of(info.name()),
                system == null ? "" : system.name(),
                () -> gateways.nearest());
    }

    /** Where accounts are signed by operators; null where the configuration names them. */
    @Nullable
    OperatorMode operators() {
        return operators;
    }

    /** Logins that a service decides about. */
    AuthCallout callout() {
        return callout;
    }

    /** The name of the system account, or its public key. */
    String systemAccount() {
        String configured = options().trust().systemAccount();
        return configured.isEmpty() ? DEFAULT_SYSTEM_ACCOUNT : configured;
    }

    /** Numbers what the server publishes about itself. */
    long nextEventSequence() {
        return eventSequence.incrementAndGet();
    }

    ServerLog log() {
        return log;
    }

    EventLoops loops() {
        return loops;
    }

    ServerTotals totals() {
        return totals;
    }

    ConnectionRegistry connections() {
        return connections;
    }

    Accounts accounts() {
        return accounts;
    }

    ConnectionFlow flow() {
        return Objects.requireNonNull(flow, "the server has not started");
    }

    /** When the server started. */
    Instant started() {
        return started;
    }

    Phase phase() {
        return phase;
    }

    void enterLameDuck() {
        phase = Phase.LAME_DUCK;
    }

    void enterShutdown() {
        phase = Phase.STOPPING;
    }

    Options options() {
        return state.get().options();
    }

    LiveSettings live() {
        return state.get().live();
    }

    /** Who counts messages by subject; null for nobody. */
    @Nullable
    SubjectSampler subjects() {
        return subjects;
    }

    InfoMessage.Server info() {
        return state.get().info();
    }

    Gatekeeper gatekeeper() {
        return state.get().gatekeeper();
    }

    /** What INFO says of the server on the port by which a client came. */
    InfoMessage.Server info(ClientOrigin origin) {
        InetSocketAddress bound = webSocketAddress;
        return origin.isWebSocket() && bound != null
                ? info().at(options().webSocket().host(), bound.getPort())
                : info();
    }

    /** How connections begin on the port by which a client came. */
    ListenerSecurity security(ClientOrigin origin) {
        return origin.isWebSocket() ? webSocketSecurity() : state.get().security();
    }

    /** The same for requests from which WebSockets come. */
    ListenerSecurity webSocketSecurity() {
        return state.get().webSocketSecurity();
    }

    /** What INFO says to one connection. */
    InfoMessage.Peer peerInfo(ConnectionInfoCard card, boolean authRequired) {
        Options o = options();
        ClientOrigin origin = card.origin();
        boolean tls = origin.tls(o) != null;
        boolean optional = tls && !origin.isWebSocket() && o.client().allowNonTls();
        return new InfoMessage.Peer(
                card.cid(),
                card.ip(),
                authRequired,
                tls && !optional,
                optional || tls && origin.isWebSocket(),
                null,
                clientUrlsForClients(origin),
                false,
                null,
                false,
                info().maxPayload());
    }

    /** Where clients of a port reach this cluster, as INFO says; nothing as long as no other server has been met. */
    List<String> clientUrlsForClients(ClientOrigin origin) {
        if (origin.isWebSocket()) {
            return webSocketUrls.all(phase == Phase.RUNNING ? ownWebSocketUrls() : List.of());
        }
        return clientUrls.all(phase == Phase.RUNNING ? ownClientUrls() : List.of());
    }

    /** Where clients reach this server. */
    List<String> ownClientUrls() {
        return ClientUrls.of(options(), info().port());
    }

    /** The same over WebSockets; nowhere without a port for them. */
    List<String> ownWebSocketUrls() {
        InetSocketAddress bound = webSocketAddress;
        return bound == null ? List.of() : ClientUrls.ofWebSockets(options(), bound.getPort());
    }

    /** Whether the subscriptions of closed connections are kept for monitoring. */
    boolean wantsClosedSubscriptions() {
        Options o = options();
        return o.monitoring().httpPort() != 0 || o.monitoring().httpsPort() != 0;
    }

    static LiveSettings live(Options o) {
        return new LiveSettings(
                o.limits().maxPayload(),
                o.limits().maxControlLine(),
                o.limits().writeDeadline(),
                o.limits().writeTimeout() == WriteTimeoutPolicy.RETRY,
                o.limits().noFastProducerStall(),
                o.limits().maxTracedMsgLen(),
                o.logging().traceHeaders());
    }
}
