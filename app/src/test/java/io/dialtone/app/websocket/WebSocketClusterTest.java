package io.dialtone.app.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clients over WebSockets reach the other servers of a cluster. */
@Timeout(180)
class WebSocketClusterTest {
    private static NatsProcess start(Target target, String name, String routes) {
        return NatsProcess.start(target, """
                server_name: %s
                cluster { name: C, listen: "127.0.0.1:-1", routes: [ %s ] }
                websocket { listen: "127.0.0.1:-1", no_tls: true }
                """.formatted(name, routes));
    }

    @ParameterizedTest
    @CsvSource({"DIALTONE, DIALTONE", "DIALTONE, NATS_SERVER", "NATS_SERVER, DIALTONE"})
    void clientsOverWebSocketsHearOfWebSocketsAlone(Target one, Target another) {
        try (NatsProcess first = start(one, "ONE", "");
                FrameClient client = FrameClient.open(first, "/", "")) {
            client.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");
            client.through("PONG\r\n");
            int port =
                    URI.create(first.ports().path("cluster").path(0).asText()).getPort();
            try (NatsProcess second = start(another, "TWO", "\"nats://127.0.0.1:" + port + "\"")) {
                String urls = "\"connect_urls\":[\"127.0.0.1:" + FrameClient.port(first) + "\",\"127.0.0.1:"
                        + FrameClient.port(second) + "\"]";
                Deadline.await("INFO with " + urls, () -> client.through("\r\n").contains(urls));
                assertThat(first.monitor("/varz").path("ws_connect_urls").toString())
                        .contains(":" + FrameClient.port(second));
            }
            String alone = "\"connect_urls\":[\"127.0.0.1:" + FrameClient.port(first) + "\"]";
            Deadline.await("INFO with " + alone, () -> client.through("\r\n").contains(alone));
        }
    }
}
