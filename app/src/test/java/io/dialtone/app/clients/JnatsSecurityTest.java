package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java client with credentials, permissions and TLS. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
@Timeout(300)
class JnatsSecurityTest {

    private static final String USERS = """
            authorization {
              timeout: 60
              users: [
                { user: alice, password: secret }
                { user: bob, password: secret, permissions: { publish: "b.>", subscribe: "b.>" } }
              ]
            }
            """;

    @TempDir
    Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void usersConnectWithTheirPasswordOnly(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, USERS)) {
            talk(options(server).userInfo("alice".toCharArray(), "secret".toCharArray()));
            assertThatThrownBy(() -> Nats.connect(options(server)
                            .userInfo("alice".toCharArray(), "wrong".toCharArray())
                            .build()))
                    .isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> Nats.connect(options(server).build())).isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tokensConnect(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "authorization { token: t0k, timeout: 60 }")) {
            talk(options(server).token("t0k".toCharArray()));
            assertThatThrownBy(() -> Nats.connect(
                            options(server).token("other".toCharArray()).build()))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void violationsAreReportedAndTheConnectionStays(Target target) throws Exception {
        List<String> errors = new CopyOnWriteArrayList<>();
        ErrorListener listener = new ErrorListener() {
            @Override
            public void errorOccurred(Connection connection, String error) {
                errors.add(error);
            }
        };
        try (NatsProcess server = NatsProcess.start(target, USERS);
                Connection connection = Nats.connect(options(server)
                        .connectionTimeout(Deadline.LIMIT)
                        .userInfo("bob".toCharArray(), "secret".toCharArray())
                        .errorListener(listener)
                        .build())) {
            connection.publish("forbidden", new byte[0]);
            connection.subscribe("closed.>");
            Deadline.awaitValue("both violations were reported", () -> errors, all -> all.size() == 2);
            assertThat(errors)
                    .containsExactly(
                            "Permissions Violation for Publish to \"forbidden\"",
                            "Permissions Violation for Subscription to \"closed.>\"");
            assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsAfterInfo(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(""))) {
            talk(options(server).sslContext(certificates.anonymousClient()));
            assertThatThrownBy(() -> Nats.connect(options(server).build())).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsBeforeInfo(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("handshake_first: true"))) {
            talk(options(server).sslContext(certificates.anonymousClient()).tlsFirst());
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void clientCertificates(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("verify: true"))) {
            talk(options(server).sslContext(certificates.client()));
            assertThatThrownBy(() -> Nats.connect(options(server)
                            .sslContext(certificates.anonymousClient())
                            .build()))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void certificatesAsUsers(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String config = certificates.tlsBlock("verify_and_map: true")
                + "authorization { users: [ { user: \"derek@example.com\", permissions: { publish: \">\", subscribe: \">\" } } ] }";
        try (NatsProcess server = NatsProcess.start(target, config)) {
            talk(options(server).sslContext(certificates.client()));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsAndPlainOnOnePort(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("") + "allow_non_tls: true")) {
            talk(options(server).sslContext(certificates.anonymousClient()));
            talk(options(server));
        }
    }

    /** Two seconds to connect: who is refused learns it only then. */
    private static Options.Builder options(NatsProcess server) {
        return new Options.Builder().server("nats://localhost:" + server.port()).noReconnect();
    }

    private static void talk(Options.Builder options) throws Exception {
        try (Connection connection =
                Nats.connect(options.connectionTimeout(Deadline.LIMIT).build())) {
            Subscription subscription = connection.subscribe("talk");
            byte[] payload = new byte[100_000];
            connection.publish("talk", payload);
            assertThat(subscription.nextMessage(Deadline.LIMIT).getData()).isEqualTo(payload);
        }
    }
}
