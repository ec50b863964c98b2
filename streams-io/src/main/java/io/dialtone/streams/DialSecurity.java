package io.dialtone.streams;

import io.dialtone.streams.tls.Opening;
import io.dialtone.streams.tls.TlsClientContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a connection begins that this server makes.
 *
 * @param kind who is dialled
 * @param first TLS that comes before everything else, null where it does not
 * @param upgrade TLS that may follow the peer's INFO, null where it does not
 * @param handshakes runs the costly steps of the handshake, off the event loops
 */
public record DialSecurity(
        PeerKind kind, @Nullable Server first, @Nullable TlsUpgrade upgrade, Executor handshakes)
        implements TransportSecurity {
    /**
     * Whom TLS is made with.
     *
     * @param context the tls block
     * @param name what its certificate must be made out to, a host name or an address; a host name is also asked for (SNI)
     */
    public record Server(TlsClientContext context, String name) {}

    /** No TLS. */
    public static DialSecurity plain(PeerKind kind) {
        return new DialSecurity(kind, null, null, Runnable::run);
    }

    /** TLS from the first byte: routes, gateways, leaf nodes with {@code handshake_first}. */
    public static DialSecurity tlsFirst(PeerKind kind, TlsClientContext context, String name, Executor handshakes) {
        return new DialSecurity(kind, new Server(context, name), null, handshakes);
    }

    /**
     * INFO in clear first; then the connection waits for its actor to call {@link TlsUpgrade#start} or
     * {@link TlsUpgrade#goPlain}. Nothing is sent before that.
     *
     * @param upgrade new, for this connection alone
     */
    public static DialSecurity afterInfo(PeerKind kind, TlsUpgrade upgrade, Executor handshakes) {
        return new DialSecurity(kind, null, upgrade, handshakes);
    }

    @Override
    public boolean isNeeded() {
        return first != null || upgrade != null;
    }

    @Override
    public Opening.Plan plan() {
        return new Opening.Plan(false, false, Duration.ZERO, false, Duration.ZERO, false);
    }
}
