package io.dialtone.streams;

import io.dialtone.streams.tls.TlsFailure;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the opening of a connection says in the log, in nats-server's words and at its levels. */
final class OpeningLog {
    private final ServerLog log;
    private final Session session;
    private final InetSocketAddress peer;
    private final PeerKind kind;
    private final boolean dialled;

    OpeningLog(ServerLog log, Session session, InetSocketAddress peer, TransportSecurity security) {
        this.log = log;
        this.kind = security.kind();
        this.dialled = security instanceof DialSecurity;
        this.session = session;
        this.peer = peer;
    }

    void badHeader(String warning) {
        String host = peer.getAddress().getHostAddress();
        String from = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
        log.warn("Error reading PROXY protocol header from " + from + ": " + warning);
    }

    void handshakeBegins() {
        String side = dialled ? " client" : kind == PeerKind.CLIENT ? " connection" : " server";
        log.debug(() -> session.label() + " - Starting TLS " + kind.word() + side + " handshake");
    }

    void established(@Nullable TlsSession agreed) {
        if (kind == PeerKind.LEAF) {
            return;
        }
        log.debug(() -> session.label() + " - TLS handshake complete");
        if (agreed != null) {
            log.debug(() ->
                    session.label() + " - TLS version " + agreed.version() + ", cipher suite " + agreed.cipherSuite());
        }
    }

    /** A handshake that failed is an error, unless it was somebody who only looked whether a port is open that many look at. */
    void failed(@Nullable TlsFailure failure, boolean duringHandshake) {
        String text = failure == null ? "" : failure.text();
        String line = failure instanceof TlsFailure.HandshakeTimeout ? text : handshake() + "handshake error: " + text;
        if (!duringHandshake) {
            log.debug(() -> session.label() + " - TLS error: " + text);
        } else if (failure != null && failure.isProbe() && kind.isProbed()) {
            log.debug(() -> session.label() + " - " + line);
        } else {
            log.error(session.label() + " - " + line);
        }
    }

    private String handshake() {
        return kind == PeerKind.CLIENT ? "TLS " : "TLS " + kind.word() + " ";
    }

    void throttled(long connections) {
        log.warn("Rejected " + connections + " connections due to TLS rate limiting");
    }
}
