package io.dialtone.actors;

import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.UpgradedSocket;
import io.dialtone.streams.WebSocket;
import io.dialtone.streams.tls.TlsSession;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a client, as its {@link Connection} gets it.
 *
 * @param channel not blocking; the connection's stream closes it. Null for a client in this process
 * @param security how its stream begins
 * @param opens whether something may come before its operations, so that its stream says when INFO is due
 * @param proxied whether for whom it speaks may be said before that
 * @param tls that is up already; null without
 * @param webSocket its frames; null for operations as they are
 */
record ClientSocket(
        @Nullable SocketChannel channel,
        TransportSecurity security,
        boolean opens,
        boolean proxied,
        @Nullable TlsSession tls,
        @Nullable WebSocket webSocket) {
    /** Of a client in this process. */
    static final ClientSocket NONE =
            new ClientSocket(null, ListenerSecurity.NONE, /* opens= */ false, /* proxied= */ false, null, null);

    /** Accepted on the client port. */
    static ClientSocket accepted(SocketChannel channel, ListenerSecurity security) {
        return new ClientSocket(channel, security, security.isNeeded(), security.proxyProtocol(), null, null);
    }

    /** A WebSocket. */
    static ClientSocket upgraded(UpgradedSocket socket) {
        return new ClientSocket(
                socket.channel(),
                socket.security(PeerKind.CLIENT),
                false,
                false,
                socket.tlsSession(),
                socket.webSocket());
    }
}
