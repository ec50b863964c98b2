package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS on the client port, in all its forms, with bytes instead of a client library. */
class TlsTest {

    private static final String CONNECT = "CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n";

    @TempDir
    Path directory;

    private TestCertificates certificates;

    static Stream<Target> targets() {
        return Target.all();
    }

    @BeforeEach
    void makeCertificates() {
        certificates = new TestCertificates(directory);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void afterInfo(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(""));
                RawClient client = RawClient.open(server.port())) {
            JsonNode info = client.readInfo();
            assertThat(info.path("tls_required").asBoolean()).isTrue();
            assertThat(info.has("tls_verify")).isFalse();
            assertThat(info.has("tls_available")).isFalse();
            client.startTls(certificates.anonymousClient().getSocketFactory());
            client.send(CONNECT).expect("PONG\r\n");
            assertThat(client.readInfo().path("tls_required").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aPlainClientIsClosedInSilence(Target target) {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(""));
                RawClient client = RawClient.connect(server.port())) {
            client.send(CONNECT);
            assertThat(client.readToEof()).doesNotContain("-ERR").doesNotContain("PONG");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aHandshakeThatNeverComesTimesOut(Target target) {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("timeout: 1"));
                RawClient client = RawClient.connect(server.port())) {
            client.expectEof();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withoutTheDemandedCertificateThereIsNoConnection(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("verify: true"));
                RawClient refused = RawClient.open(server.port());
                RawClient accepted = RawClient.open(server.port())) {
            assertThat(refused.readInfo().path("tls_verify").asBoolean()).isTrue();
            assertThatThrownBy(() -> {
                        refused.startTls(certificates.anonymousClient().getSocketFactory());
                        refused.send(CONNECT).expect("PONG\r\n");
                    })
                    .isNotNull();
            server.awaitLog("TLS handshake error");
            accepted.readInfo();
            accepted.startTls(certificates.client().getSocketFactory());
            accepted.send(CONNECT).expect("PONG\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void plainAndTlsOnOnePort(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("") + "allow_non_tls: true");
                RawClient plain = RawClient.open(server.port());
                RawClient secure = RawClient.open(server.port())) {
            JsonNode info = plain.readInfo();
            assertThat(info.path("tls_available").asBoolean()).isTrue();
            assertThat(info.has("tls_required")).isFalse();
            plain.send(CONNECT).expect("PONG\r\n");
            secure.readInfo();
            secure.startTls(certificates.anonymousClient().getSocketFactory());
            secure.send(CONNECT).expect("PONG\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handshakeFirst(Target target) throws IOException {
        SSLSocketFactory factory = certificates.anonymousClient().getSocketFactory();
        // The time of both: of the one who is silent, and of the other for a handshake on a busy machine.
        try (NatsProcess server =
                        NatsProcess.start(target, certificates.tlsBlock("handshake_first: true\ntimeout: 5"));
                RawClient silent = RawClient.open(server.port());
                RawClient secure = RawClient.open(server.port())) {
            secure.startTls(factory);
            assertThat(secure.readInfo().path("tls_required").asBoolean()).isTrue();
            secure.send(CONNECT).expect("PONG\r\n");
            silent.expectEof();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handshakeFirstForThoseWhoBeginWithIt(Target target) throws IOException {
        SSLSocketFactory factory = certificates.anonymousClient().getSocketFactory();
        // Whoever begins later than that is told in clear what server this is.
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock("handshake_first: \"5s\""));
                RawClient waiting = RawClient.open(server.port());
                RawClient first = RawClient.open(server.port())) {
            first.startTls(factory);
            first.readInfo();
            first.send(CONNECT).expect("PONG\r\n");
            assertThat(waiting.readInfo().path("tls_required").asBoolean()).isTrue();
            waiting.startTls(factory);
            waiting.send(CONNECT).expect("PONG\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void certificatesThatAreNotPinnedAreRefused(Target target) throws IOException {
        String pinned = "verify: true\npinned_certs: [ \"" + "ab".repeat(32) + "\" ]";
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(pinned));
                RawClient client = RawClient.connect(server.port())) {
            assertThatThrownBy(() -> {
                        client.startTls(certificates.client().getSocketFactory());
                        client.send(CONNECT).expect("PONG\r\n");
                    })
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void messagesOfAllSizesTravelEncrypted(Target target) throws IOException {
        try (NatsProcess server = NatsProcess.start(target, certificates.tlsBlock(""));
                RawClient client = RawClient.connect(server.port())) {
            client.startTls(certificates.anonymousClient().getSocketFactory());
            client.send("CONNECT {\"verbose\":false}\r\nSUB foo 1\r\n").flush();
            for (int size : new int[] {0, 1, 100, 16_383, 16_384, 16_385, 500_000, 1024 * 1024}) {
                String payload = "z".repeat(size);
                client.send("PUB foo " + size + "\r\n" + payload + "\r\n");
                client.expect("MSG foo 1 " + size + "\r\n" + payload + "\r\n");
            }
            client.flush();
        }
    }
}
