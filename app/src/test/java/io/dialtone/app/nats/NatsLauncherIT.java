package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client tools typed into a shell, as the documents show them. */
@Timeout(300)
class NatsLauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("dialtone.launcher", "bin/dialtone")).toAbsolutePath();

    @TempDir
    private Path directory;

    private NatsProcess server() {
        return NatsProcess.start(List.of(LAUNCHER.toString()), "", List.of());
    }

    private Process shell(NatsProcess server, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("NATS_URL", server.url());
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        builder.environment().put("D", LAUNCHER.toString());
        return builder.start();
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int end(Process process) throws InterruptedException {
        // Eight programs, one after the other.
        assertThat(process.waitFor(3 * Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    @Test
    void wordsOfACommandAreEnoughAndExitCodesTellHowItWent() throws Exception {
        try (NatsProcess server = server()) {
            Process process = shell(server, """
                    echo one | $D pub greet || exit 11
                    $D nats --timeout 30s rtt 1 > rtt || exit 12
                    $D bench pub load --msgs 1000 --json > bench || exit 13
                    $D context add here --server $NATS_URL > context || exit 14
                    $D req nobody x; [ $? = 1 ] || exit 15
                    $D pub; [ $? = 2 ] || exit 16
                    $D man pub > page || exit 17
                    mkdir bin && ln -s $D bin/nats && bin/nats context ls --names
                    """);
            assertThat(end(process)).as(() -> read("errors")).isZero();
            assertThat(read("output")).isEqualTo("here\n");
            assertThat(read("bench")).contains("\"msgs\" : 1000");
            assertThat(read("page")).startsWith(".TH");
            assertThat(read("errors")).doesNotContain("Exception");
        }
    }

    @Test
    void anInterruptedListenerEndsWithoutAWord() throws Exception {
        try (NatsProcess server = server()) {
            Process process = shell(server, "exec $D sub '>' --raw");
            Deadline.awaitValue(
                    "a subscription",
                    () -> server.monitor("/connz?subs=1").toString(),
                    connections -> connections.contains("\"subscriptions_list\""));
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(end(process)).isEqualTo(130);
            assertThat(read("output") + read("errors")).isEmpty();
        }
    }
}
