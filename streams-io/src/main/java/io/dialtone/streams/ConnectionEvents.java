package io.dialtone.streams;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.tls.TlsFailure;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stream of a connection tells its actor. Called on the connection's loop unless it says otherwise. */
public interface ConnectionEvents {
    /**
     * INFO is to go out now. Told only where TLS or a PROXY header may come first; elsewhere it goes without asking.
     *
     * @param insideTls whether TLS is up already
     */
    void infoDue(boolean insideTls);

    /** A proxy says for whom it speaks. */
    void proxied(InetSocketAddress source);

    /**
     * The peer's own traffic begins. Told only where TLS or a PROXY header may come first, and to who dialled, where TLS may.
     *
     * @param tls what was agreed, null without TLS
     * @param tlsFirst whether TLS came before INFO
     */
    void opened(@Nullable TlsSession tls, boolean tlsFirst);

    /** TLS failed before it was agreed; the end follows. */
    default void handshakeFailed(TlsFailure why) {}

    /** Do these in order, then call {@link ConnectionPort#resume}: the stream reads no further until then. */
    void control(List<ControlOperation> operations);

    /** The client answered a PING, or said PONG unasked. */
    void pong();

    /** A publish was refused; its {@code -ERR} is queued already. */
    void publishRefused(String logLine);

    /** A message of another server named an account that is not known; told once for each. */
    default void unknownAccount(String name) {}

    /** The client broke the protocol; no more is read. */
    void violated(ProtocolError error);

    /** The peer closed its side, or the socket failed; no more is read. */
    void inputEnded(CloseReason reason);

    /** The connection takes too long to read what it is sent. It is closed already. */
    void tooSlow(CloseReason reason, String logLine);

    /** A write is late, but the connection is kept. */
    void late(String logLine);

    /** A write that was late is done. */
    void recovered(String logLine);

    /** A publish of it had to wait for somebody slow. */
    void stalled(String logLine);

    /** A subscription has had all it was to have. Any thread. */
    void exhausted(Subscription subscription);

    /** The stream is over and the socket closed. */
    void ended();
}
