package io.dialtone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyServersTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void fiveServersStartAtOnceAndShareNothing() throws Exception {
        List<CompletableFuture<EmbeddedServer>> starting = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Dialtone.builder().name("s" + i).start()))
                .toList();
        List<EmbeddedServer> servers =
                starting.stream().map(CompletableFuture::join).toList();
        List<Connection> clients = new ArrayList<>();
        try {
            assertThat(servers).extracting(EmbeddedServer::port).doesNotHaveDuplicates();
            assertThat(servers).extracting(EmbeddedServer::name).containsExactly("s0", "s1", "s2", "s3", "s4");
            List<Subscription> heard = new ArrayList<>();
            for (EmbeddedServer server : servers) {
                Connection client = Patient.client(server);
                clients.add(client);
                heard.add(client.subscribe("same.subject"));
                client.flush(SOON);
            }

            servers.get(2).stop();
            assertThat(servers).extracting(EmbeddedServer::isRunning).containsExactly(true, true, false, true, true);
            for (int i : new int[] {0, 1, 3, 4}) {
                clients.get(i).publish("same.subject", ("from " + i).getBytes(StandardCharsets.UTF_8));
                clients.get(i).flush(SOON);
                assertThat(heard.get(i).nextMessage(SOON).getData()).asString().isEqualTo("from " + i);
                assertThat(heard.get(i).nextMessage(Duration.ofMillis(1)))
                        .as("nobody else's")
                        .isNull();
                assertThat(servers.get(i).metrics().totalConnections()).isEqualTo(1);
            }
        } finally {
            for (Connection client : clients) {
                client.close();
            }
            servers.forEach(EmbeddedServer::close);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(Leftovers.threads()).isEmpty());
    }

    @Test
    void aWarmJvmStartsServersQuickly() {
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long before = System.nanoTime();
            try (EmbeddedServer server = Dialtone.start()) {
                tookMs.add((System.nanoTime() - before) / 1_000_000);
                assertThat(server.isRunning()).isTrue();
            }
        }
        System.out.println("ready after ms, in one JVM: " + tookMs);
        await().atMost(SOON).untilAsserted(() -> assertThat(Leftovers.threads()).isEmpty());
    }
}
