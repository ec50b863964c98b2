package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.security.CredentialsFixture;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools log in with whatever users have. */
@Timeout(300)
class LoginsTest {
    @TempDir
    Path directory;

    /** Two seconds are too few for tools that do it for the first time on a busy machine. */
    private static final String PATIENT = "authorization { timeout: 30 }\n";

    private final CredentialsFixture realm = new CredentialsFixture();

    static Stream<Target> targets() {
        return Target.all();
    }

    private ToolHome home(NatsProcess server) {
        return new ToolHome(directory).at(server);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withCredentialsHoweverTheyAreNamed(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, PATIENT + realm.operatorConfig())) {
            ToolHome home = home(server);
            Path creds = realm.credsFile(directory);
            assertThat(home.ok("account", "info", "--creds", creds.toString())).contains(realm.account());
            home.ok("rtt", "--creds", "file://" + creds);
            String content = Files.readString(creds);
            home.ok(
                    "rtt",
                    "--creds",
                    "data:;base64," + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
            home.with("SECRET", content).ok("rtt", "--creds", "env://SECRET");
            String token = content.split("-----\n")[1].split("\n")[0];
            home.ok("rtt", "--jwt", token, "--seed", realm.userSeed());
            home.with("NATS_CREDS", creds.toString()).ok("rtt");

            ToolHome other = home(server);
            assertThat(other.fails("rtt")).contains("Authorization Violation");
            Path wrong = realm.credsFileWithAnotherSeed(directory);
            assertThat(other.fails("rtt", "--creds", wrong.toString())).contains("Authorization Violation");
            assertThat(other.fails("rtt", "--creds", "no-such-file")).contains("there is no file no-such-file");
            assertThat(other.misused("rtt", "--jwt", token)).contains("--seed");
            other.ok("context", "add", "c", "--creds", creds.toString(), "--server", server.url(), "--select");
            other.ok("rtt");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withAnNkey(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, PATIENT + realm.nkeyConfig())) {
            Path seed = Files.writeString(directory.resolve("user.nk"), realm.userSeed() + "\n");
            home(server).ok("rtt", "--nkey", seed.toString());
            home(server).with("NATS_NKEY", realm.userSeed()).ok("rtt");
            assertThat(home(server).fails("rtt", "--nkey", realm.otherSeed())).contains("Authorization Violation");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withATokenOrAPasswordInTheAddressToo(Target target) {
        try (NatsProcess server = NatsProcess.start(target, "authorization { token: \"s3cret\", timeout: 30 }")) {
            home(server).ok("rtt", "--token", "s3cret");
            home(server).ok("rtt", "--user", "s3cret");
            home(server).ok("rtt", "-s", "nats://s3cret@127.0.0.1:" + server.port());
            assertThat(home(server).fails("rtt", "--token", "x")).contains("Authorization Violation");
        }
        try (NatsProcess server =
                NatsProcess.start(target, "authorization { user: u, password: \"p@:/+\", timeout: 30 }")) {
            String url = "nats://u:p%40%3A%2F+@127.0.0.1:" + server.port();
            home(server).ok("rtt", "-s", url);
            home(server).ok("pub", "x", "y", "-s", "nats://127.0.0.1:1," + url);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void throughTls(Target target) {
        TestCertificates certificates = new TestCertificates(directory);
        String ca = certificates.file("ca.pem").toString();
        String patient = "timeout: 30\n";
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(patient + "verify: true"))) {
            String[] identity = {
                "--tlsca",
                ca,
                "--tlscert",
                certificates.file("client.pem").toString(),
                "--tlskey",
                certificates.file("client-key.pem").toString()
            };
            assertThat(home(server)
                            .ok(Stream.concat(Stream.of("account", "info"), Stream.of(identity))
                                    .toArray(String[]::new)))
                    .containsPattern("TLS Connection: TLSv1\\.[23] using ");
            assertThat(home(server).fails("rtt")).contains("TLS");
            assertThat(home(server).fails("rtt", "--tlsca", ca)).isNotEmpty();
        }
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(patient + "handshake_first: true"))) {
            home(server).ok("rtt", "--tlsca", ca, "--tlsfirst");
        }
        try (NatsProcess server = NatsProcess.start(target, "")) {
            assertThat(home(server).fails("rtt", "--tlsca", ca)).contains("the server does not speak TLS");
        }
    }
}
