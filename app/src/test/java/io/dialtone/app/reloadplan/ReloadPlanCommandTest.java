package io.dialtone.app.reloadplan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.testkit.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadPlanCommandTest {
    private static final String RUNNING = """
            port: 4222
            max_payload: 1000
            cluster { name: c, port: 6222, routes: ["nats://127.0.0.1:1"] }
            tls { cert_file: "DIR/server.pem", key_file: "DIR/server-key.pem" }
            authorization { users: [ { user: a, password: secret } ] }
            """;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String running, String next, String... more) throws IOException {
        TestCertificates certificates = new TestCertificates(directory);
        Files.copy(certificates.file("server.pem"), directory.resolve("new.pem"));
        Path before = write("running.conf", running);
        Path after = write("next.conf", next);
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add(before.toString());
        arguments.add(after.toString());
        return new ReloadPlanCommand()
                .run(arguments, InputStream.nullInputStream(), new PrintStream(out), new PrintStream(err));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text.replace("DIR", directory.toString()));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
    }

    @Test
    void eachKeyHasItsEffectAndItsPlace() throws IOException {
        String next = """
                max_payload: 2000
                port: 4222
                cluster { name: c, port: 6222, routes: ["nats://127.0.0.1:2"] }
                tls { cert_file: "DIR/new.pem", key_file: "DIR/server-key.pem" }
                authorization { users: [ { user: a, pass: other } ] }
                """;
        assertThat(run(RUNNING, next)).isZero();
        assertThat(said()).isEqualTo("""
                live       changed  max_payload (next.conf:1)
                live       changed  cluster.routes (next.conf:3)
                reconnect  changed  tls.cert_file (next.conf:4)
                live       changed  authorization.users (next.conf:5)
                """).doesNotContain("secret");
    }

    @Test
    void whatTakesARestartRefusesTheReload() throws IOException {
        String next = RUNNING.replace("port: 4222", "port: 4333\nhttp: 8222");
        assertThat(run(RUNNING, next, "--json")).isEqualTo(1);
        JsonNode plan = new ObjectMapper().readTree(out.toByteArray());
        assertThat(plan.path("accepted").asBoolean()).isFalse();
        assertThat(plan.path("refusals")).isNotEmpty();
        assertThat(plan.path("keys"))
                .extracting(key -> key.path("key").asText() + " "
                        + key.path("change").asText() + " " + key.path("effect").asText())
                .containsExactly("port changed restart", "http added restart");
    }

    @Test
    void aliasesAndOrderAreNoChange() throws IOException {
        assertThat(run("max_connections: 5\nlogtime: true\n", "logtime: true\nmax_conn: 5\n")).isZero();
        assertThat(said()).isEqualTo("Nothing differs.\n");
    }

    @Test
    void aKeyThatGoesIsNamedWhereItWas() throws IOException {
        assertThat(run("debug: true\nmax_payload: 5\n", "debug: true\n")).isZero();
        assertThat(said()).isEqualTo("live       removed  max_payload (running.conf:2)\n");
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedWithItsPlace() throws IOException {
        assertThat(run(RUNNING, "max_payload: nonsense\n")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("next.conf:1:");
        assertThat(out.size()).isZero();
    }
}
