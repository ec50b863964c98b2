package io.dialtone.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dialtone.embedded.EmbeddedServer;
import io.nats.client.Connection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests as JUnit does, and looks at what comes out. */
@ResourceLock(Resources.SYSTEM_ERR)
class FailureReportTest {
    private static final long LIMIT_MS = 60_000;
    private static final Set<String> SERVERS = ConcurrentHashMap.newKeySet();

    // Not found by a build, which runs classes that are called *Test.
    @NatsServerTest(configuration = "debug: true")
    @Tag("inner")
    static class OneFails {
        @Test
        void works(Connection nats) throws Exception {
            nats.flush(java.time.Duration.ofSeconds(5));
        }

        @Test
        void fails(Connection nats) {
            throw new AssertionError("on purpose");
        }
    }

    @NatsServerTest(configuration = "no_such_key_at_all: {")
    static class CannotStart {
        @Test
        void neverRuns() {}
    }

    @NatsServerTest(lifecycle = NatsServerTest.Lifecycle.PER_METHOD)
    @Execution(ExecutionMode.CONCURRENT)
    static class InParallel {
        @Test
        void one(EmbeddedServer server, Connection nats) {
            alone(server);
        }

        @Test
        void two(EmbeddedServer server, Connection nats) {
            alone(server);
        }

        @Test
        void three(EmbeddedServer server, Connection nats) {
            alone(server);
        }

        @Test
        void four(EmbeddedServer server, Connection nats) {
            alone(server);
        }

        private static void alone(EmbeddedServer server) {
            assertThat(SERVERS.add(server.serverId())).isTrue();
            assertThat(server.metrics().connections()).isEqualTo(1);
        }
    }

    private record Outcome(EngineExecutionResults results, String errors) {}

    private static Outcome run(Class<?> tests, String... parameters) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests));
            for (int i = 0; i < parameters.length; i += 2) {
                kit.configurationParameter(parameters[i], parameters[i + 1]);
            }
            EngineExecutionResults results = kit.execute();
            return new Outcome(results, errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void theServersLogIsShownForTheTestThatFailsAndForNoOther() {
        Outcome outcome = run(OneFails.class);
        outcome.results()
                .testEvents()
                .assertStatistics(s -> s.started(2).succeeded(1).failed(1));
        assertThat(outcome.errors())
                .contains("---- NATS server log: fails(Connection) failed ----")
                .contains("Client connection created")
                .doesNotContain("works(Connection) failed")
                .containsOnlyOnce("end of NATS server log");
    }

    @Test
    void aServerThatCannotStartFailsTheClassWithAllThatIsWrong() {
        Outcome outcome = run(CannotStart.class);
        outcome.results().testEvents().assertStatistics(s -> s.started(0));
        outcome.results().containerEvents().assertStatistics(s -> s.failed(1));
        assertThat(outcome.results().containerEvents().failed().stream()
                        .map(e -> e.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()))
                .singleElement()
                .asString()
                .contains("Unexpected EOF");
    }

    @Test
    void testsInParallelHaveServersOfTheirOwn() throws InterruptedException {
        SERVERS.clear();
        Outcome outcome = run(
                InParallel.class,
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "4");
        outcome.results().testEvents().assertStatistics(s -> s.started(4).succeeded(4));
        assertThat(SERVERS).hasSize(4);
        // Threads end a moment after the servers that they are of.
        for (Thread thread : threadsOfServers()) {
            thread.join(LIMIT_MS);
        }
        assertThat(threadsOfServers()).isEmpty();
    }

    private static List<Thread> threadsOfServers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dialtone"))
                .toList();
    }
}
