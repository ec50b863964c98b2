package io.dialtone.streams;

import io.dialtone.streams.tls.HandshakeRate;
import io.dialtone.streams.tls.Opening;
import io.dialtone.streams.tls.TlsServerContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How connections of a listener begin; replaced as a whole by a reload, for connections accepted from then on.
 *
 * @param kind who connects to it
 * @param tls the tls block, null without one
 * @param allowNonTls whether clients may go without TLS although there is one
 * @param proxyProtocol whether a PROXY header may come first
 * @param rate limits handshakes, null for no limit
 * @param handshakes runs the costly steps of handshakes, off the event loops
 */
public record ListenerSecurity(
        PeerKind kind,
        @Nullable TlsServerContext tls,
        boolean allowNonTls,
        boolean proxyProtocol,
        @Nullable HandshakeRate rate,
        Executor handshakes)
        implements TransportSecurity {
    /** A listener of plain TCP. */
    public static final ListenerSecurity NONE = new ListenerSecurity(null, false, false, null, Runnable::run);

    /** For clients. */
    public ListenerSecurity(
            @Nullable TlsServerContext tls,
            boolean allowNonTls,
            boolean proxyProtocol,
            @Nullable HandshakeRate rate,
            Executor handshakes) {
        this(PeerKind.CLIENT, tls, allowNonTls, proxyProtocol, rate, handshakes);
    }

    @Override
    public boolean isNeeded() {
        return tls != null || proxyProtocol;
    }

    @Override
    public Opening.Plan plan() {
        TlsServerContext context = tls;
        if (context == null) {
            return new Opening.Plan(false, false, Duration.ZERO, false, Duration.ZERO, proxyProtocol);
        }
        return new Opening.Plan(
                true,
                context.options().handshakeFirst(),
                context.options().handshakeFirstFallback(),
                allowNonTls,
                context.options().timeout(),
                proxyProtocol);
    }
}
