package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.TransportSecurity;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * What holds for routes that are made from now on. Immutable.
 *
 * @param cluster of the configuration
 * @param name of the cluster now
 * @param info what is said of this server, without a nonce
 * @param permissions which interest goes over routes
 */
record RouteSettings(
        ClusterOptions cluster,
        ClusterName name,
        ServerInfo info,
        RoutePermissions permissions,
        Duration pingInterval,
        int pingMax) {
    private static final Duration USUAL_AUTHENTICATION_LIMIT = Duration.ofSeconds(2);
    private static final int NONCE_BYTES = 11;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RouteSettings of(Options options, ClusterName name, ServerInfo info) {
        ClusterOptions cluster = options.cluster();
        Duration configured = cluster.pingInterval();
        Duration interval = LinkPings.capped(
                configured.isZero() ? options.limits().pingInterval() : configured, RouteLink.LONGEST_PING_INTERVAL);
        int most = cluster.pingMax() > 0 ? cluster.pingMax() : options.limits().pingMax();
        return new RouteSettings(cluster, name, info, new RoutePermissions(cluster.permissions()), interval, most);
    }

    TransportSecurity security(boolean dialling) {
        return ListenerSecurity.NONE;
    }

    /** The first INFO to a server that has connected here. */
    ServerInfo greeting() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return info.with(i -> i.nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)));
    }

    boolean wantsCredentials() {
        return !cluster.user().isEmpty();
    }

    Duration authenticationLimit() {
        return cluster.authTimeout().isZero() ? USUAL_AUTHENTICATION_LIMIT : cluster.authTimeout();
    }

    /** Whether the other server has given the credentials that are wanted. */
    boolean admits(ServerConnect said) {
        return !wantsCredentials()
                || cluster.user().equals(said.user()) && cluster.password().equals(said.password());
    }

    /** What is said first to a server that was dialled. */
    ServerConnect connect(ServerUrl url, LinkHost host) {
        return ServerConnect.builder()
                .echo(true)
                .headers(true)
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
