package io.dialtone.app.websocket;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests and frames to a nats-server and to this broker: the answers must be the same. */
@Timeout(300)
class WebSocketDifferentialTest {
    private static final String CONNECT = "CONNECT {\"verbose\":false,\"protocol\":1}\r\n";
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    private static final String UPGRADE = "Host: h\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    private static final Pattern OF_THE_MOMENT =
            Pattern.compile("Date: [^\\r]*|127\\.0\\.0\\.1:\\d+|[cwl]id(_ws)?:\\d+");

    private static Differential servers;

    @BeforeAll
    static void start() {
        servers = Differential.start("""
                websocket { listen: "127.0.0.1:-1", no_tls: true, compression: true, headers { X-One: "1" }
                  allowed_origins: [ "http://good.example", "https://safe.example:444" ] }
                """);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static void compare(String name, Function<NatsProcess, String> play) {
        servers.compare(name, server -> masked(play.apply(server)));
    }

    /** A server sends PINGs at times of its own: two seconds after the start, for one. */
    private static String masked(String came) {
        return OF_THE_MOMENT.matcher(came.replace("PING\r\n", "")).replaceAll("<moment>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: close\r\n\r\n",
                "GET /mqtt HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "BLA\r\n\r\n",
                "GET / HTTP/1.1\r\nbad field\r\n\r\n",
                "GET / HTTP/1.1\r\n" + UPGRADE + "\r\nearly",
                "GET / HTTP/1.1\r\n" + UPGRADE + "Origin: http://bad.example\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\n" + UPGRADE + "Origin: null\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\n" + UPGRADE + "Origin: https://safe.example\r\nConnection: close\r\n\r\n",
            })
    void answersBadRequestsWithTheSameBytes(String request) {
        compare(request, server -> {
            try (RawClient client = RawClient.open(FrameClient.port(server))) {
                return client.send(request).readToEof();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                DEFLATE,
                "Nats-No-Masking: true\r\n",
                DEFLATE + "Nats-No-Masking: true\r\n",
                "Sec-WebSocket-Protocol: nats\r\n",
                "Origin: http://good.example\r\n",
                "Sec-WebSocket-Origin: https://SAFE.example:444\r\n",
            })
    void answersGoodRequestsWithTheSameBytes(String fields) {
        compare(fields, server -> {
            try (FrameClient client = FrameClient.open(server, "/any/path?query", fields)) {
                return client.answer() + client.through("\r\n");
            }
        });
    }

    /** What is done on a WebSocket, and what comes of it. */
    enum Play {
        OPERATIONS_IN_FRAMES_OF_BOTH_TYPES(c -> c.send(CONNECT + "SUB a 1\r\nPUB a 2\r\nhi\r\n")
                .frame(FrameClient.TEXT, "PUB a 5\r\nhello\r\nPING\r\n")
                .through("PONG\r\n")),
        OPERATIONS_ACROSS_FRAMES_WITH_A_PING_BETWEEN(c -> c.frame(2, CONNECT + "SUB a 1\r\nPI")
                .frame(FrameClient.PING, "are you there")
                .frame(0, "NG\r\nPUB a")
                .frame(FrameClient.FINAL, " 2\r\nok\r\n")
                .through("ok\r\n")),
        A_LARGE_MESSAGE(c -> c.send(CONNECT + "SUB a 1\r\nPUB a 200000\r\n" + "x".repeat(200_000) + "\r\nPING\r\n")
                .through("PONG\r\n")),
        A_GOODBYE(c -> c.send(CONNECT + "PING\r\n")
                .frame(FrameClient.CLOSE, "\u0003\u00e8bye")
                .toEof()),
        A_GOODBYE_WITHOUT_A_WORD(
                c -> c.send(CONNECT + "PING\r\n").frame(FrameClient.CLOSE, "").toEof()),
        A_GOODBYE_THAT_IS_NO_TEXT(
                c -> c.frame(FrameClient.CLOSE, "\u0003\u00e8\u00c3").toEof()),
        A_MESSAGE_THAT_IS_TOO_LARGE(c -> c.send(CONNECT + "PUB a 2000000\r\n").toEof()),
        A_PROTOCOL_OF_THE_FUTURE(c -> c.send("CONNECT {\"protocol\":9}\r\n").toEof()),
        A_CONTROL_LINE_WITHOUT_END(c -> c.send("SUB " + "x".repeat(5000)).toEof()),
        /** What nats-server has to say gets out once in a hundred times, before it cuts the connection off. */
        NONSENSE(c -> c.send(CONNECT + "FOO\r\n").toEof().replace("-ERR 'Unknown Protocol Operation'\r\n", "")),
        A_CONNECT_THAT_IS_NO_JSON(c -> c.send("CONNECT {bad\r\n").toEof()),
        A_LONG_PING(
                c -> c.frame(FrameClient.PING, "z".repeat(125)).send("PING\r\n").through("PONG\r\n"));

        private final Function<FrameClient, String> play;

        Play(Function<FrameClient, String> play) {
            this.play = play;
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesAreUnderstoodAlike(Play play) {
        compare(play.name(), server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.through("\r\n");
                return play.play.apply(client) + client.controls();
            }
        });
    }

    @Test
    void aFrameThatBreaksTheRulesEndsTheConnection() {
        for (String frame :
                new String[] {"\u0082\u0000", "\u00a2\u0080", "\u00c2\u0080", "\u0083\u0080", "\u0080\u0080"}) {
            compare("frame", server -> {
                try (FrameClient client = FrameClient.open(server, "/", "")) {
                    client.through("\r\n");
                    // nats-server says goodbye now and then: its writer may be faster than its end.
                    return client.bytes(frame).toEof().replaceAll("88 [^<]*", "");
                }
            });
        }
    }

    @Test
    void compressedMessagesAreUnderstoodAlike() {
        compare("compressed", server -> {
            try (FrameClient client = FrameClient.open(server, "/", DEFLATE)) {
                client.through("\r\n");
                client.sendCompressed(CONNECT + "SUB a 1\r\n")
                        .sendCompressed("PUB a 300\r\n" + "y".repeat(300) + "\r\n")
                        .send("PING\r\n");
                return client.through("PONG\r\n");
            }
        });
    }

    @Test
    void aBombDoesNotGoOff() {
        String operations = CONNECT + ("PUB a 100000\r\n" + "x".repeat(100_000) + "\r\n").repeat(12);
        compare("bomb", server -> {
            try (FrameClient client = FrameClient.open(server, "/", DEFLATE)) {
                client.through("\r\n");
                return client.sendCompressed(operations).toEof();
            }
        });
    }

    @Test
    void monitoringShowsWebSockets() {
        compare("connz", server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.send(CONNECT + "PING\r\n").through("PONG\r\n");
                Deadline.await(
                        "those of the tests before are gone",
                        () -> server.monitor("/connz").path("num_connections").asInt() == 1);
                return server.monitor("/connz?cid=0&sort=cid")
                                .path("connections")
                                .findValuesAsText("type")
                        + server.monitor("/varz").path("websocket").toString().replaceAll("\"port\":\\d+", "");
            }
        });
    }

    @Test
    void logLinesSayThatItIsAWebSocket() {
        compare("log", server -> {
            try (FrameClient client = FrameClient.open(server, "/", "X-Forwarded-For: 9.8.7.6\r\n")) {
                client.send(CONNECT + "PUB a 2000000\r\n").toEof();
            }
            server.awaitLog("9\\.8\\.7\\.6/[^ ]* - wid:\\d+.*maximum payload exceeded: 2000000");
            return "logged";
        });
        compare("start", server -> {
            server.awaitLog("\\[WRN\\] Websocket not configured with TLS. DO NOT USE IN PRODUCTION!");
            return server.awaitLog("\\[INF\\] Listening for websocket clients on ws://127.0.0.1:\\d+")
                    .group();
        });
        compare("refused", server -> {
            try (RawClient client = RawClient.open(FrameClient.port(server))) {
                client.send("PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                        .readToEof();
            }
            return server.awaitLog("\\[ERR\\] [^ ]* - websocket handshake error: request method must be GET")
                    .group();
        });
    }

    @Test
    void leafNodesAreNotTakenWithoutAPortForThem() {
        compare("leaf", server -> {
            try (FrameClient client = FrameClient.open(server, "/leafnode", "")) {
                String rest = client.toEof();
                server.awaitLog("Not configured to accept leaf node connections");
                return rest;
            }
        });
    }
}
