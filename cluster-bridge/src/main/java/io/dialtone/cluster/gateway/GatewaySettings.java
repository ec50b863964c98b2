package io.dialtone.cluster.gateway;

import io.dialtone.cluster.link.LinkAccess;
import io.dialtone.cluster.link.LinkPace;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.GatewayOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.LiveSettings;
import io.dialtone.streams.TransportSecurity;
import java.time.Duration;

/**
 * What holds for gateway connections that are made from now on. Immutable.
 *
 * @param info what is said of this server and its cluster
 * @param accepting how connections of the listener begin
 */
record GatewaySettings(
        GatewayOptions options, ServerInfo info, TransportSecurity accepting, Duration pingInterval, int pingMax) {
    private static final Duration USUAL_AUTHENTICATION_LIMIT = Duration.ofSeconds(2);

    /** How long an interval between PINGs may be on a gateway. */
    static final Duration LONGEST_PING_INTERVAL = Duration.ofSeconds(15);

    String name() {
        return options.name();
    }

    boolean knows(String cluster) {
        return !options.rejectUnknown()
                || options.remotes().stream().anyMatch(remote -> remote.name().equals(cluster));
    }

    /** How long a server that has connected may take to say who it is. */
    Duration authenticationLimit() {
        TlsOptions tls = options.tls();
        Duration limit = options.authTimeout().isZero() ? USUAL_AUTHENTICATION_LIMIT : options.authTimeout();
        Duration withTls = tls == null ? limit : tls.timeout().plusSeconds(1);
        return limit.compareTo(withTls) < 0 ? withTls : limit;
    }

    /** How long a server that was dialled may take to say who it is. */
    Duration introductionLimit() {
        return pingInterval.multipliedBy(pingMax + 1L);
    }

    /** Who may connect. */
    LinkAccess access() {
        return LinkAccess.of(options);
    }

    /** How long a write may take, and what happens then. */
    LiveSettings paced(LiveSettings server) {
        return new LinkPace(options.writeDeadline(), options.writeTimeout()).of(server);
    }

    /** What is said first to a server that was dialled. */
    ServerConnect connect(ServerUrl url, boolean tls, String serverId) {
        return ServerConnect.builder()
                .user(url.user())
                .password(url.password())
                .tlsRequired(tls)
                .name(serverId)
                .gateway(name())
                .build();
    }
}
