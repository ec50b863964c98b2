package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers with the configurations that the tool generates, clients with its credentials, and accounts pushed and pulled. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
@Timeout(300)
class ServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REFUSAL = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void newHome() {
        nsc = new NscHome(home);
        nsc.ok("init", "demo");
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    private Connection connect(NatsProcess server, String account, String user)
            throws IOException, InterruptedException {
        return connect(server, account, user, PATIENCE);
    }

    private Connection connect(NatsProcess server, String account, String user, Duration limit)
            throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(server.url())
                .authHandler(Nats.credentials(nsc.creds("demo", account, user).toString()))
                .connectionTimeout(limit)
                .noReconnect()
                .build());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void usersTalkOnAServerThatHasAllAccountsInItsConfiguration(Target target) throws Exception {
        nsc.ok("add", "export", "-a", "demo", "--service", "-s", "svc.*", "--private");
        nsc.ok("add", "account", "B");
        nsc.ok("add", "user", "-a", "B", "asker");
        Path token = home.resolve("act.jwt");
        nsc.ok("generate", "activation", "-a", "demo", "-s", "svc.x", "-t", "B", "-o", token.toString());
        nsc.ok("add", "import", "-a", "B", "--token", token.toString(), "--local-subject", "theirs");

        try (NatsProcess server = NatsProcess.start(target, nsc.ok("generate", "config", "--mem-resolver"));
                Connection responder = connect(server, "demo", "demo");
                Connection asker = connect(server, "B", "asker")) {
            responder
                    .createDispatcher(request -> responder.publish(request.getReplyTo(), request.getData()))
                    .subscribe("svc.x");
            responder.flush(PATIENCE);
            Message answer = asker.request("theirs", "hello".getBytes(StandardCharsets.UTF_8), PATIENCE);

            assertThat(answer).isNotNull();
            assertThat(answer.getData()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void usersOfAScopedKeyMayDoWhatItsScopeSays(Target target) throws Exception {
        nsc.ok(
                "edit",
                "signing-key",
                "--sk",
                "generate",
                "--role",
                "dev",
                "--allow-pubsub",
                "dev.{{name()}}.>,_INBOX.>");
        nsc.ok("add", "user", "-K", "dev", "ann");

        try (NatsProcess server = NatsProcess.start(target, nsc.ok("generate", "config", "--mem-resolver"));
                Connection ann = connect(server, "demo", "ann")) {
            var mine = ann.subscribe("dev.ann.x");
            ann.publish("dev.ann.x", new byte[1]);
            assertThat(mine.nextMessage(PATIENCE)).isNotNull();
            ann.publish("dev.bob.x", new byte[1]);
            Deadline.awaitValue("refused", ann::getLastError, error -> error != null && error.contains("dev.bob.x"));
        }
    }

    /** Of itself the command gives servers one second, within which a machine at work may not get around to answering. */
    private String push(String... how) {
        return nsc.ok(Stream.concat(Stream.of("push", "--timeout", "30"), Stream.of(how))
                .toArray(String[]::new));
    }

    private String fullResolver() {
        return nsc.ok("generate", "config", "--nats-resolver").replace("allow_delete: false", "allow_delete: true");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void accountsArePushedListedPrunedAndPulled(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, fullResolver())) {
            nsc.ok("edit", "operator", "-u", server.url());
            assertThat(push("-A")).contains("pushed \"demo\" to a total of 1 nats-server");
            connect(server, "demo", "demo").close();

            nsc.ok("add", "account", "extra");
            push();
            String extra = nsc.account("extra", "sub");
            nsc.ok("delete", "account", "extra");
            assertThat(push("--diff")).contains(extra + " only exists in server", "named demo exists");
            assertThat(push("--prune")).contains("deleted 1 accounts");
            assertThat(push("--diff")).doesNotContain(extra);

            String there = nsc.account("demo", "jti");
            nsc.ok("edit", "account", "demo", "--tag", "local");
            nsc.ok("pull", "-A", "--overwrite-newer");
            assertThat(nsc.account("demo", "jti")).isEqualTo(there);
            assertThat(nsc.ok("pull", "-a", "demo")).contains("stored account \"demo\"");
            assertThat(push("--account-removal", "demo")).contains("deleted 1 accounts");
            assertThat(nsc.refused("pull", "-a", "demo")).contains("1 job failed");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aRevocationThatIsPushedEndsConnections(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, fullResolver())) {
            nsc.ok("edit", "operator", "-u", server.url());
            push("-A");
            Connection client = connect(server, "demo", "demo");
            nsc.ok("revocations", "add-user", "-a", "demo", "-n", "demo");
            push("-a", "demo");

            Deadline.await("the client is closed", () -> client.getStatus() == Connection.Status.CLOSED);
            // The client says that it was refused only when all of its time is over.
            assertThatThrownBy(() -> connect(server, "demo", "demo", REFUSAL))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatServersDoNotAnswerIsTold(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, nsc.ok("generate", "config", "--mem-resolver"))) {
            NscHome.Result result = nsc.call("push", "-A", "-u", server.url());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).contains("[ERR ] failed to push account: no server responds");

            NscHome other = new NscHome(home.resolve("other"));
            other.ok("init", "stranger");
            assertThat(other.refused("push", "-A", "-u", server.url())).contains("Authorization Violation");
            String closed = "nats://127.0.0.1:1";
            assertThat(nsc.refused("push", "-A", "-u", closed)).contains("failed to connect: " + closed);
            assertThat(nsc.refused("push", "-A", "-u", "gopher://x")).contains("is not an address");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void serversAreReachedOverTls(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(Files.createDirectories(home.resolve("tls")));
        String config = fullResolver() + certificates.tlsBlock("verify: true\n timeout: 20");
        try (NatsProcess server = NatsProcess.start(target, config)) {
            String url = server.url().replace("127.0.0.1", "localhost");
            assertThat(nsc.refused("push", "-A", "-u", url)).contains("failed to connect");
            assertThat(push(
                            "-A",
                            "-u",
                            url,
                            "--ca-cert",
                            certificates.file("ca.pem").toString(),
                            "--client-cert",
                            certificates.file("client.pem").toString(),
                            "--client-key",
                            certificates.file("client-key.pem").toString()))
                    .contains("pushed \"demo\" to a total of 1 nats-server");
        }
    }
}
