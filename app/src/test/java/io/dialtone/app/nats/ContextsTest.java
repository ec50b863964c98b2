package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings of connections under names, shared with the {@code nats} command line. */
@Timeout(300)
class ContextsTest {
    @TempDir
    Path directory;

    private ToolHome home;

    @BeforeEach
    void newHome() {
        home = new ToolHome(directory);
    }

    private Path file(String name) {
        return directory.resolve(".config/nats/context").resolve(name + ".json");
    }

    @Test
    void aContextIsMadeShownChangedCopiedAndRemoved() throws IOException {
        home.ok(
                "context",
                "add",
                "one",
                "--server",
                "nats://a:1",
                "--user",
                "u",
                "--password",
                "secret",
                "--description",
                "first");
        assertThat(home.ok("ctx", "show", "one"))
                .contains(
                        "NATS Configuration Context \"one\"",
                        "Description: first",
                        "Server URLs: nats://a:1",
                        "Username: u")
                .doesNotContain("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("one"))))
                .isEqualTo("rw-------");

        home.ok("context", "edit", "one", "--creds", "/some/file", "--tlsfirst");
        JsonNode json = home.json("context", "show", "one", "--json");
        assertThat(json.path("creds").asText()).isEqualTo("/some/file");
        assertThat(json.path("user").asText()).isEmpty();
        assertThat(json.path("tls_first").asBoolean()).isTrue();
        assertThat(json.path("description").asText()).isEqualTo("first");

        home.ok("context", "copy", "one", "two", "--description", "second");
        assertThat(home.fails("context", "copy", "one", "two")).contains("already exists");
        assertThat(home.ok("context", "ls", "--names")).isEqualTo("one\ntwo\n");
        home.ok("context", "rm", "one");
        assertThat(home.json("context", "ls", "--json").findValuesAsText("name"))
                .containsExactly("two");
        assertThat(home.fails("context", "rm", "one")).isEqualTo("dialtone context rm: unknown context \"one\"\n");
    }

    @Test
    void oneIsSelectedAndTheOneBeforeItFoundAgain() {
        assertThat(home.fails("context", "show")).contains("no context is selected");
        home.ok("context", "add", "one", "--server", "nats://a:1", "--select");
        home.ok("context", "add", "two", "--server", "nats://b:2");
        home.ok("context", "select", "two");
        assertThat(home.ok("context", "ls")).contains("│ two* │").contains("│ one  │");
        assertThat(home.ok("context", "previous")).contains("Context \"one\"");
        assertThat(home.fails("context", "rm", "one")).contains("selected");
        home.ok("context", "unselect");
        assertThat(home.fails("context", "show")).contains("no context is selected");
        assertThat(home.fails("context", "select", "three")).contains("unknown context");
        assertThat(home.fails("context", "add", "../x")).contains("invalid context name");
    }

    @Test
    void whatThisProgramDoesNotKnowStaysInTheFile() throws IOException {
        home.ok("context", "add", "one", "--server", "nats://a:1");
        Files.writeString(
                file("one"), "{\"url\":\"nats://a:1\",\"novelty\":{\"x\":[1]},\"windows_cert_store\":\"machine\"}");
        home.ok("context", "edit", "one", "--server", "nats://b:1");
        JsonNode json = home.json("context", "show", "one", "--json");
        assertThat(json.path("novelty").toString()).isEqualTo("{\"x\":[1]}");
        assertThat(json.path("windows_cert_store").asText()).isEqualTo("machine");
        Files.writeString(file("one"), "{");
        assertThat(home.fails("context", "show", "one")).contains("context \"one\" cannot be read");
    }

    @Test
    void anEditorChangesTheFile() throws IOException {
        Path editor = Files.writeString(
                directory.resolve("editor"), "#!/bin/sh\nsed -i s/nats:..a/nats:\\\\/\\\\/c/ \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        home.ok("context", "add", "one", "--server", "nats://a:1");
        assertThat(home.fails("context", "edit", "one")).contains("EDITOR");
        assertThat(home.with("EDITOR", editor.toString()).ok("context", "edit", "one"))
                .contains("nats://c:1");
    }

    @TestFactory
    Stream<DynamicTest> optionsGoBeforeVariablesAndThoseBeforeTheContext() {
        return SharedServer.ownServer("authorization { user: u, password: p, timeout: 30 }", server -> {
            home.ok("context", "add", "good", "--server", server.url(), "--user", "u", "--password", "p");
            home.ok("context", "add", "bad", "--server", server.url(), "--user", "u", "--password", "no", "--select");
            assertThat(home.fails("rtt")).contains("Authorization Violation");
            home.ok("rtt", "--context", "good");
            ToolHome variables = new ToolHome(directory).with("NATS_CONTEXT", "good");
            variables.ok("rtt");
            variables.with("NATS_USER", "x").with("NATS_PASSWORD", "y");
            assertThat(variables.fails("rtt")).contains("Authorization Violation");
            variables.ok("rtt", "--user", "u", "--password", "p");
            assertThat(home.fails("rtt", "--no-context", "--context", "none")).contains("unknown context");
            assertThat(home.ok("context", "show", "good", "--connect")).contains("good");
            assertThat(home.call("context", "validate", "--connect").out()).contains("bad: ", "good: ");
        });
    }

    @TestFactory
    Stream<DynamicTest> theOtherToolReadsOursAndWeItsOwn() {
        return SharedServer.ownServer("authorization { user: u, password: p, timeout: 30 }", server -> {
            home.ok("context", "add", "ours", "--server", server.url(), "--user", "u", "--password", "p", "--select");
            assertThat(natsTool(server, "rtt")).contains(server.url());
            assertThat(natsTool(server, "context", "ls", "--names")).contains("ours");
            assertThat(natsTool(server, "context", "info", "ours", "--json")).contains("\"user\": \"u\"");

            natsTool(server, "context", "add", "theirs", "--server", server.url(), "--user", "u", "--password", "p");
            natsTool(server, "context", "select", "theirs");
            assertThat(home.ok("context", "show")).contains("Context \"theirs\"");
            assertThat(home.ok("rtt")).contains(server.url());
            home.ok("context", "edit", "theirs", "--description", "changed here");
            assertThat(natsTool(server, "context", "info", "theirs")).contains("changed here");
            home.ok("context", "previous");
            assertThat(natsTool(server, "context", "ls")).contains("ours*");
        });
    }

    private String natsTool(NatsProcess server, String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "XDG_CONFIG_HOME=" + directory.resolve(".config")));
        command.addAll(ClientProgram.CLI.command(arguments));
        assertThat(server.isAlive()).isTrue();
        return ClientProgram.start(command).succeed();
    }
}
