package io.dialtone.app.websocket;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in over WebSockets, as nats-server has it. */
@Timeout(300)
class WebSocketAccessTest {
    private static final String PORT = "listen: \"127.0.0.1:-1\", no_tls: true";

    @TempDir
    private Path directory;

    private static void compare(String config, Function<NatsProcess, String> play) {
        try (Differential servers = Differential.start(config)) {
            servers.compare(config, play);
        }
    }

    /** Logs in, says goodbye, and tells all that came of it. */
    private static String login(NatsProcess server, String fields, String connect) {
        try (FrameClient client = FrameClient.open(server, "/", fields)) {
            String info = client.through("\r\n");
            client.send("CONNECT {\"verbose\":false" + connect + "}\r\nPUB a 0\r\n\r\nPING\r\n");
            if (client.comesTo("PONG\r\n")) {
                client.frame(FrameClient.CLOSE, "");
            }
            return info.contains("\"auth_required\":true") + " " + client.toEof();
        }
    }

    private static String letIn(NatsProcess server, String fields, String connect) {
        int others = connections(server);
        String letIn;
        try (FrameClient client = FrameClient.open(server, "/", fields)) {
            client.send("CONNECT {\"verbose\":false,\"protocol\":1" + connect + "}\r\nPING\r\n");
            client.through("PONG\r\n");
            String told = client.through("\r\n");
            String who = server.monitor("/connz?auth=1")
                    .path("connections")
                    .findValuesAsText("authorized_user")
                    .toString();
            letIn = told.replaceAll(".*\"remote_account\":\"([^\"]*)\".*", "$1").trim() + who;
        }
        // Or it would be listed with the next one.
        Deadline.await("the connection is gone", () -> connections(server) == others);
        return letIn;
    }

    /** What a server says at times of its own is left out. */
    private static String withoutAsides(String came) {
        return came.replaceAll("INFO[^\\r]*\\r\\n|PING\\r\\n", "");
    }

    private static int connections(NatsProcess server) {
        return server.monitor("/connz").path("num_connections").asInt();
    }

    @Test
    void cookiesStandInForWhatConnectDoesNotSay() {
        String config = """
                authorization { timeout: 60 }
                accounts { A { users: [ { user: u, password: p }, { user: v, password: q } ] } }
                websocket { %s, user_cookie: user, pass_cookie: pass }
                """.formatted(PORT);
        compare(
                config,
                server -> letIn(server, "Cookie: user=u; pass=p\r\n", "")
                        + letIn(server, "Cookie: user=u; pass=p\r\n", ",\"user\":\"v\",\"pass\":\"q\"")
                        + login(server, "Cookie: user=u; pass=x\r\n", "")
                        + login(server, "", ""));
    }

    @Test
    void aTokenMayComeInACookie() {
        String config = """
                authorization { token: secret, timeout: 60 }
                websocket { %s, token_cookie: t }
                """.formatted(PORT);
        compare(config, server -> letIn(server, "Cookie: t=secret\r\n", "") + login(server, "Cookie: t=x\r\n", ""));
    }

    @Test
    void thePortMayHaveCredentialsOfItsOwn() {
        String config = """
                websocket { %s, authorization { user: web, password: w, timeout: 60 } }
                """.formatted(PORT);
        compare(config, server -> {
            try (RawClient free = RawClient.connect(server.port(), "")) {
                return letIn(server, "", ",\"user\":\"web\",\"pass\":\"w\"") + login(server, "", "");
            }
        });
    }

    @Test
    void thePortMayHaveAUserForThoseWhoSayNothing() {
        String config = """
                authorization { timeout: 60 }
                accounts { A { users: [ { user: u, password: p } ] }, B { users: [ { user: guest, password: g } ] } }
                websocket { %s, no_auth_user: guest }
                """.formatted(PORT);
        compare(config, server -> letIn(server, "", "") + letIn(server, "", ",\"user\":\"u\",\"pass\":\"p\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEBSOCKET", "STANDARD", "LEAFNODE_WS"})
    void aUserMayBeForSomeKindsOfConnections(String type) {
        String config = """
                authorization { timeout: 60, users: [ { user: u, password: p, allowed_connection_types: [ "%s" ] } ] }
                websocket { %s }
                """.formatted(type, PORT);
        compare(config, server -> login(server, "", ",\"user\":\"u\",\"pass\":\"p\""));
    }

    @Test
    void whoOwesCredentialsHasATimeForThem() {
        String config = """
                authorization { user: u, password: p, timeout: 30 }
                websocket { %s, authorization { token: t, timeout: 0.3 } }
                """.formatted(PORT);
        compare(config, server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.through("\r\n");
                return client.toEof();
            }
        });
    }

    @Test
    void whoSaysNothingIsCutOffWhereTheUpgradeHasALimit() {
        String config = "websocket { %s, handshake_timeout: \"200ms\" }".formatted(PORT);
        compare(config, server -> {
            try (RawClient client = RawClient.open(FrameClient.port(server))) {
                return client.send("GET / HTTP/1.1\r\n").readToEof();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /x HTTP/1.1", "DELETE / HTTP/1.1", "PING and more"})
    void whoHasForgottenTlsIsToldSoInHttp(String request) {
        String config =
                "websocket { listen: \"127.0.0.1:-1\", %s }".formatted(new TestCertificates(directory).tlsBlock(""));
        compare(config, server -> {
            try (RawClient client = RawClient.open(FrameClient.port(server))) {
                return client.send(request + "\r\nHost: localhost\r\n\r\n").readToEof();
            }
        });
    }

    @Test
    void thePortHasAPaceOfPingsOfItsOwn() {
        String config = "ping_interval: 60\nwebsocket { %s, ping_interval: \"300ms\" }".formatted(PORT);
        compare(config, server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.send("CONNECT {\"verbose\":false}\r\n");
                client.through("\r\n");
                return client.through("PING\r\n") + client.through("PING\r\n");
            }
        });
    }

    @Test
    void aReloadKeepsWebSocketsAndChangesWhoMayComeBy() {
        String config = """
                authorization { timeout: 60, users: [ { user: u, password: p } ] }
                websocket { %s }
                """.formatted(PORT);
        compare(config, server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.send("CONNECT {\"verbose\":false,\"user\":\"u\",\"pass\":\"p\"}\r\nPING\r\n");
                client.through("PONG\r\n");
                server.reload(config.replace("authorization", "max_payload: 1000\nauthorization"));
                String before = withoutAsides(client.send("PING\r\n").through("PONG\r\n"));
                server.reload(config.replace("password: p", "password: other"));
                return before + withoutAsides(client.toEof());
            }
        });
    }

    @Test
    void thePortItselfDoesNotMove() {
        String config = "websocket { %s }".formatted(PORT);
        compare(config, server -> {
            server.requestReload(config.replace("no_tls", "compression: true, no_tls"), "not supported for Websocket");
            return letIn(server, "", "");
        });
    }

    @Test
    void lameDuckModeEndsThePortAndTellsWebSockets() {
        String config = """
                lame_duck_duration: 30s, lame_duck_grace_period: 1s
                websocket { %s }
                """.formatted(PORT);
        compare(config, server -> {
            try (FrameClient client = FrameClient.open(server, "/", "")) {
                client.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");
                client.through("PONG\r\n");
                client.through("\r\n");
                server.signal("USR2");
                client.through("\"ldm\":true");
                client.through("\r\n");
                return client.toEof();
            }
        });
    }
}
