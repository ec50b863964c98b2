package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code reload_on_change}: a reload without anybody who asks for it. */
@Timeout(120)
class ReloadOnChangeTest {
    private static final String WATCHED = "reload_on_change: \"50ms\"\n";

    @TempDir
    Path directory;

    private static void awaitLog(NatsProcess server, String text, int times) {
        Deadline.await("\"" + text + "\" " + times + " times in the log", () -> count(server, text) >= times);
        assertThat(count(server, text)).isEqualTo(times);
    }

    private static long count(NatsProcess server, String text) {
        return Pattern.compile(text, Pattern.LITERAL)
                .matcher(server.log())
                .results()
                .count();
    }

    /** All of it at once: half of a file that is being written is a change as well. */
    private static void change(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aChangedFileHoldsWithConnectionsOpen() throws IOException {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, WATCHED + "max_payload: 1000\n");
                RawClient client = RawClient.connect(server.port()).flush()) {
            change(server.directory().resolve("server.conf"), WATCHED + "max_payload: 2000\n");
            awaitLog(server, "Reloaded: max_payload = 2000", 1);
            awaitLog(server, "Reloaded server configuration", 1);
            client.flush();
            change(server.directory().resolve("server.conf"), "max_payload: 3000\n");
            awaitLog(server, "Reloaded server configuration", 2);
            assertThat(server.log()).contains("Reloaded: reload_on_change = 0s");
        }
    }

    @Test
    void whatCannotBeUsedIsSaidOnceAndTheOldGoesOn() throws IOException {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, WATCHED)) {
            change(server.directory().resolve("server.conf"), WATCHED + "max_payload: nonsense\n");
            awaitLog(server, "Failed to reload server configuration", 1);
            RawClient.connect(server.port()).flush().close();
            change(server.directory().resolve("server.conf"), WATCHED + "max_payload: 2000\n");
            awaitLog(server, "Reloaded: max_payload = 2000", 1);
            awaitLog(server, "Failed to reload server configuration", 1);
        }
    }

    /** As Kubernetes changes a mounted ConfigMap: another directory takes the place of the one that a link points to. */
    @Test
    void anIncludedFileBehindAnExchangedLinkCounts() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.writeString(first.resolve("limits.conf"), "max_payload: 1000\n");
        Files.writeString(second.resolve("limits.conf"), "max_payload: 2000\n");
        Path link = Files.createSymbolicLink(directory.resolve("data"), first);
        Path config = Files.writeString(directory.resolve("main.conf"), WATCHED + "include 'data/limits.conf'\n");
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE.command(), "", List.of("-c", config.toString()))) {
            Path next = Files.createSymbolicLink(directory.resolve("next"), second);
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            awaitLog(server, "Reloaded: max_payload = 2000", 1);
        }
    }

    @Test
    void aRenewedCertificateCounts() throws IOException {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, WATCHED + certificates.tlsBlock(""))) {
            Path used = certificates.file("server.pem");
            change(used, Files.readString(used) + "\n");
            awaitLog(server, "Reloaded: tls = enabled", 1);
        }
    }

    @Test
    void withoutTheKeyNothingIsLookedAt() throws IOException {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, "max_payload: 1000\n")) {
            change(server.directory().resolve("server.conf"), WATCHED + "max_payload: 2000\n");
            server.signal("HUP");
            awaitLog(server, "Reloaded server configuration", 1);
            change(server.directory().resolve("server.conf"), WATCHED + "max_payload: 3000\n");
            awaitLog(server, "Reloaded: max_payload = 3000", 1);
        }
    }
}
