package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.CompressionChoice;
import io.dialtone.cluster.link.LinkAccess;
import io.dialtone.cluster.link.LinkPace;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.LiveSettings;
import io.dialtone.streams.TransportSecurity;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What holds for routes that are made from now on. Immutable.
 *
 * @param cluster of the configuration
 * @param name of the cluster now
 * @param info what is said of this server, without a nonce
 * @param permissions which interest goes over routes
 * @param tls how connections begin
 */
record RouteSettings(
        ClusterOptions cluster,
        ClusterName name,
        ServerInfo info,
        RoutePermissions permissions,
        RouteTls tls,
        Duration pingInterval,
        int pingMax) {
    private static final int NONCE_BYTES = 11;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RouteSettings of(Options options, ClusterName name, ServerInfo info, RouteTls tls) {
        ClusterOptions cluster = options.cluster();
        Duration configured = cluster.pingInterval();
        Duration interval = LinkPings.capped(
                configured.isZero() ? options.limits().pingInterval() : configured, RouteLink.LONGEST_PING_INTERVAL);
        int most = cluster.pingMax() > 0 ? cluster.pingMax() : options.limits().pingMax();
        return new RouteSettings(cluster, name, info, new RoutePermissions(cluster.permissions()), tls, interval, most);
    }

    TransportSecurity security(@Nullable DialOrder dialled) {
        return tls.of(dialled == null ? null : dialled.url(), cluster.routes());
    }

    /** Who may connect. */
    LinkAccess access() {
        return LinkAccess.of(cluster);
    }

    /** What INFO says of compression before it is agreed upon. */
    private String announced() {
        return compression().equals(CompressionChoice.NOT_SUPPORTED) ? "" : compression();
    }

    /** Mode of compression as it is configured. */
    String compression() {
        return cluster.compression().mode();
    }

    /** Whether a route may come to be compressed. */
    boolean mayCompress() {
        return CompressionChoice.isOn(compression());
    }

    /** How long a write may take, and what happens then. */
    LiveSettings paced(LiveSettings server) {
        return new LinkPace(cluster.writeDeadline(), cluster.writeTimeout()).of(server);
    }

    /** How long a handshake may take that has to agree on compression. */
    Duration handshakeLimit() {
        return pingInterval.multipliedBy(pingMax + 1L);
    }

    /** The first INFO to a server that has connected here. */
    ServerInfo greeting() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return info.with(i -> i.compression(announced())
                .nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)));
    }

    /** What is said first to a server that was dialled. */
    ServerConnect connect(ServerUrl url, LinkHost host) {
        return ServerConnect.builder()
                .echo(true)
                .headers(!host.options().traits().noHeaderSupport())
                .tlsRequired(cluster.tls() != null)
                .user(url.user())
                .password(url.password())
                .name(host.serverId())
                .cluster(name.name())
                .clusterDynamic(name.dynamic())
                .lnoc(true)
                .lnocu(true)
                .ln(true)
                .build();
    }
}
