package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Measurements from the command line: what they count is what was sent. */
@Timeout(300)
class BenchTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicContainer> measurements() {
        return SharedServer.forAll(
                "",
                server -> Stream.of(
                        test("publishers share the messages", server, this::publish),
                        test("subscribers receive all that others publish", server, this::subscribe),
                        test("messages on their way are timed", server, this::pubsub),
                        test("requests are timed", server, this::requests),
                        test("a throughput is kept", server, this::throughput),
                        test("many subjects are one measurement", server, this::subjects),
                        test("what makes no sense is refused", server, this::refused)));
    }

    private DynamicTest test(String name, SharedServer server, BiConsumer<ToolHome, NatsProcess> body) {
        return DynamicTest.dynamicTest(name, () -> body.accept(new ToolHome(directory).at(server.get()), server.get()));
    }

    private void publish(ToolHome home, NatsProcess server) {
        long before = server.monitor("/varz").path("in_msgs").asLong();
        assertThat(home.ok("bench", "pub", "b.pub", "--msgs", "1001", "--clients", "3", "--size", "1KB"))
                .contains(
                        "NATS Core NATS publisher aggregated stats: ",
                        "(334 msgs)",
                        "(333 msgs)",
                        "message rates min ");
        // nats-server answers the last PING before it adds what came with it.
        Deadline.awaitValue(
                "so many messages came",
                () -> server.monitor("/varz").path("in_msgs").asLong() - before,
                came -> came == 1001);
    }

    private void subscribe(ToolHome home, NatsProcess server) {
        var heard = home.listening(server, "b.sub", "bench", "sub", "b.sub", "--msgs", "500", "--json");
        home.ok("bench", "pub", "b.sub", "--msgs", "500", "-H", "A:b");
        assertThat(heard.ok()).contains("\"role\" : \"subscriber\"", "\"msgs\" : 500", "\"bytes\" : 64000");
    }

    private void pubsub(ToolHome home, NatsProcess server) {
        Path csv = directory.resolve("figures.csv");
        JsonNode json = home.json(
                "bench",
                "pubsub",
                "b.both",
                "--msgs",
                "2000",
                "--pubs",
                "2",
                "--subs",
                "3",
                "--json",
                "--csv",
                csv.toString());
        assertThat(json.path(0).path("msgs").asLong()).isEqualTo(2000);
        assertThat(json.path(1).path("msgs").asLong()).isEqualTo(6000);
        JsonNode latency = json.path(1).path("latency_us");
        assertThat(latency.path("min").asDouble()).isPositive();
        assertThat(latency.path("p50").asDouble())
                .isLessThanOrEqualTo(latency.path("p99").asDouble());
        assertThat(latency.path("p99.9").asDouble())
                .isLessThanOrEqualTo(latency.path("max").asDouble());
        assertThat(lines(csv))
                .hasSize(6)
                .first()
                .asString()
                .startsWith("#RunID,ClientID,MsgCount,")
                .endsWith(",MaxMicroSecs");
        assertThat(server.isAlive()).isTrue();
    }

    private static java.util.List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requests(ToolHome home, NatsProcess server) {
        var service = home.listening(server, "b.svc", "bench", "serve", "b.svc", "--requests", "300");
        assertThat(home.ok("bench", "request", "b.svc", "--msgs", "200", "--clients", "2"))
                .contains("service requester aggregated stats", "latencies min ", " | p99.9 ", " | max ");
        home.ok("bench", "service", "request", "b.svc", "--msgs", "100");
        assertThat(service.ok()).contains("service server stats");
        Deadline.awaitValue(
                "the service has left",
                () -> server.monitor("/subsz?subs=1").toString(),
                subscriptions -> !subscriptions.contains("\"b.svc\""));
        assertThat(home.fails("bench", "request", "b.svc", "--msgs", "1")).contains("no responders");
    }

    private void throughput(ToolHome home, NatsProcess server) {
        JsonNode json = home.json("bench", "pub", "b.slow", "--msgs", "200", "--throughput", "400", "--json");
        assertThat(json.path(0).path("msgs_per_sec").asDouble()).isLessThan(420);
        assertThat(server.isAlive()).isTrue();
    }

    private void subjects(ToolHome home, NatsProcess server) {
        JsonNode json = home.json(
                "bench", "pubsub", "b.many", "--msgs", "1000", "--multisubject", "--multisubjectmax", "10", "--json");
        assertThat(json.path(1).path("msgs").asLong()).isEqualTo(1000);
        assertThat(server.isAlive()).isTrue();
    }

    private void refused(ToolHome home, NatsProcess server) {
        assertThat(home.misused("bench", "pub", "b", "--msgs", "1", "--clients", "2"))
                .contains("--msgs");
        assertThat(home.misused("bench", "pub", "b", "--size", "big")).contains("no size");
        assertThat(home.fails("bench", "pub", "b", "-s", "nats://127.0.0.1:1")).contains("connection refused");
        assertThat(server.isAlive()).isTrue();
    }
}
