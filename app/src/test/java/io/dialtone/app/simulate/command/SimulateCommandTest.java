package io.dialtone.app.simulate.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(InputStream in, String... arguments) {
        return new SimulateCommand()
                .run(
                        List.of(arguments),
                        in,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private int run(String... arguments) {
        return run(new ByteArrayInputStream(new byte[0]), arguments);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("world.conf"), text).toString();
    }

    @Test
    void helpSaysWhatCanBeAskedForTypedAndDescribed() {
        assertThat(run("--help")).isZero();
        assertThat(shown())
                .contains("Usage: simulate", "--scenario=NAME", "--processes", "--json", "--for=TIME")
                .contains("kill SERVER", "partition REGION", "leafs { factory { to: US-EAST } }", "Exit codes");
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeAnythingStarts() throws IOException {
        assertThat(run("--scenario", "moon")).isEqualTo(1);
        assertThat(run("--for", "soon")).isEqualTo(1);
        assertThat(run("--server", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(run(file("clusters { A {} }"), "--scenario", "geo")).isEqualTo(1);
        assertThat(run(file("clusters {\n  A { nodes: many }\n}"))).isEqualTo(1);
        assertThat(complaint())
                .contains("there is no scenario \"moon\" (geo, rtt)")
                .contains("--for: time: invalid duration")
                .contains("none is no program")
                .contains("a scenario needs two clusters or more")
                .contains("world.conf:2:7: nodes is a number from 1 to 32")
                .doesNotContain("starting");
    }

    @Test
    void aClusterOfOneJvmIsShownAndObeysWhatIsTyped() throws Exception {
        String world = file("clusters { A { nodes: 2 } }");
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed)) {
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(in, world, "--for", "280s"));

            awaitShown("servers 2/2  routes 1/1");
            type(typed, "kill A-2");
            awaitShown("A-2 is dead");
            awaitShown("servers 1/2  routes 0/0");
            type(typed, "restart A-2");
            awaitShown("A-2 is up");
            type(typed, "kill B-1");
            awaitShown("there is no server B-1 (A-1, A-2)");
            type(typed, "dance");
            awaitShown("\"dance\" is none of: kill SERVER");
            type(typed, "quit");
            assertThat(code.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
    }

    private static void type(PipedOutputStream typed, String line) throws IOException {
        typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    private void awaitShown(String text) {
        Awaitility.await(text)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(shown()).contains(text));
    }

    @Test
    void theNearestRegionAnswersWhenTheNearMembersFail() throws IOException {
        String world = file("""
                clusters {
                  US { nodes: 2 }
                  EU { nodes: 1 }
                  AP { nodes: 1 }
                }
                rtt { US { EU: 40ms, AP: 150ms } }
                """);

        int code = run(world, "--scenario", "geo", "--json", "--for", "280s");

        assertThat(code).as(() -> shown() + complaint()).isZero();
        assertThat(shown())
                .contains("all members in US fail", "EU answers", "as it should be")
                .contains("\"type\":\"figures\"");
    }
}
