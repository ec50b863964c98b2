package io.dialtone.embedded.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DialtoneMetersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatClientsDoIsSeenInTheMetersOfTheServerAndOfTheirAccount() throws Exception {
        try (EmbeddedServer server = Dialtone.start()) {
            new DialtoneMeters(server, Tags.of("server", "one")).bindTo(registry);
            try (Connection client = Nats.connect(server.clientUrl())) {
                client.subscribe("a");
                client.publish("a", "hello".getBytes(StandardCharsets.US_ASCII));
                client.flush(LIMIT);
                awaitGauge("dialtone.connections", 1);
                assertThat(counter("dialtone.messages", "direction", "in")).isEqualTo(1);
                assertThat(counter("dialtone.bytes", "direction", "out")).isEqualTo(5);
                assertThat(counter("dialtone.connections.opened")).isEqualTo(1);
                assertThat(counter("dialtone.account.messages", "account", "$G", "direction", "out"))
                        .isEqualTo(1);
                assertThat(registry.get("dialtone.account.connections")
                                .tags("account", "$G")
                                .gauge()
                                .value())
                        .isEqualTo(1);
                assertThat(registry.get("dialtone.uptime").timeGauge().value(TimeUnit.SECONDS))
                        .isPositive();
            }
            awaitGauge("dialtone.connections", 0);
            assertThat(registry.getMeters())
                    .extracting(Meter::getId)
                    .allSatisfy(id -> assertThat(id.getTag("server")).isEqualTo("one"));
        }
    }

    @Test
    void aServerThatHasStoppedHasNoFigures() {
        EmbeddedServer server = Dialtone.start();
        new DialtoneMeters(server).bindTo(registry);
        server.close();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> Double.isNaN(registry.get("dialtone.connections").gauge().value()));
    }

    private void awaitGauge(String name, double value) {
        Awaitility.await(name)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(registry.get(name).gauge().value()).isEqualTo(value));
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }
}
