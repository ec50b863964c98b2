package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.conf.CertificatePair;
import io.dialtone.conf.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class TlsContextsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("ca");
    /** For clients that verify RSA only: they do not take a certificate that is signed with anything else either. */
    private static final TestAuthority RSA_AUTHORITY = new TestAuthority("ca", "RSA");

    private static final String PAIR = "error parsing X509 certificate/key pair: ";

    @TempDir
    private Path dir;

    private TestAuthority.Issued issue(String algorithm, String host) {
        return RSA_AUTHORITY.issue(
                new TestAuthority.Request().subject("CN=" + host).dns(host).algorithm(algorithm));
    }

    private TlsOptions files(Path certificate, Path key) {
        return TlsOptions.builder()
                .certFile(certificate.toString())
                .keyFile(key.toString())
                .build();
    }

    private TlsOptions good() {
        TestAuthority.Issued server = AUTHORITY.server();
        return files(server.writeCertificate(dir.resolve("good.pem")), server.writeKey(dir.resolve("good.key")));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static void refused(TlsOptions options, String message) {
        assertThatThrownBy(() -> TlsContexts.server(options))
                .isInstanceOf(TlsConfigurationException.class)
                .hasMessage(message);
    }

    private void refusedWith(UnaryOperator<TlsOptions.Builder> change, String message) {
        refused(good().with(change), message);
    }

    /** What a client that asks for this name is shown. */
    private static String shown(TlsOptions options, String host, String... schemes) throws Exception {
        SSLEngine client = TlsPeer.trustingClient(null, host);
        if (schemes.length > 0) {
            var parameters = client.getSSLParameters();
            parameters.setSignatureSchemes(schemes);
            client.setSSLParameters(parameters);
        }
        TlsPeer peer = new TlsPeer(options, client);
        peer.run();
        assertThat(peer.server.failure()).isNull();
        X509Certificate certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName() + " "
                + certificate.getPublicKey().getAlgorithm();
    }

    @ParameterizedTest
    @CsvSource({"EC, EC", "RSA, RSA", "Ed25519, EdDSA"})
    void servesKeysOfEveryKindInPkcs8(String algorithm, String shown) throws Exception {
        TestAuthority.Issued server = issue(algorithm, "localhost");
        TlsOptions options =
                files(server.writeCertificate(dir.resolve("c.pem")), server.writeKey(dir.resolve("k.pem")));
        assertThat(shown(options, "localhost")).isEqualTo("CN=localhost " + shown);
    }

    @ParameterizedTest
    @CsvSource({"EC, EC PRIVATE KEY", "RSA, RSA PRIVATE KEY"})
    void servesKeysInTheirOwnFormatsBehindOtherBlocks(String algorithm, String label) throws Exception {
        TestAuthority.Issued server = issue(algorithm, "localhost");
        Path certificate = server.writeCertificate(dir.resolve("c.pem"));
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(server.key().getEncoded());
        byte[] inner = info.parsePrivateKey().toASN1Primitive().getEncoded();
        if (algorithm.equals("EC")) {
            // As openssl writes it: the curve stands in the key itself.
            inner = new org.bouncycastle.asn1.sec.ECPrivateKey(
                            256,
                            ((java.security.interfaces.ECPrivateKey) server.key()).getS(),
                            info.getPrivateKeyAlgorithm().getParameters())
                    .getEncoded();
        }
        Path key = TestAuthority.writePem(dir.resolve("k.pem"), label, inner);
        Files.writeString(
                key,
                "some words\n-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + Files.readString(key));
        assertThat(shown(files(certificate, key), "localhost")).startsWith("CN=localhost");
    }

    @Test
    void choosesAmongIdentitiesByNameAndByWhatTheClientVerifies() throws Exception {
        List<CertificatePair> pairs = new java.util.ArrayList<>();
        for (String one : new String[] {"RSA a.example", "EC b.example", "EC *.c.example", "RSA b.example"}) {
            String[] parts = one.split(" ", -1);
            TestAuthority.Issued issued = issue(parts[0], parts[1]);
            pairs.add(new CertificatePair(
                    issued.writeCertificate(dir.resolve("c" + pairs.size())).toString(),
                    issued.writeKey(dir.resolve("k" + pairs.size())).toString()));
        }
        TlsOptions options = TlsOptions.builder().certs(pairs).build();
        assertThat(shown(options, "a.example")).isEqualTo("CN=a.example RSA");
        assertThat(shown(options, "b.example")).isEqualTo("CN=b.example EC");
        assertThat(shown(options, "x.c.example")).isEqualTo("CN=*.c.example EC");
        assertThat(shown(options, "unknown.example")).isEqualTo("CN=a.example RSA");
        assertThat(shown(options, "b.example", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"))
                .isEqualTo("CN=b.example RSA");
    }

    @Test
    void missingFilesAreNamed() {
        refusedWith(b -> b.certFile("/nowhere/c.pem"), PAIR + "open /nowhere/c.pem: no such file or directory");
        refusedWith(b -> b.keyFile("/nowhere/k.pem"), PAIR + "open /nowhere/k.pem: no such file or directory");
        refusedWith(b -> b.caFile("/nowhere/ca.pem"), "open /nowhere/ca.pem: no such file or directory");
        refusedWith(b -> b.certFile("").keyFile("k"), "missing 'cert_file' in TLS configuration");
        refusedWith(b -> b.keyFile(""), "missing 'key_file' in TLS configuration");
    }

    @Test
    void saysInGosWordsWhatIsWrongWithThePair() throws Exception {
        TlsOptions good = good();
        Path text = file("text", "no pem");
        Path key = Path.of(good.keyFile());
        Path certificate = Path.of(good.certFile());
        refused(files(text, key), PAIR + "tls: failed to find any PEM data in certificate input");
        refused(files(certificate, text), PAIR + "tls: failed to find any PEM data in key input");
        refused(
                files(key, key),
                PAIR + "tls: failed to find certificate PEM data in certificate input, "
                        + "but did find a private key; PEM inputs may have been switched");
        refused(
                files(certificate, certificate),
                PAIR + "tls: found a certificate rather than a key in the PEM for the private key");
        Path other = issue("EC", "x").writeKey(dir.resolve("other"));
        refused(files(certificate, other), PAIR + "tls: private key does not match public key");
        Path rsa = issue("RSA", "x").writeKey(dir.resolve("rsa"));
        refused(files(certificate, rsa), PAIR + "tls: private key type does not match public key type");
        Path broken = TestAuthority.writePem(dir.resolve("broken"), "PRIVATE KEY", new byte[] {1, 2, 3});
        refused(files(certificate, broken), PAIR + "tls: failed to parse private key");
    }

    @Test
    void countsTheIdentitiesWhenOneIsBad() {
        TlsOptions good = good();
        CertificatePair pair = new CertificatePair(good.certFile(), good.keyFile());
        refused(
                TlsOptions.builder()
                        .certs(List.of(pair, new CertificatePair("/nowhere", good.keyFile())))
                        .build(),
                "error parsing X509 certificate/key pair 2/2: open /nowhere: no such file or directory");
        refusedWith(
                b -> b.certs(List.of(pair)),
                "error parsing tls config, cannot combine 'cert_file' option with 'certs' option");
    }

    @Test
    void anAuthorityFileNeedsACertificate() throws Exception {
        Path text = file("ca", "no pem");
        refusedWith(b -> b.caFile(text.toString()), "failed to parse root ca certificate");
    }

    @Test
    void unknownAndWeakNamesAreRefused() {
        refusedWith(b -> b.cipherSuites(List.of("TLS_FOO")), "unrecognized cipher TLS_FOO");
        refusedWith(b -> b.curvePreferences(List.of("CurveP999")), "unrecognized curve preference CurveP999");
        refusedWith(
                b -> b.cipherSuites(List.of("TLS_RSA_WITH_RC4_128_SHA", "TLS_ECDHE_RSA_WITH_RC4_128_SHA")),
                "insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: "
                        + "TLS_RSA_WITH_RC4_128_SHA, TLS_ECDHE_RSA_WITH_RC4_128_SHA");
        refusedWith(b -> b.minVersion("1.1"), "error parsing tls config: unsupported TLS version: TLS 1.1");
        refusedWith(b -> b.minVersion("9"), "error parsing tls config: unknown version: 9");
    }

    @Test
    void whatTheRuntimeLacksIsAWarningWhileSomethingIsLeft() throws Exception {
        TlsOptions options = good().with(b -> b.allowInsecureCipherSuites(true)
                .cipherSuites(List.of("TLS_RSA_WITH_RC4_128_SHA"))
                .curvePreferences(List.of("SecP256r1MLKEM768", "CurveP256")));
        assertThat(TlsContexts.server(options).warnings())
                .contains("TLS cipher suite TLS_RSA_WITH_RC4_128_SHA is not supported by this Java runtime");
        assertThat(shown(options, "localhost")).isEqualTo("CN=localhost EC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "CurveP256", "CurveP384", "CurveP521"})
    void everyClassicalCurveWorksAlone(String curve) throws Exception {
        assertThat(shown(good().with(b -> b.curvePreferences(List.of(curve))), "localhost"))
                .isEqualTo("CN=localhost EC");
    }

    @Test
    void monitoringAsksForNoCertificate() throws Exception {
        TlsServerContext context = TlsContexts.server(good().with(b -> b.verify(true)));
        assertThat(context.newEngine().getNeedClientAuth()).isTrue();
        assertThat(context.newMonitoringEngine(false).getNeedClientAuth()).isFalse();
        assertThat(context.newMonitoringEngine(true).getNeedClientAuth()).isTrue();
        assertThat(context.certificateNotAfter()).isNotNull();
    }
}
