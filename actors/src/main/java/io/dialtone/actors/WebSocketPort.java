package io.dialtone.actors;

import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WebSocketOptions;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import io.dialtone.streams.ws.AcceptedUpgrade;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the options say about the port of WebSockets. */
final class WebSocketPort {
    /** As long as no {@code handshake_timeout} is configured; browsers open connections that they may never use. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private WebSocketPort() {}

    /** Whether there is one. */
    static boolean isWanted(Options options) {
        return options.webSocket().port() != 0;
    }

    /**
     * Loads what the tls block names: TLS comes before HTTP.
     *
     * @param handshakes runs the costly steps of handshakes
     * @throws IllegalArgumentException when the tls block cannot be used
     */
    static ListenerSecurity security(Options options, Executor handshakes) {
        WebSocketOptions own = options.webSocket();
        TlsOptions tls = own.tls();
        if (!isWanted(options) || tls == null) {
            return ListenerSecurity.NONE;
        }
        Duration limit = own.handshakeTimeout().isZero() ? PATIENCE : own.handshakeTimeout();
        TlsOptions meant = tls.with(b ->
                b.handshakeFirst(true).handshakeFirstFallback(Duration.ZERO).timeout(limit));
        try {
            return new ListenerSecurity(TlsContexts.server(meant), false, false, null, handshakes);
        } catch (TlsConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** How requests are answered; null without such a port. */
    static @Nullable AcceptedUpgrade upgrade(Options options) {
        WebSocketOptions own = options.webSocket();
        return isWanted(options)
                ? new AcceptedUpgrade(
                        own.tls() != null, own.compression(), own.sameOrigin(), own.allowedOrigins(), own.headers())
                : null;
    }
}
