package io.dialtone.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What log and monitoring say of those who publish more than they may. */
@Timeout(120)
class PublishRateSeenTest {
    private static final String CONFIG = """
            accounts { A { users: [
              { user: a, password: p, limits: { publish_rate: 500, publish_burst: "20ms" } }
              { user: b, password: p }
            ] } }
            """;

    @Test
    void theLogSaysItOnceAndMonitoringCounts() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, CONFIG);
                RawClient limited = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"");
                RawClient free = RawClient.connect(server.port(), "\"user\":\"b\",\"pass\":\"p\"")) {
            String published = "PUB x 1\r\ny\r\n".repeat(400);
            free.send(published).flush();
            limited.send(published + "PING\r\n").expect("PONG\r\n");
            limited.send(published + "PING\r\n").expect("PONG\r\n");

            server.awaitLog("Publishing is slowed down: user \"a\" of account \"A\" may publish 500 messages a second");
            assertThat(Pattern.compile("slowed down").matcher(server.log()).results())
                    .hasSize(1);
            Deadline.awaitValue(
                    "its connection",
                    () -> connection(server, "a"),
                    c -> c.path("publish_paused_ms").asInt() > 500);
            assertThat(connection(server, "a").path("publish_pauses").asInt()).isPositive();
            assertThat(connection(server, "b").has("publish_pauses")).isFalse();
            assertThat(server.monitor("/varz").path("publish_pauses").asInt()).isPositive();
            assertThat(server.monitor("/varz").path("publish_paused_ms").asInt())
                    .isGreaterThan(500);
            JsonNode account = server.monitor("/accstatz").at("/account_statz/0");
            assertThat(account.path("publish_pauses").asInt()).isPositive();
        }
    }

    private static JsonNode connection(NatsProcess server, String user) {
        for (JsonNode one : server.monitor("/connz?auth=1").path("connections")) {
            if (one.path("authorized_user").asText().equals(user)) {
                return one;
            }
        }
        throw new AssertionError("no connection of " + user);
    }
}
