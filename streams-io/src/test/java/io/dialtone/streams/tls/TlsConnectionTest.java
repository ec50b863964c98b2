package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsConnection.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class TlsConnectionTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("the authority");
    private static TlsOptions plain = TlsOptions.defaults();
    private static TlsOptions verifying = TlsOptions.defaults();

    @BeforeAll
    static void writeFiles(@TempDir Path dir) {
        TestAuthority.Issued server = AUTHORITY.server();
        plain = TlsOptions.builder()
                .certFile(server.writeCertificate(dir.resolve("c.pem")).toString())
                .keyFile(server.writeKey(dir.resolve("k.pem")).toString())
                .build();
        Path ca = AUTHORITY.root().writeCertificate(dir.resolve("ca.pem"));
        verifying = plain.with(b -> b.caFile(ca.toString()).verify(true));
    }

    private static TlsPeer peer(TlsOptions options, TestAuthority.Issued identity) throws TlsConfigurationException {
        return new TlsPeer(options, TlsPeer.trustingClient(identity, "localhost"));
    }

    private static TlsPeer anonymous(TlsOptions options) throws TlsConfigurationException {
        return new TlsPeer(options, TlsPeer.trustingClient(null, "localhost"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String failure(TlsPeer peer) {
        TlsFailure failure = peer.server.failure();
        return failure == null ? "none" : failure.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesExchangeMessages(String version) throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.client.setEnabledProtocols(new String[] {version});
        assertThat(peer.run()).isEqualTo(Progress.NEEDS_INPUT);
        assertThat(peer.server.isEstablished()).isTrue();
        assertThat(peer.server.session().version()).isEqualTo(version.substring(4));

        peer.deliver(peer.encrypt(ascii("PING\r\n")));
        assertThat(peer.plainAtServer.take()).isEqualTo(ascii("PING\r\n"));
        peer.server.send(
                new ByteBuffer[] {ByteBuffer.wrap(ascii("PO")), ByteBuffer.wrap(ascii("NG\r\n"))},
                0,
                2,
                peer.fromServer);
        peer.feedClient(peer.fromServer.take());
        assertThat(peer.plainAtClient.toByteArray()).isEqualTo(ascii("PONG\r\n"));
    }

    @Test
    void namesWhatWasAgreedAsGoDoes() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.client.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
        peer.run();
        assertThat(peer.server.session())
                .isEqualTo(new TlsSession("1.3", "TLS_AES_128_GCM_SHA256", java.util.List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 1000})
    void everySplitOfTheBytesGivesTheSame(int pieces) throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.splitAt = pieces;
        peer.run();
        byte[] message = new byte[70_000];
        new Random(1).nextBytes(message);
        peer.deliver(peer.encrypt(message));
        assertThat(peer.plainAtServer.take()).isEqualTo(message);
    }

    @Test
    void largeTransfersArriveWhole() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.run();
        byte[] message = new byte[5 << 20];
        new Random(2).nextBytes(message);
        peer.deliver(peer.encrypt(message));
        assertThat(peer.plainAtServer.take()).isEqualTo(message);
        peer.server.send(new ByteBuffer[] {ByteBuffer.wrap(message)}, 0, 1, peer.fromServer);
        peer.feedClient(peer.fromServer.take());
        assertThat(peer.plainAtClient.toByteArray()).isEqualTo(message);
    }

    @Test
    void aPlainClientIsToldFromItsFirstFiveBytes() throws Exception {
        TlsPeer peer = anonymous(plain);
        assertThat(peer.deliver(ascii("CONN"))).isEqualTo(Progress.NEEDS_INPUT);
        assertThat(peer.deliver(ascii("E"))).isEqualTo(Progress.FAILED);
        assertThat(failure(peer)).isEqualTo("tls: first record does not look like a TLS handshake");
        assertThat(peer.server.failure().isProbe()).isTrue();
        assertThat(peer.fromServer.take()).isEmpty();
    }

    @Test
    void randomBytesNeverThrow() throws Exception {
        Random random = new Random(3);
        TlsServerContext context = TlsContexts.server(plain);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            if (bytes.length > 5 && i % 2 == 0) {
                bytes[0] = 22;
                bytes[1] = 3;
                bytes[2] = 1;
                bytes[3] = 0;
            }
            TlsConnection connection = new TlsConnection(context);
            TlsPeer.Collected sink = new TlsPeer.Collected();
            Progress progress = connection.advance(ByteBuffer.wrap(bytes), sink, sink);
            assertThat(progress == Progress.FAILED).isEqualTo(connection.failure() != null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void verifyRefusesAClientWithoutCertificate(String version) throws Exception {
        TlsPeer peer = anonymous(verifying);
        peer.client.setEnabledProtocols(new String[] {version});
        peer.run();
        assertThat(failure(peer)).isEqualTo("tls: client didn't provide a certificate");
        assertThat(peer.clientError).hasMessageContaining("fatal alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void verifyTellsWhoCame(String version) throws Exception {
        TlsPeer peer = peer(verifying, AUTHORITY.client("CN=alice,O=Dialtone"));
        peer.client.setEnabledProtocols(new String[] {version});
        peer.run();
        assertThat(failure(peer)).isEqualTo("none");
        assertThat(peer.server.session().peerCertificates())
                .singleElement()
                .satisfies(c -> assertThat(c.subject()).isEqualTo("CN=alice,O=Dialtone"));
    }

    @Test
    void verifyRefusesAnUnknownAuthority() throws Exception {
        // Of the same name, or a client would not even offer its certificate.
        TestAuthority.Issued stranger = new TestAuthority("the authority").client("CN=mallory");
        TlsPeer peer = peer(verifying, stranger);
        peer.run();
        String fingerprint = PeerCertificate.of(stranger.certificate()).certSha256();
        assertThat(failure(peer))
                .isEqualTo("tls: failed to verify certificate: x509: certificate signed by unknown authority "
                        + "(CN=mallory SHA-256: " + fingerprint + ")");
    }

    @Test
    void verifyRefusesAnExpiredCertificate() throws Exception {
        TlsPeer peer = peer(
                verifying,
                AUTHORITY.issue(new TestAuthority.Request().subject("CN=late").validity(Duration.ofHours(-1))));
        peer.run();
        assertThat(failure(peer))
                .startsWith("tls: failed to verify certificate: x509: certificate has expired or is not yet valid: "
                        + "current time ")
                .contains(" is after ");
    }

    @Test
    void verifyRefusesACertificateForServersOnly() throws Exception {
        TlsPeer peer = peer(
                verifying,
                AUTHORITY.issue(new TestAuthority.Request().subject("CN=s").purposes(KeyPurposeId.id_kp_serverAuth)));
        peer.run();
        assertThat(failure(peer)).contains("x509: certificate specifies an incompatible key usage");
    }

    @Test
    void pinnedCertificatesLetOnlyTheListedKeyIn() throws Exception {
        TestAuthority.Issued alice = AUTHORITY.client("CN=alice");
        String pin = PeerCertificate.of(alice.certificate()).spkiSha256();
        TlsOptions pinned = verifying.with(b -> b.pinnedCerts(Set.of(pin)));
        TlsPeer known = peer(pinned, alice);
        known.run();
        assertThat(known.server.isEstablished()).isTrue();

        TlsPeer other = peer(pinned, AUTHORITY.client("CN=alice"));
        assertThat(other.run()).isEqualTo(Progress.FAILED);
        assertThat(failure(other)).isEqualTo("certificate not pinned");
        assertThat(other.server.isEstablished()).isFalse();
    }

    @Test
    void pinnedCertificatesWithoutVerifyRefuseAll() throws Exception {
        TlsPeer peer = anonymous(plain.with(b -> b.pinnedCerts(Set.of("00".repeat(32)))));
        peer.run();
        assertThat(failure(peer)).isEqualTo("certificate not pinned");
    }

    @Test
    void minimumVersionRefusesOlderClients() throws Exception {
        TlsPeer peer = anonymous(plain.with(b -> b.minVersion("1.3")));
        peer.client.setEnabledProtocols(new String[] {"TLSv1.2"});
        peer.run();
        assertThat(failure(peer)).isEqualTo("tls: client offered only unsupported versions: [303]");
        assertThat(peer.clientError).hasMessageContaining("protocol_version");
    }

    @Test
    void saysSoWhenThereIsNoCommonSuite() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.client.setEnabledProtocols(new String[] {"TLSv1.2"});
        peer.client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        peer.run();
        assertThat(failure(peer)).isEqualTo("tls: no cipher suite supported by both client and server");
    }

    @Test
    void configuredSuitesApplyToTls12AndLeaveTls13On() throws Exception {
        TlsOptions one =
                plain.with(b -> b.cipherSuites(java.util.List.of("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")));
        TlsPeer old = anonymous(one);
        old.client.setEnabledProtocols(new String[] {"TLSv1.2"});
        old.run();
        assertThat(old.server.session().cipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        TlsPeer current = anonymous(one);
        current.run();
        assertThat(current.server.session().version()).isEqualTo("1.3");
    }

    @Test
    void theClientsAlertIsNamedAsGoDoes() throws Exception {
        SSLEngine strict = javax.net.ssl.SSLContext.getDefault().createSSLEngine("localhost", 4222);
        strict.setUseClientMode(true);
        TlsPeer peer = new TlsPeer(plain, strict);
        peer.run();
        assertThat(peer.clientError).isNotNull();
        peer.deliver(peer.encrypt(new byte[0]));
        assertThat(failure(peer)).isEqualTo("remote error: tls: unknown certificate");
    }

    @Test
    void aCleanEndIsToldFromAFailure() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.run();
        peer.client.closeOutbound();
        assertThat(peer.deliver(peer.encrypt(new byte[0]))).isEqualTo(Progress.CLOSED);
        assertThat(failure(peer)).isEqualTo("none");
        peer.server.close(peer.fromServer);
        peer.feedClient(peer.fromServer.take());
        assertThat(peer.client.isInboundDone()).isTrue();
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.client.setEnabledProtocols(new String[] {"TLSv1.2"});
        peer.run();
        peer.client.beginHandshake();
        assertThat(peer.deliver(peer.encrypt(new byte[0]))).isEqualTo(Progress.FAILED);
        assertThat(failure(peer)).isEqualTo("tls: no renegotiation");
    }

    @Test
    void aChangedRecordIsRefused() throws Exception {
        TlsPeer peer = anonymous(plain);
        peer.run();
        byte[] record = peer.encrypt(ascii("PING\r\n"));
        record[record.length - 1] ^= 1;
        assertThat(peer.deliver(record)).isEqualTo(Progress.FAILED);
        assertThat(peer.plainAtServer.take()).isEmpty();
    }
}
