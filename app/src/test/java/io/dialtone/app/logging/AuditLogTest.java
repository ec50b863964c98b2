package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.system.AuthenticationAudit.Outcome;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.conf.LoggingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("audit.jsonl");
    }

    @Test
    void aDecisionIsOneLineOfJsonWithoutTheToken() throws IOException {
        try (AuditLog audit = new AuditLog(options(0, 0))) {
            audit.record(Outcome.ACCEPTED, who("UKEY", "line\nbreak \"x\""), "");
            audit.record(Outcome.REFUSED, who("", ""), "Authentication Failure");
        }
        assertThat(Files.readString(file)).doesNotContain("eyJ");
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(2);
        JsonNode accepted = lines.get(0);
        assertThat(Instant.parse(accepted.path("time").textValue()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(without(accepted, "time")).isEqualTo(JSON.readTree("""
                {"kind":"client","cid":7,"host":"10.0.0.1","account":"A","user":"UKEY","issuer_key":"AKEY",
                 "name":"line\\nbreak \\"x\\"","lang":"go","version":"1","outcome":"accepted"}"""));
        assertThat(without(lines.get(1), "time")).isEqualTo(JSON.readTree("""
                {"kind":"client","cid":7,"host":"10.0.0.1","issuer_key":"AKEY","lang":"go","version":"1",
                 "outcome":"refused","reason":"Authentication Failure"}"""));
    }

    @Test
    void withoutAFileNothingIsKept() throws IOException {
        try (AuditLog audit = new AuditLog(LoggingOptions.defaults())) {
            assertThat(audit.isKept()).isFalse();
            audit.record(Outcome.ACCEPTED, who("a", ""), "");
            audit.reopen();
            audit.apply(options(0, 0));
            assertThat(audit.isKept()).isTrue();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void theFileIsRotatedAndStaysJsonLines() throws IOException {
        try (AuditLog audit = new AuditLog(options(1000, 3))) {
            for (int i = 0; i < 50; i++) {
                audit.record(Outcome.ACCEPTED, who("user" + i, ""), "");
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
        assertThat(lines()).isNotEmpty().allMatch(line -> line.has("kind"));
    }

    @Test
    void aFileThatWasMovedAwayIsBegunAnewWhenAsked() throws IOException {
        try (AuditLog audit = new AuditLog(options(0, 0))) {
            Files.move(file, directory.resolve("old"));
            audit.reopen();
            audit.record(Outcome.ACCEPTED, who("a", ""), "");
        }
        assertThat(lines()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeOpenedIsSaid() {
        LoggingOptions nowhere = LoggingOptions.defaults().with(b -> b.auditFile("/nowhere/at/all"));
        assertThatThrownBy(() -> new AuditLog(nowhere))
                .hasMessage("error opening file: open /nowhere/at/all: no such file or directory");
    }

    @Test
    void aServerKeepsTheBooksOfItsLogins() {
        String kept = "audit_log: '" + file + "'\n";
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, waitsForLogins(60) + kept)) {
            login(server, "\"user\":\"app\",\"pass\":\"s3cret\",\"name\":\"good\"")
                    .close();
            refused(server, "\"user\":\"app\",\"pass\":\"wr0ng\"");
            refused(server, "\"auth_token\":\"t0ken\"");
            await(line -> "app".equals(line.path("user").textValue()) && is(line, "accepted"));
            await(line -> "app".equals(line.path("user").textValue())
                    && is(line, "refused")
                    && "Authentication Failure".equals(line.path("reason").textValue()));

            // Only now: those before would be refused for this, too, if the machine were busy for so long.
            server.reload(waitsForLogins(0.1) + kept);
            RawClient silent = RawClient.connect(server.port());
            await(line -> "Authentication Timeout".equals(line.path("reason").textValue()) && is(line, "refused"));
            silent.close();
            assertThat(text()).doesNotContain("s3cret", "wr0ng", "t0ken");

            server.reload(waitsForLogins(60));
            String before = text();
            login(server, "\"user\":\"app\",\"pass\":\"s3cret\"").close();
            assertThat(text()).as("switched off by a reload").isEqualTo(before);
        }
    }

    private static String waitsForLogins(double seconds) {
        return "authorization { timeout: " + seconds + ", users: [{user: app, password: s3cret}] }\n";
    }

    private static RawClient login(NatsProcess server, String members) {
        return RawClient.connect(server.port(), members);
    }

    private static void refused(NatsProcess server, String members) {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send("CONNECT {\"verbose\":false," + members + "}\r\n");
            client.readToEof();
        }
    }

    private void await(Predicate<JsonNode> wanted) {
        Deadline.awaitValue(
                "the books have it", this::text, text -> lines().stream().anyMatch(wanted));
    }

    private static boolean is(JsonNode line, String outcome) {
        return outcome.equals(line.path("outcome").textValue());
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> lines() {
        return text().lines()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(line, e);
                    }
                })
                .toList();
    }

    private static JsonNode without(JsonNode line, String field) {
        ObjectNode copy = line.deepCopy();
        copy.remove(field);
        return copy;
    }

    private LoggingOptions options(long sizeLimit, long files) {
        return LoggingOptions.defaults()
                .with(b ->
                        b.auditFile(file.toString()).auditSizeLimit(sizeLimit).auditMaxNum(files));
    }

    private static ClientInfo who(String user, String name) {
        return new ClientInfo(
                null,
                "10.0.0.1",
                7,
                "A",
                "",
                user,
                name,
                "go",
                "1",
                0,
                "",
                "",
                List.of(),
                null,
                "eyJhbGciOi",
                "AKEY",
                "",
                List.of(),
                "Client",
                "nats");
    }
}
