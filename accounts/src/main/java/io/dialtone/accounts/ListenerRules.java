package io.dialtone.accounts;

import io.dialtone.conf.AuthorizationOptions;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.MqttOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.UserOptions;
import io.dialtone.conf.WebSocketOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What counts on one listener beside the users: the simple credentials, the user of those who bring none, and whether
 * certificates name users. WebSocket and MQTT listeners may have simple credentials of their own.
 *
 * @param required whether credentials are asked for there although the server as a whole asks for none
 */
record ListenerRules(
        String user, String password, String token, String noAuthUser, boolean required, boolean mapsCertificates) {

    static ListenerRules of(Options options, ConnectionType type) {
        AuthorizationOptions top = options.authorization();
        return switch (type) {
            case STANDARD -> shared(top, maps(options.client().tls()));
            // without a socket there is no certificate
            case IN_PROCESS -> shared(top, false);
            case LEAFNODE, LEAFNODE_WS -> shared(top, maps(options.leaf().tls()));
            case WEBSOCKET -> {
                WebSocketOptions ws = options.webSocket();
                yield own(top, ws.user(), ws.password(), ws.token(), ws.noAuthUser(), maps(ws.tls()));
            }
            case MQTT, MQTT_WS -> {
                MqttOptions mqtt = options.mqtt();
                yield own(top, mqtt.user(), mqtt.password(), mqtt.token(), mqtt.noAuthUser(), maps(mqtt.tls()));
            }
        };
    }

    /** Whether a certificate could name this user on some listener that is started. */
    static boolean isMappable(Options options, UserOptions user) {
        LeafOptions leaf = options.leaf();
        boolean leafUsesTable =
                leaf.user().isEmpty() && leaf.nkey().isEmpty() && leaf.users().isEmpty();
        return (maps(options.client().tls()) && allowed(user, ConnectionType.STANDARD))
                || (options.webSocket().port() != 0
                        && maps(options.webSocket().tls())
                        && allowed(user, ConnectionType.WEBSOCKET))
                || (options.mqtt().port() != 0
                        && maps(options.mqtt().tls())
                        && allowed(user, ConnectionType.MQTT, ConnectionType.MQTT_WS))
                || (leaf.port() != 0
                        && maps(leaf.tls())
                        && leafUsesTable
                        && allowed(user, ConnectionType.LEAFNODE, ConnectionType.LEAFNODE_WS));
    }

    private static boolean allowed(UserOptions user, ConnectionType... types) {
        return user.connectionTypes().isEmpty()
                || Arrays.stream(types).anyMatch(type -> user.connectionTypes().contains(type.name()));
    }

    private static ListenerRules shared(AuthorizationOptions top, boolean maps) {
        return new ListenerRules(top.user(), top.password(), top.token(), top.noAuthUser(), false, maps);
    }

    private static ListenerRules own(
            AuthorizationOptions top, String user, String password, String token, String noAuthUser, boolean maps) {
        if (user.isEmpty() && token.isEmpty() && noAuthUser.isEmpty()) {
            return shared(top, maps);
        }
        return new ListenerRules(user, password, token, noAuthUser, true, maps);
    }

    private static boolean maps(@Nullable TlsOptions tls) {
        return tls != null && tls.verifyAndMap();
    }
}
