package io.dialtone.actors;

import io.dialtone.accounts.ConnectionType;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WebSocketOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ws.UpgradeRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which port a client came, and what follows from that.
 *
 * @param request that its WebSocket came from; null for any other client
 * @param inside the client itself where it is in this process and came by no port; null for any other
 */
record ClientOrigin(
        @Nullable UpgradeRequest request, @Nullable InProcessClient inside) {
    /** The client port. */
    static final ClientOrigin CLIENT_PORT = new ClientOrigin(null, null);
    /** The port for WebSockets, for what is the same for all who come there. */
    static final ClientOrigin WEB_SOCKET_PORT =
            new ClientOrigin(new UpgradeRequest(UpgradeRequest.Kind.CLIENT, "", List.of()));

    /** That of a WebSocket. */
    ClientOrigin(@Nullable UpgradeRequest request) {
        this(request, null);
    }

    /** No port at all. */
    static ClientOrigin inProcess(InProcessClient client) {
        return new ClientOrigin(null, client);
    }

    boolean isWebSocket() {
        return request != null;
    }

    /** What {@code allowed_connection_types} calls it. */
    ConnectionType connectionType() {
        if (inside != null) {
            return ConnectionType.IN_PROCESS;
        }
        return isWebSocket() ? ConnectionType.WEBSOCKET : ConnectionType.STANDARD;
    }

    /** What monitoring calls it. */
    ConnectionInfo.Type type() {
        return isWebSocket() ? ConnectionInfo.Type.WEBSOCKET : ConnectionInfo.Type.NATS;
    }

    /** What log lines call its number. */
    String idName() {
        return isWebSocket() ? "wid" : "cid";
    }

    /** For whom it came, as a proxy says, to be put before its address in log lines; empty for nobody. */
    String forwardedFor() {
        String address = request == null ? "" : request.forwardedFor();
        return address.isEmpty() ? "" : (address.indexOf(':') < 0 ? address : "[" + address + "]") + "/";
    }

    /** How often it is asked whether it is there. */
    Duration pingInterval(Options options) {
        Duration own = options.webSocket().pingInterval();
        return isWebSocket() && !own.isZero() ? own : options.limits().pingInterval();
    }

    /** How long it may take to say who it is. */
    Duration authTimeout(Options options) {
        Duration own = options.webSocket().authTimeout();
        return isWebSocket() && !own.isZero() ? own : options.authTimeout();
    }

    /** The tls block of its port; null for none. */
    @Nullable
    TlsOptions tls(Options options) {
        if (inside != null) {
            return null;
        }
        return isWebSocket() ? options.webSocket().tls() : options.client().tls();
    }

    /** Why a connection ends whose operations cannot be read: frames that make no sense count as a failure to read them. */
    CloseReason malformed() {
        return isWebSocket() ? CloseReason.READ_ERROR : CloseReason.PROTOCOL_VIOLATION;
    }

    /** What its CONNECT left out is taken from its cookies. */
    void complete(ConnectMessage connect, WebSocketOptions names) {
        UpgradeRequest asked = request;
        if (asked != null) {
            connect.jwt = connect.jwt.isEmpty() ? asked.cookie(names.jwtCookie()) : connect.jwt;
            connect.user = connect.user.isEmpty() ? asked.cookie(names.userCookie()) : connect.user;
            connect.password = connect.password.isEmpty() ? asked.cookie(names.passCookie()) : connect.password;
            connect.token = connect.token.isEmpty() ? asked.cookie(names.tokenCookie()) : connect.token;
        }
    }
}
