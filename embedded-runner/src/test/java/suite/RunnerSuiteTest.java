package suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.ClusterInsert;
import io.nats.ClusterNode;
import io.nats.ConsoleOutput;
import io.nats.DebugLevel;
import io.nats.LoggingOutput;
import io.nats.NatsRunnerUtils;
import io.nats.NatsServerRunner;
import io.nats.NatsServerRunnerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerSuiteTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Keeps what is written. */
    private static final class Kept extends ConsoleOutput {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void info(Supplier<String> text) {
            lines.add(text.get());
        }

        @Override
        public void warning(Supplier<String> text) {
            lines.add(text.get());
        }

        @Override
        public void error(Supplier<String> text) {
            lines.add(text.get());
        }
    }

    private static void talk(String uri) throws Exception {
        talk(patient(uri).noReconnect());
    }

    /** The client's own two seconds are too few for the first connection of a busy machine. */
    private static Options.Builder patient(String uri) {
        return Options.builder().server(uri).connectionTimeout(SOON);
    }

    private static void talk(Options.Builder options) throws Exception {
        try (Connection nats = Nats.connect(options.build())) {
            Subscription heard = nats.subscribe("a");
            nats.publish("a", "b".getBytes(StandardCharsets.UTF_8));
            assertThat(heard.nextMessage(SOON).getData()).asString().isEqualTo("b");
        }
    }

    @Test
    void aServerRunsFromTheConstructorToTheEnd() throws Exception {
        NatsServerRunner runner = new NatsServerRunner();
        int port = runner.getPort();
        try (runner) {
            assertThat(runner.getURI()).isEqualTo("nats://localhost:" + port);
            assertThat(runner.getNatsPort()).isEqualTo(port);
            talk(runner.getURI());
            NatsServerRunner.connectCheck(port);
        }
        assertThatThrownBy(() -> NatsServerRunner.connectCheck(port)).isInstanceOf(IOException.class);
    }

    @Test
    void everyConstructorStartsOne(@TempDir Path directory) throws Exception {
        String file = Files.writeString(directory.resolve("a.conf"), "max_payload: 1000\n")
                .toString();
        int port = NatsRunnerUtils.nextPort();
        List<NatsServerRunner> all = new ArrayList<>();
        try {
            all.add(new NatsServerRunner(false));
            all.add(new NatsServerRunner(false, false));
            all.add(new NatsServerRunner(port, false));
            all.add(new NatsServerRunner(-1, false, false));
            all.add(new NatsServerRunner(file, false));
            all.add(new NatsServerRunner(file, false, false));
            all.add(new NatsServerRunner(file, new String[] {"server_name: x"}, -1, false));
            all.add(new NatsServerRunner(file, -1, false));
            all.add(new NatsServerRunner(new String[] {"--name", "n"}));
            all.add(new NatsServerRunner(new String[] {"--name=n"}, false));
            all.add(new NatsServerRunner(new String[] {"-n", "n"}, false, false));
            all.add(new NatsServerRunner(new String[] {"-n", "n"}, -1, false));
            all.add(new NatsServerRunner(-1, false, false, null, null, null));
            NatsServerRunnerOptions options =
                    NatsServerRunner.builder().configFilePath(file).buildOptions();
            all.add(new NatsServerRunner(options));
            assertThat(all.get(2).getPort()).isEqualTo(port);
            for (NatsServerRunner each : all) {
                talk(each.getURI());
            }
        } finally {
            for (NatsServerRunner each : all) {
                each.close();
            }
        }
    }

    @Test
    void aFileAndInsertsMakeTheConfiguration(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("a.conf"), "port: 4222\nauthorization {\n  user: u\n  password: p\n}\n");
        try (NatsServerRunner runner = NatsServerRunner.builder()
                .configFilePath(file)
                .configInserts(List.of("max_payload: 1000"))
                .build()) {
            assertThat(runner.getPort()).isEqualTo(runner.getNatsPort()).isNotEqualTo(4222);
            assertThat(Files.readAllLines(Path.of(runner.getConfigFile())))
                    .contains("port: " + runner.getPort(), "max_payload: 1000")
                    .doesNotContain("port: 4222");
            talk(patient(runner.getURI()).userInfo("u", "p"));
            assertThatThrownBy(() -> talk(runner.getURI())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void portsAreFilledInByTheirNames() throws Exception {
        int cluster = NatsRunnerUtils.nextPort();
        String[] inserts = {"port: <mine>", "cluster {", "  name: c", "  port: <between>", "}"};
        try (NatsServerRunner runner = NatsServerRunner.builder()
                .ports(Map.of("between", cluster))
                .configInserts(inserts)
                .build()) {
            assertThat(runner.getPort("mine")).isEqualTo(runner.getNatsPort());
            assertThat(runner.getNonNatsPort()).isEqualTo(cluster);
            talk(runner.getURI());
            NatsServerRunner.connectCheck(cluster);
        }
    }

    @Test
    void twoPortsOfTheRunnerAreOneTooMany() {
        String[] inserts = {"port: 4222", "cluster {", "  port: 6222", "}"};
        assertThatThrownBy(
                        () -> NatsServerRunner.builder().configInserts(inserts).build())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot assign port multiple times");
    }

    @Test
    void argumentsSayWhoMayConnect() throws Exception {
        try (NatsServerRunner runner = NatsServerRunner.builder()
                .customArgs(new String[] {"--user", "u", "--pass", "p"})
                .build()) {
            talk(patient(runner.getURI()).userInfo("u", "p"));
        }
        try (NatsServerRunner runner =
                NatsServerRunner.builder().customArgs(List.of("--auth=t0ken")).build()) {
            talk(patient(runner.getURI()).token("t0ken".toCharArray()));
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> NatsServerRunner.builder()
                        .configInserts(new String[] {"max_payload: nonsense"})
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(".conf:1:0: interface conversion");
    }

    @Test
    void theServerWritesWhereItIsTold() throws Exception {
        Kept kept = new Kept();
        try (NatsServerRunner runner = NatsServerRunner.builder()
                .output(kept)
                .debugLevel(DebugLevel.DEBUG)
                .jetstream()
                .build()) {
            talk(runner.getURI());
        }
        assertThat(kept.lines)
                .anyMatch(line -> line.contains("Client connection created"))
                .anyMatch(line -> line.contains("JetStream is not part of this server"))
                .anyMatch(line -> line.startsWith("%%% Shut down"));
    }

    @Test
    void outputsAreWhatTheyWere() {
        Logger logger = Logger.getLogger("suite");
        LoggingOutput output = new LoggingOutput(logger);
        output.setLevel(Level.FINE);
        assertThat(logger.getLevel()).isEqualTo(Level.FINE);
        assertThat(output.getLogger()).isSameAs(logger);
        assertThat(NatsRunnerUtils.getNatsServerVersionString()).startsWith("nats-server: v2.");
    }

    @Test
    void clustersFormFromTheirInserts() throws Exception {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(new ClusterNode("c", "s" + i, NatsRunnerUtils.nextPort(), NatsRunnerUtils.nextPort()));
        }
        List<NatsServerRunner> runners = new ArrayList<>();
        try {
            for (ClusterInsert insert : NatsRunnerUtils.createClusterInserts(nodes)) {
                runners.add(NatsServerRunner.builder()
                        .port(insert.node.port)
                        .configInserts(insert.configInserts)
                        .build());
            }
            try (Connection first =
                            Nats.connect(patient(runners.get(0).getURI()).build());
                    Connection last =
                            Nats.connect(patient(runners.get(2).getURI()).build())) {
                Subscription heard = last.subscribe("across");
                last.flush(SOON);
                long end = System.nanoTime() + SOON.toNanos();
                boolean arrived = false;
                while (!arrived && System.nanoTime() < end) {
                    first.publish("across", new byte[0]);
                    arrived = heard.nextMessage(Duration.ofMillis(50)) != null;
                }
                assertThat(arrived).isTrue();
            }
        } finally {
            for (NatsServerRunner runner : runners) {
                runner.close();
            }
        }
    }
}
