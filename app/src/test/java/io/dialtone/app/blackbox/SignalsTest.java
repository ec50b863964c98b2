package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each signal does to a server with clients. */
class SignalsTest {

    @TempDir
    Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    @TestFactory
    Stream<DynamicTest> terminateEndsTheServerInOrder() {
        return endsInOrder("TERM", "terminated");
    }

    @TestFactory
    Stream<DynamicTest> interruptEndsTheServerInOrder() {
        return endsInOrder("INT", "interrupt");
    }

    private static Stream<DynamicTest> endsInOrder(String signal, String name) {
        return SharedServer.ownServer("", server -> {
            try (RawClient client = RawClient.connect(server.port(), "");
                    RawClient silent = RawClient.connect(server.port())) {
                server.signal(signal);
                client.expectEof();
                silent.expectEof();
                assertThat(server.awaitExit()).isZero();
                assertThat(server.log())
                        .containsSubsequence(
                                "Trapped \"" + name + "\" signal", "Initiating Shutdown...", "Server Exiting..");
                assertThat(portsFiles(server)).isZero();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> killedAndStartedAgainOnTheSamePort() {
        return SharedServer.ownServer("", server -> {
            try (RawClient client = RawClient.connect(server.port(), "")) {
                server.signal("KILL");
                client.expectEof();
                server.awaitExit();
                try (NatsProcess again = server.startAgain()) {
                    RawClient.connect(again.port(), "").close();
                    assertThat(again.port()).isEqualTo(server.port());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> withoutALogFileThereIsNothingToReopen() {
        return SharedServer.ownServer("", server -> {
            server.signal("USR1");
            server.awaitLog("Trapped \"user defined signal 1\" signal");
            server.awaitLog("File log re-open ignored, not a file logger");
            RawClient.connect(server.port(), "").close();
        });
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theLogFileIsReopened(Target target) throws IOException {
        Path log = directory.resolve("nats.log");
        Path moved = directory.resolve("nats.log.1");
        try (NatsProcess server = NatsProcess.start(target, "", "-l", log.toString())) {
            Files.move(log, moved);
            server.signal("USR1");
            Deadline.awaitValue("the new file says so", () -> read(log), text -> text.contains("File log re-opened"));
            assertThat(read(moved)).contains("Server is ready");
        }
    }

    private static long portsFiles(NatsProcess server) throws IOException {
        try (Stream<Path> files = Files.list(server.directory())) {
            return files.filter(file -> file.toString().endsWith(".ports")).count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
