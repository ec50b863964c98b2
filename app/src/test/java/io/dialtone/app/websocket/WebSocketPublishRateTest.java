package io.dialtone.app.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A publish rate holds for clients over WebSockets, too. */
@Timeout(120)
class WebSocketPublishRateTest {
    private static final String CONFIG = """
            authorization { timeout: 60 }
            accounts { A { users: [
              { user: a, password: p, limits: { publish_rate: 1000, publish_burst: "10ms" } }
            ] } }
            websocket { listen: "127.0.0.1:-1", no_tls: true }
            """;

    @Test
    void aClientOverAWebSocketPublishesNoFasterThanItMay() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, CONFIG);
                FrameClient client = FrameClient.open(server, "/", "")) {
            client.send("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"p\"}\r\nSUB last 1\r\nPING\r\n");
            client.through("PONG\r\n");
            long start = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                client.send("PUB x 1\r\ny\r\n".repeat(100));
            }
            client.send("PUB last 1\r\nz\r\nPING\r\n");
            assertThat(client.through("PONG\r\n")).contains("MSG last 1 1\r\nz\r\n");
            assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.4);
            assertThat(server.monitor("/varz").path("publish_pauses").asInt()).isPositive();
        }
    }
}
