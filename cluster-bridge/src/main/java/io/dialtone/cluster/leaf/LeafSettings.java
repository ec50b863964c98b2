package io.dialtone.cluster.leaf;

import io.dialtone.cluster.link.LinkPace;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.LiveSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What holds for leaf links that are made now.
 *
 * @param options in force
 * @param accepting how connections to the port begin
 * @param info what all INFO has in common
 */
record LeafSettings(Options options, ListenerSecurity accepting, ServerInfo info) {
    private static final Duration USUAL_AUTHENTICATION_LIMIT = Duration.ofSeconds(2);
    private static final int NONCE_BYTES = 11;
    private static final SecureRandom RANDOM = new SecureRandom();

    LeafSettings with(ServerInfo other) {
        return new LeafSettings(options, accepting, other);
    }

    LeafOptions leaf() {
        return options.leaf();
    }

    LinkPings pings(boolean webSocket) {
        Duration own = options.webSocket().pingInterval();
        Duration interval = webSocket && !own.isZero() ? own : options.limits().pingInterval();
        return new LinkPings(interval, options.limits().pingMax(), ThreadLocalRandom.current());
    }

    /** How long a write may take, and what happens then. */
    LiveSettings paced(LiveSettings server) {
        return new LinkPace(leaf().writeDeadline(), leaf().writeTimeout()).of(server);
    }

    static String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    Duration authenticationLimit() {
        Duration configured = leaf().authTimeout();
        if (!configured.isZero()) {
            return configured;
        }
        return leaf().tls() == null
                ? USUAL_AUTHENTICATION_LIMIT
                : leaf().tls().timeout().plusSeconds(1);
    }

    /** The most that one message may have. */
    int maxPayload(long ofAccount, long ofUser) {
        long most = options.limits().maxPayload();
        if (ofAccount >= 0) {
            most = Math.min(most, ofAccount);
        }
        if (ofUser >= 0) {
            most = Math.min(most, ofUser);
        }
        return (int) most;
    }
}
