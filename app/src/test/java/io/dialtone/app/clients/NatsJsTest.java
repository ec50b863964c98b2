package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The npm client: what goes beyond the common round of {@link OtherLanguagesTest}. */
class NatsJsTest {

    @TempDir
    Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void subscriptionsSurviveARestartOfTheServer(Target target) {
        NatsProcess first = NatsProcess.start(target, "");
        try {
            ClientProgram.Run client = ClientProgram.start(ClientProgram.NODE.command("reconnect", first.url()));
            client.awaitOutput("ready");
            first.close();
            try (NatsProcess second = first.startAgain()) {
                assertThat(client.succeed()).as(second.url()).contains("ok reconnect");
            }
        } finally {
            first.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theClientHearsOfLameDuckMode() {
        return SharedServer.ownServer("lame_duck_duration: 30s\nlame_duck_grace_period: 1s", server -> {
            ClientProgram.Run client = ClientProgram.start(ClientProgram.NODE.command("lameDuck", server.url()));
            client.awaitOutput("ready");
            server.signal("USR2");
            assertThat(client.succeed()).contains("ok lameDuck");
            assertThat(server.awaitExit()).isZero();
        });
    }

    @TestFactory
    Stream<DynamicTest> usersAndPermissions() {
        String config =
                "authorization { users: [ { user: u, password: p, permissions: { publish: { deny: forbidden } } } ] }";
        return SharedServer.ownServer(
                config,
                server -> assertThat(round("user", server.url(), "u", "p")).contains("ok user"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tls(Target target) {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("verify: true"))) {
            String[] files = Stream.of("ca.pem", "client.pem", "client-key.pem")
                    .map(name -> certificates.file(name).toString())
                    .toArray(String[]::new);
            assertThat(round("tls", local(server), files[0], files[1], files[2]))
                    .contains("ok tls");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsBeforeInfo(Target target) {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("handshake_first: true"))) {
            assertThat(round(
                            "tlsFirst",
                            local(server),
                            certificates.file("ca.pem").toString()))
                    .contains("ok tlsFirst");
        }
    }

    private static String local(NatsProcess server) {
        return "nats://localhost:" + server.port();
    }

    private static String round(String... arguments) {
        return ClientProgram.start(ClientProgram.NODE.command(arguments)).succeed();
    }
}
