package io.dialtone.actors;

import io.dialtone.accounts.Violation;
import io.dialtone.routing.ByteText;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.Session;

/** What one connection is told by the server, and what the log says of it. On the connection's loop. */
final class ConnectionVoice {
    private static final byte[] OK = ByteText.bytes("+OK\r\n");
    private static final byte[] PING = ByteText.bytes("PING\r\n");
    private static final byte[] PONG = ByteText.bytes("PONG\r\n");

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Session session;

    ConnectionVoice(ServerContext server, ConnectionInfoCard card, ConnectionPort port, Session session) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.session = session;
    }

    void info(InfoMessage.Peer peer) {
        byte[] info = InfoMessage.encode(server.info(card.origin()), peer);
        trace("->> [" + ByteText.text(info).trim() + "]");
        port.send(info);
    }

    /** {@code +OK}, for who wants to hear it. */
    void ok() {
        if (session.verbose()) {
            trace("->> [OK]");
            port.send(OK);
        }
    }

    void ping() {
        trace("->> [PING]");
        port.send(PING);
    }

    void pong() {
        trace("->> [PONG]");
        port.send(PONG);
    }

    /** {@code -ERR}. */
    void error(String text) {
        trace("->> [-ERR " + text + "]");
        port.sendError(text);
    }

    void refuse(Violation violation) {
        error(violation.error());
        logError(violation.log());
    }

    void logError(String what) {
        server.log().error(card.label() + " - " + what);
    }

    void logNotice(String what) {
        server.log().notice(card.label() + " - " + what);
    }

    void logWarning(String what) {
        server.log().warn(card.label() + " - " + what);
    }

    void debug(String what) {
        server.log().debug(() -> card.label() + " - " + what);
    }

    boolean isTracing() {
        return server.log().isTrace();
    }

    void trace(String what) {
        if (server.log().isTrace()) {
            server.log().trace(() -> card.label() + " - " + what);
        }
    }
}
