package io.dialtone.app.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class TlsModesTest {
    private static final byte[] HALF_A_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1};

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = new TestCertificates(directory);
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    private static NatsProcess start(Target target, String block, String more) {
        return NatsProcess.start(target, certificates.tlsBlock(block) + more, "-D");
    }

    private static RawClient secured(RawClient client, SSLContext context) throws IOException {
        client.startTls(context.getSocketFactory());
        return client;
    }

    /** INFO in clear, then TLS. */
    private static RawClient upgraded(NatsProcess server, SSLContext context) throws IOException {
        return secured(RawClient.connect(server.port()), context);
    }

    private static RawClient upgraded(NatsProcess server) throws IOException {
        return upgraded(server, certificates.anonymousClient());
    }

    private static void talk(RawClient client, String members) {
        client.send("CONNECT {\"verbose\":false,\"pedantic\":false" + members + "}\r\nPING\r\n")
                .expect("PONG\r\n");
    }

    private static void refusesHandshake(NatsProcess server, SSLContext context) {
        try (RawClient client = RawClient.connect(server.port())) {
            // In TLS 1.3 the client is done before the server has looked at its certificate.
            assertThatThrownBy(() -> {
                        SSLSocket socket = client.startTls(context.getSocketFactory());
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static JsonNode onlyConnection(NatsProcess server) {
        return server.monitor("/connz?auth=true").path("connections").path(0);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsFollowsInfoAndCarriesEverything(Target target) throws Exception {
        try (NatsProcess server = start(target, "", "");
                RawClient client = RawClient.open(server.port())) {
            JsonNode info = client.readInfo();
            assertThat(info.path("tls_required").asBoolean()).isTrue();
            assertThat(info.has("tls_available")).isFalse();
            secured(client, certificates.anonymousClient());
            talk(client, "");
            String payload = "x".repeat(1_000_000);
            client.send("SUB big 1\r\nPUB big 1000000\r\n" + payload + "\r\nPING\r\n");
            client.expect("MSG big 1 1000000\r\n");
            assertThat(client.read(1_000_002)).isEqualTo(payload + "\r\n");
            client.expect("PONG\r\n");

            JsonNode shown = onlyConnection(server);
            assertThat(shown.path("tls_version").asText()).isEqualTo("1.3");
            assertThat(shown.path("tls_cipher_suite").asText()).startsWith("TLS_AES_");
            assertThat(shown.has("tls_first")).isFalse();
            server.awaitLog("TLS handshake complete");
            server.awaitLog("TLS version 1.3, cipher suite TLS_AES_");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aClientThatReadsSlowlyThroughASmallWindowGetsAll(Target target) throws Exception {
        try (NatsProcess server = start(target, "", "");
                RawClient slow =
                        RawClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 2048);
                RawClient fast = upgraded(server)) {
            slow.readInfo();
            secured(slow, certificates.anonymousClient());
            talk(slow, "");
            slow.send("SUB s 1\r\nPING\r\n").expect("PONG\r\n");
            talk(fast, "");
            for (int i = 0; i < 20; i++) {
                fast.send("PUB s 100000\r\n" + (char) ('a' + i) + "y".repeat(99_999) + "\r\n");
            }
            fast.flush();
            for (int i = 0; i < 20; i++) {
                slow.expect("MSG s 1 100000\r\n" + (char) ('a' + i));
                assertThat(slow.read(100_001)).isEqualTo("y".repeat(99_999) + "\r\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aPlainClientIsClosedWithoutAWord(Target target) {
        try (NatsProcess server = start(target, "", "");
                RawClient client = RawClient.connect(server.port())) {
            client.sendUntilClosed("CONNECT {}\r\nPING\r\n");
            client.expectEof();
            server.awaitLog("\\[DBG\\].*TLS handshake error: tls: first record does not look like a TLS handshake");
            server.awaitLog("Client connection closed: TLS Handshake Failure");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTlsClientOnAPlainPortFails(Target target) {
        try (NatsProcess server = NatsProcess.start(target, "", "-D")) {
            refusesHandshake(server, certificates.anonymousClient());
            try (RawClient client = RawClient.connect(server.port(), "")) {
                client.send("PING\r\n").expect("PONG\r\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void silenceAndHalfAHandshakeEndInTime(Target target) {
        try (NatsProcess server = start(target, "timeout: 0.3", "");
                RawClient silent = RawClient.connect(server.port());
                RawClient half = RawClient.connect(server.port())) {
            half.send(HALF_A_HELLO);
            silent.expectEof();
            half.expectEof();
            server.awaitLog("Client connection closed: TLS Handshake Failure(?s:.*)"
                    + "Client connection closed: TLS Handshake Failure");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theTimeForCredentialsBeginsBehindTls(Target target) throws Exception {
        try (NatsProcess server = start(target, "", "authorization { user: a, password: b, timeout: 0.5 }");
                RawClient client = upgraded(server)) {
            client.expect("-ERR 'Authentication Timeout'\r\n").expectEof();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whereTlsIsAllowedBothWaysWork(Target target) throws Exception {
        try (NatsProcess server = start(target, "", "allow_non_tls: true")) {
            try (RawClient plain = RawClient.open(server.port())) {
                JsonNode info = plain.readInfo();
                assertThat(info.path("tls_available").asBoolean()).isTrue();
                assertThat(info.has("tls_required")).isFalse();
                talk(plain, "");
            }
            try (RawClient tls = upgraded(server)) {
                talk(tls, "");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whereTlsIsAllowedAPlainClientMayTakeItsTime(Target target) {
        try (NatsProcess server = start(target, "timeout: 0.3", "allow_non_tls: true");
                RawClient late = RawClient.connect(server.port())) {
            server.monitor("/connz");
            talk(late, "");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handshakeFirstSaysNothingInClear(Target target) throws Exception {
        // The time of both: of the one who is silent, and of the other for a handshake on a busy machine.
        try (NatsProcess server = start(target, "handshake_first: true, timeout: 5", "");
                RawClient tls = secured(RawClient.open(server.port()), certificates.anonymousClient())) {
            assertThat(tls.readInfo().path("tls_required").asBoolean()).isTrue();
            talk(tls, "");
            assertThat(onlyConnection(server).path("tls_first").asBoolean()).isTrue();
            try (RawClient plain = RawClient.open(server.port())) {
                plain.expectEof();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handshakeFirstWithADelayTakesBoth(Target target) throws Exception {
        SSLContext context = certificates.anonymousClient();
        // Whoever begins later than that is told in clear what server this is.
        try (NatsProcess server = start(target, "handshake_first: \"5s\"", "");
                RawClient first = secured(RawClient.open(server.port()), context);
                RawClient second = upgraded(server, context)) {
            first.readInfo();
            talk(first, "");
            talk(second, "");
            JsonNode connections = server.monitor("/connz").path("connections");
            assertThat(connections.findValues("tls_first")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void verifyDemandsACertificateOfTheAuthority(Target target) throws Exception {
        TestCertificates strangers = new TestCertificates(Files.createTempDirectory(directory, "strangers"));
        try (NatsProcess server = start(target, "verify: true", "")) {
            try (RawClient known = upgraded(server, certificates.client())) {
                talk(known, "");
                JsonNode certificate =
                        onlyConnection(server).path("tls_peer_certs").path(0);
                assertThat(certificate.path("subject").asText()).isEqualTo("CN=derek,OU=Clients,O=Dialtone");
                assertThat(certificate.path("spki_sha256").asText()).hasSize(64);
                assertThat(certificate.path("cert_sha256").asText()).hasSize(64);
            }
            refusesHandshake(server, certificates.anonymousClient());
            server.awaitLog("\\[ERR\\].*TLS handshake error: tls: client didn't provide a certificate");
            // This one does not trust the server, and says so.
            refusesHandshake(server, strangers.client());
            server.awaitLog("\\[ERR\\].*TLS handshake error: remote error: tls: ");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void verifyAndMapFindsTheUserByEmailAndByName(Target target) throws Exception {
        for (String user : new String[] {"derek@example.com", "O=Dialtone,OU=Clients,CN=derek"}) {
            String users = "authorization { users: [ { user: \"" + user + "\", permissions: { publish: a } } ] }";
            try (NatsProcess server = start(target, "verify_and_map: true", users);
                    RawClient client = upgraded(server, certificates.client())) {
                talk(client, "");
                client.send("PUB a 0\r\n\r\nPUB b 0\r\n\r\n")
                        .expect("-ERR 'Permissions Violation for Publish to \"b\"'\r\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void verifyAndMapRefusesWhoIsNoUser(Target target) throws Exception {
        try (NatsProcess server =
                        start(target, "verify_and_map: true", "authorization { users: [ { user: other } ] }");
                RawClient client = upgraded(server, certificates.client())) {
            client.send("CONNECT {}\r\nPING\r\n")
                    .expect("-ERR 'Authorization Violation'\r\n")
                    .expectEof();
            server.awaitLog("User in cert \\[\"CN=derek,OU=Clients,O=Dialtone\"\\], not found");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void pinnedCertificatesDecideAlsoAfterAReload(Target target) throws Exception {
        String pin;
        try (NatsProcess server = start(target, "verify: true", "");
                RawClient client = upgraded(server, certificates.client())) {
            talk(client, "");
            pin = onlyConnection(server)
                    .path("tls_peer_certs")
                    .path(0)
                    .path("spki_sha256")
                    .asText();
        }
        String other = "00".repeat(32);
        String pinned = "verify: true, pinned_certs: [\"" + pin.toUpperCase(Locale.ROOT) + "\"]";
        try (NatsProcess server = start(target, "verify: true, pinned_certs: [\"" + other + "\"]", "")) {
            refusesHandshake(server, certificates.client());
            server.awaitLog("\\[ERR\\].*TLS handshake error: certificate not pinned");
            server.reload(certificates.tlsBlock(pinned));
            try (RawClient client = upgraded(server, certificates.client())) {
                talk(client, "");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void moreHandshakesThanTheRateAreSentAway(Target target) throws Exception {
        // The time of those who are silent, and of the one who is not for a handshake on a busy machine.
        try (NatsProcess server = start(target, "connection_rate_limit: 1, timeout: 5", "");
                RawClient in = upgraded(server)) {
            talk(in, "");
            List<RawClient> more = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                more.add(RawClient.connect(server.port()));
            }
            String said = "";
            for (RawClient client : more) {
                said += client.readToEof();
                client.close();
            }
            assertThat(said).contains("-ERR 'Connection throttling is active. Please try again later.'\r\n");
            server.awaitLog("\\[WRN\\] Rejected \\d+ connections due to TLS rate limiting");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theMinimumVersionHolds(Target target) throws Exception {
        try (NatsProcess server = start(target, "min_version: \"1.3\"", "");
                RawClient client = RawClient.connect(server.port())) {
            SSLSocketFactory old = new OldVersion(certificates.anonymousClient().getSocketFactory());
            assertThatThrownBy(() -> client.startTls(old)).isInstanceOf(IOException.class);
            server.awaitLog("TLS handshake error: tls: client offered only unsupported versions: \\[303\\]");
        }
    }
}
