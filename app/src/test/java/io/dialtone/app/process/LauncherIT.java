package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program through its launcher, called as {@code nats-server} as test launchers of the clients do. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("dialtone.launcher", "bin/dialtone")).toAbsolutePath();

    @TempDir
    private Path directory;

    private Path natsServer;

    @BeforeEach
    void linkTheLauncher() throws IOException {
        natsServer = Files.createSymbolicLink(directory.resolve("nats-server"), LAUNCHER);
    }

    @AfterEach
    void unlinkTheLauncher() throws IOException {
        Files.delete(natsServer);
    }

    @Test
    void theProcessThatWasStartedIsTheServer() throws IOException {
        try (NatsProcess server = start("")) {
            assertThat(server.directory().resolve("nats-server_" + server.pid() + ".ports"))
                    .exists();
            assertThat(Files.readString(Path.of("/proc/" + server.pid() + "/comm")))
                    .isEqualTo("nats-server\n");
            RawClient.connect(server.port()).flush().close();
        }
    }

    @Test
    void interruptAndTerminateEndItWithExitCodeZeroAndWithoutPortsFile() {
        for (String signal : List.of("INT", "TERM")) {
            try (NatsProcess server = start("")) {
                RawClient client = RawClient.connect(server.port()).flush();
                server.signal(signal);
                assertThat(server.awaitExit()).isZero();
                assertThat(server.log())
                        .contains("Trapped \"" + (signal.equals("INT") ? "interrupt" : "terminated") + "\" signal")
                        .contains("Initiating Shutdown...")
                        .contains("Server Exiting..");
                assertThat(server.directory().resolve("nats-server_" + server.pid() + ".ports"))
                        .doesNotExist();
                client.close();
            }
        }
    }

    /** As {@code nohup} does, and a script that puts a program into the background. */
    @Test
    void signalsThatTheCallerIgnoresAreHeardAllTheSame() {
        Assumptions.assumeTrue(envResetsSignals(), "env of this system cannot reset signals");
        List<String> ignoring = List.of("sh", "-c", "trap '' HUP INT; exec \"$0\" \"$@\"", natsServer.toString());
        try (NatsProcess server = NatsProcess.start(ignoring, "", List.of())) {
            server.reload("max_payload: 2000\n");
            server.signal("INT");
            assertThat(server.awaitExit()).isZero();
        }
    }

    private static boolean envResetsSignals() {
        try {
            return new ProcessBuilder("env", "--default-signal=HUP", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aFlightRecordingIsNotTakenForLameDuck() throws Exception {
        try (NatsProcess server = start("")) {
            jcmd(server, "JFR.start", "name=look");
            jcmd(server, "JFR.stop", "name=look");
            RawClient.connect(server.port()).flush().close();
            assertThat(server.log()).doesNotContain("user defined signal");
        }
    }

    @Test
    void whatTheStartLeavesIsCollectedSoon() {
        List<String> talking = List.of("env", "DIALTONE_OPTS=-Xlog:gc:stderr", natsServer.toString());
        try (NatsProcess server = NatsProcess.start(talking, "", List.of())) {
            Deadline.await(
                    "the garbage of the start is gone", () -> server.log().contains("Pause Full (System.gc())"));
            RawClient.connect(server.port()).flush().close();
        }
    }

    private static void jcmd(NatsProcess server, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(server.pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** {@code script} gives the server a terminal; without one, which is how all other tests run, lines have no colours. */
    @Test
    void levelsAreColouredOnATerminal() throws Exception {
        Process terminal;
        try {
            terminal = new ProcessBuilder("script", "-qec", "'" + natsServer + "' -a 127.0.0.1 -p -1", "/dev/null")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            terminal = Assumptions.abort("needs script: " + e.getMessage());
        }
        try (BufferedReader shown = terminal.inputReader(StandardCharsets.UTF_8)) {
            try {
                String line = shown.readLine();
                while (line != null && !line.contains("Starting nats-server")) {
                    line = shown.readLine();
                }
                assertThat(line).contains("[\u001b[32mINF\u001b[0m] Starting nats-server");
            } finally {
                // While somebody reads: otherwise script may have ended, and nobody tells the server, which takes a
                // hangup for a reload.
                terminal.descendants().forEach(ProcessHandle::destroy);
            }
        } finally {
            terminal.waitFor();
        }
    }

    @Test
    void theStartIsLoggedInTheOrderThatScriptsKnow() {
        try (NatsProcess server = start("server_name: S1\nauthorization { user: a, password: b }\n", "-js")) {
            server.awaitLog("Server is ready");
            assertThat(server.log().lines().map(LauncherIT::withoutHead).toList())
                    .containsSubsequence(
                            "[INF] Starting nats-server",
                            "[INF]   Version:  2.15.1",
                            "[INF]   Name:     S1",
                            "[WRN] Plaintext passwords detected, use nkeys or bcrypt",
                            "[WRN] Configured but without effect in this version: jetstream",
                            "[INF] Listening for client connections on 127.0.0.1:" + server.port(),
                            "[INF] Server is ready")
                    .anyMatch(line -> line.matches("\\[INF]   ID:       N[A-Z2-7]{55}"))
                    .anyMatch(line ->
                            line.matches("\\[INF] Using configuration file: .*server.conf \\(sha256:[0-9a-f]{64}\\)"));
        }
    }

    @Test
    void reloadTakesWhatCanBeChangedAndRefusesTheRest() {
        try (NatsProcess server = start("max_payload: 1000\n")) {
            server.reload("max_payload: 2000\ndebug: true\n");
            assertThat(server.log())
                    .contains("[INF] Reloaded: debug = true")
                    .contains("[INF] Reloaded: max_payload = 2000");
            server.requestReload("max_pending: 1MB\n", "Failed to reload server configuration");
            assertThat(server.log())
                    .contains(
                            "[ERR] Failed to reload server configuration: config reload not supported for MaxPending: ");
            server.requestReload("nonsense: 1\n", "Failed to reload server configuration");
            assertThat(server.log()).contains("unknown field \"nonsense\"");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void theLogFileIsOpenedAnewAndMovesOnReload() throws IOException {
        Path log = directory.resolve("a.log");
        try (NatsProcess server = start("log_file: \"" + log + "\"\n")) {
            Deadline.await("the log is written", () -> read(log).contains("Server is ready"));
            Files.move(log, directory.resolve("moved.log"));
            server.signal("USR1");
            Deadline.await("the log is there again", () -> read(log).contains("File log re-opened"));
            Path other = directory.resolve("b.log");
            Files.writeString(server.directory().resolve("server.conf"), "log_file: \"" + other + "\"\n");
            server.signal("HUP");
            Deadline.await(
                    "the other log is written", () -> read(other).contains("Reloaded server configuration (sha256:"));
            assertThat(read(other)).contains("[INF] Reloaded: log_file = " + other);
        }
    }

    @Test
    void withoutALogFileThereIsNothingToOpenAnew() {
        try (NatsProcess server = start("")) {
            server.signal("USR1");
            server.awaitLog("Trapped \"user defined signal 1\" signal");
            server.awaitLog("File log re-open ignored, not a file logger");
        }
    }

    @Test
    void lameDuckWithoutClientsIsTheEnd() {
        try (NatsProcess server = start("")) {
            server.signal("USR2");
            assertThat(server.awaitExit()).isZero();
            assertThat(server.log()).contains("Entering lame duck mode, stop accepting new clients");
        }
    }

    @Test
    void terminateDuringLameDuckIsOnlyLogged() {
        try (NatsProcess server = start("lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"29s\"\n")) {
            RawClient client = RawClient.connect(server.port()).flush();
            server.signal("USR2");
            server.awaitLog("Entering lame duck mode");
            server.signal("TERM");
            server.awaitLog("Trapped \"terminated\" signal");
            client.flush();
            server.signal("INT");
            assertThat(server.awaitExit()).isZero();
            client.close();
        }
    }

    @Test
    void signalsCanBeSentByTheProgramItself() throws Exception {
        try (NatsProcess server = start("", "-P", directory.resolve("pid").toString())) {
            assertThat(Files.readString(directory.resolve("pid"))).isEqualTo(Long.toString(server.pid()));
            Result sent = run("--signal", "reopen=" + directory.resolve("pid"));
            assertThat(sent).isEqualTo(new Result(0, "", ""));
            server.awaitLog("Trapped \"user defined signal 1\" signal");
            assertThat(run("--signal", "quit=" + server.pid()).code()).isZero();
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void aTakenPortIsFatal() throws Exception {
        try (NatsProcess server = start("")) {
            Result second = run("-a", "127.0.0.1", "-p", Integer.toString(server.port()));
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err())
                    .contains("[FTL] Error listening on port: 127.0.0.1:" + server.port() + ", \"listen tcp 127.0.0.1:"
                            + server.port() + ": bind: address already in use\"");
            assertThat(second.out()).isEmpty();
        }
    }

    @Test
    void exitCodesAndStreamsAreThoseOfNatsServer() throws Exception {
        assertThat(run("--version")).isEqualTo(new Result(0, "nats-server: v2.15.1\n", ""));
        assertThat(run("-xyz").code()).isZero();
        assertThat(run("-xyz").err()).isEqualTo("flag provided but not defined: -xyz\n");
        assertThat(run("foo")).isEqualTo(new Result(1, "", "nats-server: unrecognized command: \"foo\"\n"));
        assertThat(run("-c", "/none/x"))
                .isEqualTo(new Result(1, "", "nats-server: open /none/x: no such file or directory\n"));
        assertThat(run("-l", "/none/x", "-p", "-1").err())
                .matches(
                        "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d error opening file: open /none/x: no such file or directory\n");
        assertThat(run("-P", "/none/x", "-p", "-1", "-a", "127.0.0.1").err())
                .endsWith("[FTL] Could not write pidfile: open /none/x: no such file or directory\n");
    }

    @Test
    void aConfigurationIsCheckedWithoutAStart() throws Exception {
        Path good = Files.writeString(directory.resolve("good.conf"), "A: 4223\nport: $A\n");
        assertThat(run("-t", "-c", good.toString()))
                .isEqualTo(new Result(
                        0,
                        "",
                        "nats-server: configuration file " + good + " is valid (sha256:"
                                + sha256("{\"A\":4223,\"port\":4223}\n") + ")\n"));
        Path bad = Files.writeString(directory.resolve("bad.conf"), "port: 1\nfoo: 2\n");
        assertThat(run("-t", "-c", bad.toString()))
                .isEqualTo(new Result(1, "", "nats-server: " + bad + ":2:1: unknown field \"foo\"\n"));
    }

    @Test
    void aReaderThatLeavesDoesNotEndTheServer() throws Exception {
        Process process = new ProcessBuilder(
                        natsServer.toString(),
                        "-a",
                        "127.0.0.1",
                        "-p",
                        "-1",
                        "-DV",
                        "--ports_file_dir",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            Path ports = directory.resolve("nats-server_" + process.pid() + ".ports");
            Deadline.await("a ports file", () -> Files.exists(ports));
            process.getInputStream().close();
            int port = Integer.parseInt(read(ports).replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            RawClient.connect(port).flush().close();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theSocketIsThereSoonAfterTheFork() throws Exception {
        // How soon depends on the machine: the figure goes to the report, it decides nothing.
        try (NatsProcess warm = start("")) {
            int port = warm.port();
            warm.signal("INT");
            warm.awaitExit();
            long from = System.nanoTime();
            Process process = new ProcessBuilder(natsServer.toString(), "-a", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("start.log").toFile())
                    .start();
            try {
                Deadline.await("a socket", () -> canConnect(port));
                System.out.println("socket bound after " + (System.nanoTime() - from) / 1_000_000 + " ms");
                RawClient.connect(port).flush().close();
                System.out.println("first PONG after " + (System.nanoTime() - from) / 1_000_000 + " ms");
            } finally {
                process.destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private NatsProcess start(String config, String... arguments) {
        return NatsProcess.start(List.of(natsServer.toString()), config, List.of(arguments));
    }

    /** What a call of the program that ends by itself left. */
    private record Result(int code, String out, String err) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(natsServer.toString()));
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(line.toString())
                    .isTrue();
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean canConnect(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String withoutHead(String line) {
        return line.replaceFirst("^\\[\\d+] \\S+ \\S+ ", "");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
