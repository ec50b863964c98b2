package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.Options;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this server says of itself on routes. Part of {@link Routes}, on its loop. */
final class RouteSelf {
    /** Accounts, asynchronous INFO; traces stop at the border of a server. */
    private static final int PROTOCOL = 3;

    private final LinkHost host;
    private final PinnedAccounts pinned = new PinnedAccounts();
    private final Neighbours neighbours;
    private ClusterName name;
    private @Nullable InetSocketAddress bound;
    private RouteTls tls = RouteTls.NONE;
    private RouteSettings settings;

    RouteSelf(LinkHost host, Neighbours neighbours) {
        this.host = host;
        this.neighbours = neighbours;
        String configured = configured();
        this.name = configured.isEmpty()
                ? new ClusterName(generated(), /* dynamic= */ true)
                : new ClusterName(configured, /* dynamic= */ false);
        host.clusterName(name.name());
        settings = RouteSettings.of(host.options(), name, info(), tls);
    }

    /** A cluster with gateways is called as they are. */
    private String configured() {
        String name = host.options().cluster().name();
        return name.isEmpty() ? host.options().gateway().name() : name;
    }

    private static String generated() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void bound(InetSocketAddress address) {
        bound = address;
        refresh();
    }

    /** The cluster is called something else now. */
    void name(ClusterName adopted) {
        name = adopted;
        host.clusterName(adopted.name());
        refresh();
    }

    void tls(RouteTls loaded) {
        tls = loaded;
    }

    /** The options are others now. */
    void reload() {
        String configured = configured();
        if (!configured.isEmpty() && !configured.equals(name.name())) {
            name(new ClusterName(configured, /* dynamic= */ false));
        } else {
            refresh();
        }
    }

    private void refresh() {
        settings = RouteSettings.of(host.options(), name, info(), tls);
    }

    /** What holds for connections that are made now; what was there when it was last changed. */
    RouteSettings settings() {
        return settings;
    }

    int poolSize() {
        return host.options().cluster().poolSize();
    }

    /** The accounts with a connection of their own, as they change. */
    PinnedAccounts pins() {
        return pinned;
    }

    /** What the options say of such accounts holds from now on. */
    void repin() {
        pinned.set(configuredPins());
    }

    Set<String> pinned() {
        return pinned.names();
    }

    /** Those configured, and the system account. */
    private Set<String> configuredPins() {
        if (poolSize() <= 0) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>(host.options().cluster().pinnedAccounts());
        String system = host.systemAccount();
        if (system != null) {
            names.add(system);
        }
        return names;
    }

    GossipReader gossip() {
        ClusterOptions cluster = host.options().cluster();
        return new GossipReader(
                host.serverId(),
                poolSize(),
                List.copyOf(pinned()),
                cluster.routes().stream().map(ServerUrl::parse).toList(),
                cluster.user(),
                cluster.password());
    }

    /** What a server that was dialled hears of this one. */
    ServerInfo answer(int slot, String account, GossipMode mode) {
        return info().with(i ->
                i.routePoolIndex(Math.max(0, slot)).routeAccount(account).gossipMode(mode));
    }

    private ServerInfo info() {
        Options options = host.options();
        ClusterOptions cluster = options.cluster();
        RoutePermissions permissions = new RoutePermissions(cluster.permissions());
        InetSocketAddress listening = bound;
        int port = listening == null ? cluster.port() : listening.getPort();
        ServerInfo info = ServerInfo.builder()
                .serverId(host.serverId())
                .serverName(host.serverName())
                .version(host.version())
                .proto(PROTOCOL)
                .go(host.runtime())
                .host(cluster.host())
                .port(port)
                .headers(!options.traits().noHeaderSupport())
                .authRequired(!cluster.user().isEmpty())
                .tlsRequired(cluster.tls() != null)
                .tlsVerify(cluster.tls() != null)
                .maxPayload(options.limits().maxPayload())
                .cluster(name.name())
                .clusterDynamic(name.dynamic())
                .connectUrls(cluster.noAdvertise() ? List.of() : host.clientUrls())
                .wsConnectUrls(cluster.noAdvertise() ? List.of() : host.webSocketUrls())
                .imports(permissions.imports())
                .exports(permissions.exports())
                .lnoc(true)
                .lnocu(true)
                .ln(true)
                .gatewayUrl(neighbours.gatewayUrl())
                .leafNodeUrls(
                        neighbours.leafs().own().isEmpty()
                                ? null
                                : neighbours.leafs().own())
                .routePoolSize(Math.max(0, poolSize()))
                .build();
        return cluster.advertise().isEmpty() ? info : advertised(info, cluster.advertise(), port);
    }

    private static ServerInfo advertised(ServerInfo info, String address, int port) {
        ServerUrl url = ServerUrl.parse(address).withDefaultPort(port);
        return info.with(i -> i.host(url.host()).port(url.port()).ip("nats-route://" + url.address() + "/"));
    }
}
