package io.dialtone.streams;

import io.dialtone.streams.tls.TlsConnection;
import io.dialtone.streams.tls.TlsSession;
import io.dialtone.streams.ws.UpgradeRequest;
import io.dialtone.streams.ws.WebSocketTerms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which the upgrade to a WebSocket is done and nothing has been said inside it. Whoever gets it runs its streams,
 * on the same loop, or closes it.
 *
 * @param loop on which it was upgraded
 * @param tls that is up on it, null without TLS
 * @param request what was asked for; null on the side that asked
 * @param rest bytes that came behind the upgrade
 */
public record UpgradedSocket(
        SocketChannel channel,
        InetSocketAddress peer,
        int loop,
        @Nullable TlsConnection tls,
        WebSocketTerms terms,
        @Nullable UpgradeRequest request,
        byte[] rest) {
    /** What its frames are. */
    public WebSocket webSocket() {
        return new WebSocket(terms, rest);
    }

    /** What TLS agreed on, null without TLS. */
    public @Nullable TlsSession tlsSession() {
        return tls == null ? null : tls.session();
    }

    /** How its streams begin. */
    public TransportSecurity security(PeerKind kind) {
        return tls == null ? DialSecurity.plain(kind) : new ResumedTls(kind, tls);
    }

    /** Gives it up. */
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
