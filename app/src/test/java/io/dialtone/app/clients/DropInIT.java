package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.nats.NatsServerRunner;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that start a nats-server for their tests start the launcher instead, linked under that name, and notice nothing. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
@Timeout(300)
class DropInIT {

    @TempDir
    Path directory;

    private Path executable;

    @BeforeEach
    void linkTheLauncher() throws IOException {
        Path launcher =
                Path.of(System.getProperty("dialtone.launcher", "bin/dialtone")).toAbsolutePath();
        executable = Files.createSymbolicLink(directory.resolve("nats-server"), launcher);
    }

    @Test
    void theRunnerOfTheJavaClientStartsIt() throws Exception {
        try (NatsServerRunner runner = runner().build()) {
            talk(options(runner).build());
        }
    }

    @Test
    void theRunnerOfTheJavaClientStartsItWithJetStreamAskedFor() throws Exception {
        try (NatsServerRunner runner = runner().jetstream().build()) {
            talk(options(runner).build());
        }
    }

    @Test
    void theRunnerOfTheJavaClientGivesItAConfiguration() throws Exception {
        String[] inserts = {"authorization {", "  user: u", "  password: p", "  timeout: 60", "}"};
        try (NatsServerRunner runner = runner().configInserts(inserts).build()) {
            Options.Builder options = options(runner);
            talk(options.userInfo("u".toCharArray(), "p".toCharArray()).build());
        }
    }

    /** What the launcher of the npm clients does: its configuration in its dialect, the ports file by the process id, SIGKILL at the end. */
    @Test
    void theLauncherOfTheNpmClientsStartsIt() throws Exception {
        String config = """
                host: 127.0.0.1
                port: -1
                http: "127.0.0.1:-1"
                server_tags: [
                  "id:x1"
                ]
                jetstream: disabled
                """;
        try (NatsProcess server = NatsProcess.start(List.of(executable.toString()), config, List.of())) {
            Path ports = server.directory().resolve("nats-server_" + server.pid() + ".ports");
            assertThat(ports).exists();
            URI client = URI.create(server.ports().path("nats").path(0).asText());
            assertThat(client.getScheme()).isEqualTo("nats");
            JsonNode varz = server.monitor("/varz");
            assertThat(varz.path("version").asText()).isEqualTo("2.15.1");
            assertThat(varz.path("port").asInt()).isEqualTo(client.getPort());
            ClientProgram.Run round = ClientProgram.start(ClientProgram.NODE.command("basics", client.toString()));
            assertThat(round.succeed()).contains("ok drain");
            server.signal("KILL");
            server.awaitExit();
            assertThat(ports).exists();
            Files.delete(ports);
            try (NatsProcess again = server.startAgain()) {
                assertThat(again.port()).isEqualTo(client.getPort());
            }
        }
    }

    /** It looks three times, 200 ms in all, unless it is told to: how soon there is a socket depends on the machine. */
    private NatsServerRunner.Builder runner() {
        return NatsServerRunner.builder().executablePath(executable).connectValidateTries(1000);
    }

    /** The server is loading still when its socket is there. */
    private static Options.Builder options(NatsServerRunner runner) {
        return Options.builder().server("nats://127.0.0.1:" + runner.getPort()).connectionTimeout(Deadline.LIMIT);
    }

    private static void talk(Options options) throws Exception {
        try (Connection connection = Nats.connect(options)) {
            Subscription subscription = connection.subscribe("talk");
            connection.publish("talk", new byte[] {1});
            assertThat(subscription.nextMessage(Deadline.LIMIT).getData()).containsExactly(1);
        }
    }
}
