package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.security.CredentialsFixture;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Client libraries with creds files, nkeys, bearer tokens and tokens, as their users have them; and with those that are not good. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
class CredentialsTest {

    @TempDir
    Path directory;

    private final CredentialsFixture realm = new CredentialsFixture();

    static Stream<Target> targets() {
        return Target.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void jnatsWithACredsFile(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, realm.operatorConfig())) {
            String file = realm.credsFile(directory).toString();
            talk(server, Nats.credentials(file));
            String wrong = realm.credsFileWithAnotherSeed(directory).toString();
            assertThatThrownBy(() -> connect(server, Nats.credentials(wrong)))
                    .isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> Nats.connect(options(server).build())).isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void jnatsWithAnNkey(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, realm.nkeyConfig())) {
            talk(server, Nats.staticCredentials(null, realm.userSeed().toCharArray()));
            assertThatThrownBy(() -> connect(
                            server,
                            Nats.staticCredentials(null, realm.otherSeed().toCharArray())))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void jnatsAcrossAccounts(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, realm.sharingConfig());
                Connection exporter = Nats.connect(user(server, "a"));
                Connection importer = Nats.connect(user(server, "b"))) {
            exporter.createDispatcher(
                            message -> exporter.publish(message.getReplyTo(), "told".getBytes(StandardCharsets.UTF_8)))
                    .subscribe("svc");
            Subscription events = importer.subscribe("from.a.ev");
            exporter.flush(Deadline.LIMIT);
            importer.flush(Deadline.LIMIT);
            Message answer = importer.request("ask", new byte[0], Deadline.LIMIT);
            assertThat(new String(answer.getData(), StandardCharsets.UTF_8)).isEqualTo("told");
            exporter.publish("ev", new byte[] {1});
            assertThat(events.nextMessage(Deadline.LIMIT).getSubject()).isEqualTo("from.a.ev");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void npmWithCredentialsOfEachKind(Target target) {
        try (NatsProcess server = NatsProcess.start(target, realm.operatorConfig())) {
            node(server, "creds", realm.credsFile(directory).toString());
            node(server, "bearer", realm.bearer());
        }
        try (NatsProcess server = NatsProcess.start(target, realm.nkeyConfig())) {
            node(server, "nkey", realm.userSeed());
        }
        try (NatsProcess server = NatsProcess.start(target, "authorization { token: t0k }")) {
            node(server, "token", "t0k");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theCommandLineWithACredsFile(Target target) {
        try (NatsProcess server = NatsProcess.start(target, realm.operatorConfig())) {
            String file = realm.credsFile(directory).toString();
            assertThat(cli(server, file, "account", "info")).contains("Account", realm.account());
            assertThat(cli(server, file, "pub", "talk", "hello")).contains("Published");
        }
    }

    private static String cli(NatsProcess server, String creds, String... arguments) {
        String[] all = Stream.concat(Stream.of("-s", server.url(), "--creds", creds), Stream.of(arguments))
                .toArray(String[]::new);
        return ClientProgram.start(ClientProgram.CLI.command(all)).succeed();
    }

    private static void node(NatsProcess server, String kind, String value) {
        assertThat(ClientProgram.start(ClientProgram.NODE.command("credentials", server.url(), kind, value))
                        .succeed())
                .contains("ok credentials");
    }

    private static Options user(NatsProcess server, String name) {
        return patient(server).userInfo(name.toCharArray(), "p".toCharArray()).build();
    }

    /** Two seconds to connect: who is refused learns it only then. */
    private static Options.Builder options(NatsProcess server) {
        return new Options.Builder().server(server.url()).noReconnect();
    }

    private static Options.Builder patient(NatsProcess server) {
        return options(server).connectionTimeout(Deadline.LIMIT);
    }

    private static Connection connect(NatsProcess server, AuthHandler credentials) throws Exception {
        return Nats.connect(options(server).authHandler(credentials).build());
    }

    private static void talk(NatsProcess server, AuthHandler credentials) throws Exception {
        try (Connection connection =
                Nats.connect(patient(server).authHandler(credentials).build())) {
            Subscription subscription = connection.subscribe("talk");
            connection.publish("talk", new byte[] {7});
            assertThat(subscription.nextMessage(Deadline.LIMIT).getData()).containsExactly(7);
        }
    }
}
