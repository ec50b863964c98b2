package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The websocket block. */
final class WebSocketKeys {
    static final KeyTable<WebSocketOptions.Builder> TABLE = new KeyTable<WebSocketOptions.Builder>("websocket")
            .key(
                    "listen",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.listen("websocket", (b, host, port) -> b.host(host).port(port)))
            .key("host net", "2.2.0", NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", "2.2.0", NO, "off", Kinds.port("websocket", (b, v) -> b.port(v)))
            .key("advertise", "2.2.0", NO, "-", Kinds.text((b, v) -> b.advertise(v)))
            .key("no_tls", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.noTls(v)))
            .key("tls", "2.2.0", YES, "required", Kinds.tls(TlsKeys.Context.CLIENTS, (b, v) -> b.tls(v)))
            .key("same_origin", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.sameOrigin(v)))
            .key(
                    "allowed_origins allowed_origin allow_origins allow_origin origins origin",
                    "2.2.0",
                    NO,
                    "any",
                    Kinds.strings("allowed origins", (b, v) -> b.allowedOrigins(v)))
            .key(
                    "handshake_timeout",
                    "2.2.0",
                    NO,
                    "none",
                    Kinds.of("seconds or duration", WebSocketKeys::handshakeTimeout))
            .key("compression compress", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.compression(v)))
            .key(
                    "authorization authentication",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.of("{user, password, token, timeout}", WebSocketKeys::authorization))
            .key("jwt_cookie", "2.2.0", NO, "-", Kinds.text((b, v) -> b.jwtCookie(v)))
            .key("user_cookie", "2.11.0", NO, "-", Kinds.text((b, v) -> b.userCookie(v)))
            .key("pass_cookie", "2.11.0", NO, "-", Kinds.text((b, v) -> b.passCookie(v)))
            .key("token_cookie", "2.11.0", NO, "-", Kinds.text((b, v) -> b.tokenCookie(v)))
            .key("no_auth_user", "2.2.0", NO, "-", Kinds.text((b, v) -> b.noAuthUser(v)))
            .key("headers", "2.11.0", NO, "-", Kinds.of("{name: value}", WebSocketKeys::headers))
            .key(
                    "ping_interval",
                    "2.11.12",
                    NO,
                    "that of clients",
                    Kinds.duration("ping_interval", (b, v) -> b.pingInterval(v)));

    private WebSocketKeys() {}

    static void read(Reading in, Node value, Options.Builder options) {
        options.webSocket(w -> TABLE.read(in, value, "Expected websocket to be a map, got %T", w));
    }

    private static void handshakeTimeout(Reading in, Node value, WebSocketOptions.Builder webSocket) {
        if (value.value() instanceof Long seconds) {
            webSocket.handshakeTimeout(Duration.ofSeconds(seconds));
        } else if (value.value() instanceof String) {
            webSocket.handshakeTimeout(Reading.durationText("", value));
        } else {
            throw Reading.failure(value, "error parsing handshake timeout: unsupported type " + GoText.type(value));
        }
    }

    private static void authorization(Reading in, Node value, WebSocketOptions.Builder webSocket) {
        AuthorizationOptions auth = AuthorizationKeys.simple(in, value);
        webSocket
                .user(auth.user())
                .password(auth.password())
                .token(auth.token())
                .authTimeout(auth.timeout());
    }

    private static void headers(Reading in, Node value, WebSocketOptions.Builder webSocket) {
        Map<String, Node> map = value.asMap();
        if (map == null) {
            throw Reading.failure(value, "error parsing headers: unsupported type " + GoText.type(value));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        map.forEach((name, header) -> {
            if (header.value() instanceof String text) {
                headers.put(name, text);
            } else {
                in.error(header, "error parsing header key " + name + ": unsupported type " + GoText.type(header));
            }
        });
        webSocket.headers(headers);
    }
}
