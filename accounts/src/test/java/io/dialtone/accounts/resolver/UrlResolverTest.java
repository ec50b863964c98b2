package io.dialtone.accounts.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class UrlResolverTest {
    /** That of servers is short for the first request of a process that is at work or stopped for a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/jwt/A", exchange -> {
            byte[] body = "token".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/jwt/SLOW", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('x');
                out.flush();
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/jwt/LONG", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 40; i++) {
                    out.write(new byte[64 * 1024]);
                }
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/jwt";
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private UrlResolver resolver(Duration timeout) {
        return new UrlResolver(url, timeout, null);
    }

    @Test
    void anAnswerIsTheToken() throws ResolverException {
        try (UrlResolver resolver = resolver(PATIENCE)) {
            assertThat(resolver.fetch("A")).isEqualTo("token");
            assertThat(resolver.isReadOnly()).isTrue();
        }
    }

    @Test
    void anotherStatusIsAFailure() {
        try (UrlResolver resolver = resolver(PATIENCE)) {
            assertThatThrownBy(() -> resolver.fetch("B"))
                    .isInstanceOf(ResolverException.class)
                    .hasMessage("could not fetch <\"" + url + "/B\">: 404 Not Found");
            assertThatThrownBy(resolver::probe).isInstanceOf(ResolverException.class);
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsNotWaitedFor() {
        try (UrlResolver resolver = resolver(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> resolver.fetch("SLOW"))
                    .hasMessageContaining("could not fetch <\"" + url + "/SLOW\">")
                    .hasMessageContaining("deadline exceeded");
        }
    }

    @Test
    void anAnswerLongerThanAnyTokenIsNotRead() {
        try (UrlResolver resolver = resolver(PATIENCE)) {
            assertThatThrownBy(() -> resolver.fetch("LONG")).hasMessageContaining("more than 1048576 bytes");
        }
    }

    @Test
    void nobodyThereIsAFailure() {
        server.stop(0);
        try (UrlResolver resolver = resolver(PATIENCE)) {
            assertThatThrownBy(() -> resolver.fetch("A")).hasMessageStartingWith("could not fetch <\"" + url + "/A\">");
        }
    }

    @Test
    void anUnknownSchemeIsAFailure() {
        try (UrlResolver resolver = new UrlResolver("/accounts", UrlResolver.TIMEOUT, null)) {
            assertThatThrownBy(resolver::probe)
                    .hasMessage(
                            "could not fetch <\"/accounts/\">: Get \"/accounts/\": unsupported protocol scheme \"\"");
        }
    }
}
