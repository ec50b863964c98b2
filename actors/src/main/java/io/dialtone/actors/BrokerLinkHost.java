package io.dialtone.actors;

import io.dialtone.accounts.operator.Standing;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.exchange.Requester;
import io.dialtone.actors.links.GatewayMonitor;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LeafLogin;
import io.dialtone.actors.links.LeafMonitor;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.actors.links.LinkedClaims;
import io.dialtone.actors.links.RouteMonitor;
import io.dialtone.actors.links.TracedLink;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.conf.Options;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.ConnectionFlow;
import io.dialtone.streams.EventLoops;
import io.dialtone.streams.MessageTracer;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.UpgradedSocket;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One broker as its links see it. Any thread. */
final class BrokerLinkHost implements LinkHost {
    private final ServerContext server;
    private final InterestWatchers watchers;
    private final LeafSeats seats;

    BrokerLinkHost(ServerContext server) {
        this.server = server;
        this.seats = new LeafSeats(server);
        this.watchers = Objects.requireNonNull(server.watchers(), "the server has no links");
    }

    @Override
    public Options options() {
        return server.options();
    }

    @Override
    public ServerLog log() {
        return server.log();
    }

    @Override
    public String serverId() {
        return server.info().id();
    }

    @Override
    public String serverName() {
        return server.info().name();
    }

    @Override
    public String version() {
        return server.info().version();
    }

    @Override
    public String runtime() {
        return server.info().runtime();
    }

    @Override
    public EventLoops loops() {
        return server.loops();
    }

    @Override
    public ConnectionFlow flow() {
        return server.flow();
    }

    @Override
    public Executor slowly() {
        return server.slowChecks();
    }

    @Override
    public long nextCid() {
        return server.connections().nextCid();
    }

    @Override
    public @Nullable LinkedAccount account(String name) {
        return server.accounts().find(name);
    }

    @Override
    public LinkedAccount accountMade(String name) {
        return server.accounts().get(name);
    }

    @Override
    public Collection<? extends LinkedAccount> accounts() {
        return server.accounts().all();
    }

    @Override
    public @Nullable String systemAccount() {
        SystemAccount system = server.system();
        return system == null ? null : system.name();
    }

    @Override
    public boolean hasOperators() {
        return server.operators() != null;
    }

    @Override
    public void watch(InterestWatcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void unwatch(InterestWatcher watcher) {
        watchers.remove(watcher);
    }

    @Override
    public List<String> clientUrls() {
        return server.ownClientUrls();
    }

    @Override
    public List<String> webSocketUrls() {
        return server.ownWebSocketUrls();
    }

    @Override
    public void otherClientUrls(List<String> urls) {
        others(ClientOrigin.CLIENT_PORT, urls);
    }

    @Override
    public void otherWebSocketUrls(List<String> urls) {
        others(ClientOrigin.WEB_SOCKET_PORT, urls);
    }

    private void others(ClientOrigin port, List<String> urls) {
        if (server.otherClientUrls(port, urls)) {
            for (ConnectionInfoCard card : server.connections().open()) {
                if (card.origin().isWebSocket() == port.isWebSocket()) {
                    card.tell(new Connection.ServersChanged());
                }
            }
        }
    }

    @Override
    public List<String> webSocketUrlsOfOthers() {
        return server.webSocketUrlsOfOthers();
    }

    @Override
    public void leafDoor(Consumer<UpgradedSocket> door) {
        server.leafDoor(door);
    }

    @Override
    public void clusterName(String name) {
        server.clusterName(name);
    }

    @Override
    public String clusterName() {
        return server.clusterName();
    }

    @Override
    public void bound(LinkPort port, InetSocketAddress address) {
        server.linkAddress(port, address);
    }

    @Override
    public @Nullable InetSocketAddress address(LinkPort port) {
        return server.linkAddress(port);
    }

    @Override
    public void clusterView(ClusterView view) {
        server.clusterView(view);
    }

    @Override
    public void clusterEvent(String event, ClusterView.Member member) {
        server.news().clusterChanged(event, member);
    }

    @Override
    public @Nullable LinkedClaims claims() {
        OperatorMode operators = server.operators();
        return operators == null ? null : operators.shared();
    }

    @Override
    public void routes(RouteMonitor monitor) {
        server.routes(monitor);
    }

    @Override
    public void ended(LinkKind kind, CloseReason reason, ConnectionCounters counters) {
        server.totals().linkEnded(kind, reason, Usage.of(counters));
    }

    @Override
    public void leafs(LeafMonitor monitor) {
        server.leafs(monitor);
    }

    @Override
    public CompletionStage<LeafVerdict> login(LeafView who, LeafLogin login) {
        return seats.login(who, login);
    }

    @Override
    public @Nullable Standing standing(LeafRights rights) {
        return seats.standing(rights);
    }

    @Override
    public boolean join(LeafView leaf) {
        return seats.join(leaf);
    }

    @Override
    public void leave(LeafView leaf, CloseReason reason) {
        seats.leave(leaf, reason);
    }

    @Override
    public void refused(LeafView leaf, CloseReason reason) {
        seats.refused(leaf, reason);
    }

    @Override
    public Requester requester(LeafView leaf) {
        return () -> LeafSeats.info(server, leaf, null);
    }

    @Override
    public void gateways(GatewayMonitor monitor) {
        server.gateways(monitor);
    }

    @Override
    public MessageTracer tracer(TracedLink link) {
        return new LinkTracer(server, link);
    }

    @Override
    public boolean isRetiring() {
        return server.phase() != ServerContext.Phase.RUNNING;
    }
}
