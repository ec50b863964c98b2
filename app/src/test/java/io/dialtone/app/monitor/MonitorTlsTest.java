package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MonitorTlsTest {

    private static SSLContext tls;
    private static MonitorServer server;

    @BeforeAll
    static void start() throws Exception {
        tls = selfSigned();
        server = MonitorServer.start(
                        new FakeSource(),
                        new MonitorOptions("127.0.0.1", 0, "", tls::createSSLEngine, "dialtone", MonitorAccess.open()),
                        new ServerLog())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void endpointsAnswerOverTls() throws IOException {
        assertThat(server.scheme()).isEqualTo("https");
        RawHttp.Response response = request("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void longDocumentsComeWhole() throws IOException {
        RawHttp.Response response = request("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body()).contains("gnatsd_varz_connections").endsWith("\n");
    }

    @Test
    void plainRequestsAreToldSo() {
        RawHttp.Response response = RawHttp.get(server.port(), "/varz");
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("Client sent an HTTP request to an HTTPS server.\n");
    }

    private static RawHttp.Response request(String text) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            return RawHttp.exchange(socket, text);
        }
    }

    private static SSLContext selfSigned() throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = certificate(keys);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static X509Certificate certificate(KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        X500Principal name = new X500Principal("CN=monitor");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(3600)),
                name,
                keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
