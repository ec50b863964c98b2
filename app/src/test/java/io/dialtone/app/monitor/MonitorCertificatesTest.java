package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitoring port that demands certificates. */
class MonitorCertificatesTest {

    @TempDir
    private Path directory;

    @Test
    void onlyWhoShowsACertificateMayLookAndAReloadChangesThat() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String https = certificates.tlsBlock("") + "https: '127.0.0.1:-1'\n";
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, https + "https_verify: true\n", "-m", "0")) {
            URI varz = URI.create(server.ports().path("monitoring").path(0).asText() + "/varz");
            assertThat(get(certificates.client(), varz)).isEqualTo(200);
            assertThatThrownBy(() -> get(certificates.anonymousClient(), varz)).isInstanceOf(IOException.class);
            server.reload(https);
            assertThat(get(certificates.anonymousClient(), varz)).isEqualTo(200);
        }
    }

    private static int get(SSLContext tls, URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
