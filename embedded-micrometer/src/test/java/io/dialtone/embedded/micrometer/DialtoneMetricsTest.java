package io.dialtone.embedded.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DialtoneMetricsTest {
    private static final Path PAGE = Path.of("..", "docs", "embedded.md");
    private static final String TABLE = "| meter | type | unit | tags |";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    /** The value that a meter has when all are read anew. */
    private double read(String name, String... tags) {
        clock.addSeconds(2);
        // The first reading brings meters of new accounts.
        registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
        var gauge = registry.find(name).tags(tags).gauge();
        var counter = registry.find(name).tags(tags).functionCounter();
        return gauge != null ? gauge.value() : counter != null ? counter.count() : Double.NaN;
    }

    private void awaitValue(double value, String name, String... tags) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(read(name, tags)).isEqualTo(value));
    }

    private static Connection connect(EmbeddedServer server) throws IOException, InterruptedException {
        // The client's own two seconds are too few for the first connection of a busy machine.
        return Nats.connect(Options.builder()
                .server(server.clientUrl())
                .connectionTimeout(LIMIT)
                .build());
    }

    @Test
    void whatThePageListsIsWhatIsRegistered() throws IOException {
        try (EmbeddedServer server = Dialtone.start();
                DialtoneMetrics metrics = new DialtoneMetrics(server)) {
            metrics.bindTo(registry);

            Set<String> registered = registry.getMeters().stream()
                    .map(DialtoneMetricsTest::row)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(listed()).containsExactlyElementsOf(registered);
        }
    }

    /** Name, type, unit and names of tags as the page writes them. */
    private static String row(Meter meter) {
        Meter.Id id = meter.getId();
        String unit = id.getBaseUnit() == null ? "-" : id.getBaseUnit();
        String tags = id.getTags().stream()
                .map(tag -> "`" + tag.getKey() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
        return "| `" + id.getName() + "` | " + id.getType().name().toLowerCase(Locale.ROOT) + " | " + unit + " | "
                + (tags.isEmpty() ? "-" : tags) + " |";
    }

    private static Set<String> listed() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        Set<String> rows = new TreeSet<>();
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(TABLE))
                .findFirst()
                .orElseThrow());
        for (int i = first + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            // The fifth cell says in words what it is.
            rows.add(lines.get(i).replaceFirst("^((?:\\|[^|]*){4}\\|).*", "$1"));
        }
        return rows;
    }

    @Test
    void whatClientsDoIsCounted() throws Exception {
        try (EmbeddedServer server = Dialtone.start();
                DialtoneMetrics metrics = new DialtoneMetrics(server, Tags.of("server", "one"))) {
            metrics.bindTo(registry);
            try (Connection nats = connect(server)) {
                nats.subscribe("a");
                nats.subscribe("a", "group");
                for (int i = 0; i < 5; i++) {
                    nats.publish("a", "four".getBytes(StandardCharsets.UTF_8));
                }
                nats.flush(LIMIT);

                awaitValue(1, "dialtone.connections", "server", "one");
                awaitValue((double) server.metrics().subscriptions(), "dialtone.subscriptions");
                awaitValue(5, "dialtone.messages", "direction", "in");
                awaitValue(10, "dialtone.messages", "direction", "out");
                awaitValue(20, "dialtone.payload", "direction", "in");
                awaitValue(40, "dialtone.account.payload", "direction", "out", "account", "$G");
                awaitValue(1, "dialtone.account.connections", "account", "$G", "server", "one");
            }
            awaitValue(0, "dialtone.connections");
            awaitValue(1, "dialtone.connections.opened");
        }
    }

    @Test
    void anAccountThatComesLaterHasMetersAndOneThatIsGoneHasNone() {
        String two = "accounts { A { users [{user: a, password: a}] }, B { users [{user: b, password: b}] } }";
        try (EmbeddedServer server = Dialtone.start("accounts { A { users [{user: a, password: a}] } }");
                DialtoneMetrics metrics = new DialtoneMetrics(server)) {
            metrics.bindTo(registry);
            assertThat(accounts()).contains("A").doesNotContain("B");

            server.reload(two);

            awaitValue(0, "dialtone.account.connections", "account", "B");
            assertThat(accounts()).contains("A", "B");
        }
    }

    private Set<String> accounts() {
        return registry.find("dialtone.account.connections").gauges().stream()
                .map(gauge -> String.valueOf(gauge.getId().getTag("account")))
                .collect(Collectors.toSet());
    }

    @Test
    void theServerIsNotAskedMoreThanOnceASecond() throws Exception {
        try (EmbeddedServer server = Dialtone.start();
                DialtoneMetrics metrics = new DialtoneMetrics(server)) {
            metrics.bindTo(registry);
            try (Connection nats = connect(server)) {
                nats.flush(LIMIT);
                await().atMost(LIMIT).until(() -> server.metrics().connections() == 1);

                assertThat(registry.get("dialtone.connections").gauge().value()).isZero();
                clock.add(Duration.ofMillis(1001));
                assertThat(registry.get("dialtone.connections").gauge().value()).isEqualTo(1);
            }
        }
    }

    @Test
    void aServerThatStopsHasNoConnectionsAndKeepsItsCounts() throws Exception {
        EmbeddedServer server = Dialtone.builder().build();
        try (DialtoneMetrics metrics = new DialtoneMetrics(server)) {
            metrics.bindTo(registry);
            assertThat(read("dialtone.connections")).isZero();
            assertThat(read("dialtone.messages", "direction", "in")).isZero();

            server.start();
            Connection nats = connect(server);
            nats.publish("a", new byte[3]);
            nats.flush(LIMIT);
            awaitValue(1, "dialtone.connections");
            awaitValue(1, "dialtone.messages", "direction", "in");
            nats.close();
            server.stop();

            assertThat(read("dialtone.connections")).isZero();
            assertThat(read("dialtone.messages", "direction", "in")).isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void closedMetricsLeaveNothingInAnyRegistry() {
        MeterRegistry other = new SimpleMeterRegistry();
        try (EmbeddedServer server = Dialtone.start()) {
            DialtoneMetrics metrics = new DialtoneMetrics(server);
            metrics.bindTo(registry);
            metrics.bindTo(other);
            assertThat(registry.getMeters()).hasSameSizeAs(other.getMeters()).isNotEmpty();

            metrics.close();

            assertThat(registry.getMeters()).isEmpty();
            assertThat(other.getMeters()).isEmpty();
        }
    }

    @Test
    void metersDoNotKeepAServerThatTheProgramHasLetGoOf() {
        WeakReference<EmbeddedServer> server = boundAndForgotten();

        await().atMost(LIMIT).until(() -> {
            System.gc();
            return server.refersTo(null);
        });
        assertThat(read("dialtone.connections")).isNaN();
    }

    private WeakReference<EmbeddedServer> boundAndForgotten() {
        EmbeddedServer server = Dialtone.start();
        new DialtoneMetrics(server).bindTo(registry);
        server.stop();
        return new WeakReference<>(server);
    }

    @Test
    void prometheusHasThemUnderItsOwnNames() throws Exception {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (EmbeddedServer server = Dialtone.start();
                DialtoneMetrics metrics = new DialtoneMetrics(server, Tags.of("server", "one"));
                Connection nats = connect(server)) {
            nats.publish("a", new byte[7]);
            nats.flush(LIMIT);
            metrics.bindTo(prometheus);

            assertThat(prometheus.scrape())
                    .contains("dialtone_connections{server=\"one\"} 1.0")
                    .contains("dialtone_connections_opened_total{server=\"one\"} 1.0")
                    .contains("dialtone_messages_total{direction=\"in\",server=\"one\"} 1.0")
                    .contains("dialtone_payload_bytes_total{direction=\"in\",server=\"one\"} 7.0")
                    .contains("dialtone_uptime_seconds{server=\"one\"}")
                    .contains("dialtone_slow_consumers_total{server=\"one\"} 0.0")
                    .contains(
                            "dialtone_account_payload_bytes_total{account=\"$G\",direction=\"in\",server=\"one\"} 7.0");
        }
    }
}
