package io.dialtone.app.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The little programs below {@code src/test/clients}, each a round with one client library, built by {@code .ci/install-clients}. */
public enum ClientProgram {
    NODE("node"),
    /** The dashboard in headless Chromium. */
    BROWSER("node"),
    GO("go"),
    CLI("go"),
    NSC("go"),
    PYTHON("python3"),
    RUST("cargo"),
    C("gcc"),
    /** Not a client: writes and reads compressed streams. */
    S2("go");

    private static final long BUILD_MINUTES = 15;
    private static final Map<ClientProgram, String> BUILT = new ConcurrentHashMap<>();
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path CLIENTS = Path.of("target", "clients").toAbsolutePath();

    private final String tool;

    ClientProgram(String tool) {
        this.tool = tool;
    }

    /** The program with these arguments; the test ends as skipped when its language is not on this machine. */
    public List<String> command(String... arguments) {
        Tool.require(tool);
        String problem = BUILT.computeIfAbsent(this, ClientProgram::build);
        if (!problem.isEmpty()) {
            throw Tool.missing(problem);
        }
        List<String> command = new java.util.ArrayList<>(program());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private List<String> program() {
        return switch (this) {
            case NODE ->
                List.of(
                        "node",
                        // What newer ones have without being asked.
                        "--experimental-websocket",
                        "--no-warnings",
                        CLIENTS.resolve("node/round.mjs").toString());
            case BROWSER ->
                List.of("node", CLIENTS.resolve("browser/dashboard.mjs").toString());
            case GO -> List.of(CLIENTS.resolve("bin/go-round").toString());
            case CLI -> List.of(CLIENTS.resolve("bin/nats").toString());
            case NSC -> List.of(CLIENTS.resolve("bin/nsc").toString());
            case PYTHON ->
                List.of(
                        CLIENTS.resolve("python/bin/python").toString(),
                        Path.of("src/test/clients/python/round.py")
                                .toAbsolutePath()
                                .toString());
            case RUST -> List.of(CLIENTS.resolve("rust/debug/dialtone-clients").toString());
            case C -> List.of(CLIENTS.resolve("bin/c-round").toString());
            case S2 -> List.of(CLIENTS.resolve("bin/s2-round").toString());
        };
    }

    /** What went wrong, or nothing. */
    private String build() {
        String language = name().toLowerCase(Locale.ROOT);
        Run run = start(List.of(ROOT.resolve(".ci/install-clients").toString(), language));
        int code = run.awaitExit(BUILD_MINUTES, TimeUnit.MINUTES);
        return code == 0 ? "" : "the " + language + " client cannot be made: " + run.output();
    }

    /** Starts a program; its output goes to a file. */
    public static Run start(List<String> command) {
        try {
            Files.createDirectories(CLIENTS);
            Path output = Files.createTempFile(CLIENTS, "run-", ".out");
            File file = output.toFile();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(file)
                    .start();
            process.getOutputStream().close();
            return new Run(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program at work. */
    public record Run(Process process, Path file) {

        /** What it wrote so far. */
        public String output() {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits until it wrote this, or ended. */
        public void awaitOutput(String text) {
            Deadline.awaitValue(
                    "the client says " + text, this::output, seen -> seen.contains(text) || !process.isAlive());
        }

        /** Waits for a good end and returns the output. */
        public String succeed() {
            int code = awaitExit(Deadline.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output());
            }
            return output();
        }

        /** Waits for a bad end and returns the output. */
        public String fail() {
            int code = awaitExit(Deadline.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
            if (code == 0) {
                throw new AssertionError("it succeeded: " + output());
            }
            return output();
        }

        private int awaitExit(long time, TimeUnit unit) {
            try {
                if (!process.waitFor(time, unit)) {
                    process.destroyForcibly();
                    throw new AssertionError("it does not end: " + output());
                }
                return process.exitValue();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
