package io.dialtone.streams;

import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsClientContext;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the tls blocks of links between servers mean. Loads the files they name, so it takes its time; made at start and anew
 * by every reload.
 */
public final class LinkSecurity {
    private LinkSecurity() {}

    /**
     * How connections of the listener of such links begin. As in nats-server, routes and gateways begin with TLS and always
     * show a certificate that verifies; leaf nodes do as their block says.
     *
     * @param tls null without a tls block
     * @throws TlsConfigurationException with nats-server's text when it cannot be used
     */
    public static ListenerSecurity accepting(PeerKind kind, @Nullable TlsOptions tls, Executor handshakes)
            throws TlsConfigurationException {
        if (tls == null) {
            return new ListenerSecurity(kind, null, false, false, null, handshakes);
        }
        TlsOptions meant = kind.isImplicit()
                ? tls.with(b -> b.verify(true).handshakeFirst(true).handshakeFirstFallback(Duration.ZERO))
                : tls;
        return new ListenerSecurity(kind, TlsContexts.server(meant), false, false, null, handshakes);
    }

    /**
     * The client side of the block of such links, or of one of their remotes.
     *
     * @param tls null for what holds without a tls block: the authorities of the Java runtime and no certificate
     * @throws TlsConfigurationException with nats-server's text when it cannot be used
     */
    public static TlsClientContext dialling(@Nullable TlsOptions tls) throws TlsConfigurationException {
        return TlsContexts.dialling(tls == null ? TlsOptions.defaults() : tls);
    }
}
