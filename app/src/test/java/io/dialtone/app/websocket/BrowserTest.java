package io.dialtone.app.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page in a real browser, without a window; skipped where no Chromium is found. */
@Timeout(300)
class BrowserTest {
    private static final Path LIBRARY = Path.of("target/clients/node/node_modules/nats.ws/esm/nats.js");

    private static String browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Tool.onPath(name).stream())
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> Tool.missing("no Chromium on the PATH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compression: false", "compression: true"})
    void aPageTalks(String compression) throws Exception {
        String browser = browser();
        ClientProgram.NODE.command();
        CompletableFuture<String> result = new CompletableFuture<>();
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Not a directory of JUnit: a browser that is ended still writes there.
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser-");
        String origin = "http://127.0.0.1:" + pages.getAddress().getPort();
        pages.createContext("/", exchange -> serve(exchange, result));
        pages.start();
        try (NatsProcess server = NatsProcess.start(
                Target.DIALTONE,
                "websocket { listen: \"127.0.0.1:-1\", no_tls: true, allowed_origins: [ \"" + origin + "\" ], "
                        + compression + " }")) {
            ClientProgram.Run run = ClientProgram.start(List.of(
                    browser,
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--user-data-dir=" + profile,
                    origin + "/?servers=ws://127.0.0.1:" + FrameClient.port(server)));
            try {
                // A browser that starts for the first time on a busy machine takes long.
                assertThat(result.get(2 * Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .as(run::output)
                        .isEqualTo("ok");
            } finally {
                end(run.process());
            }
        } finally {
            pages.stop(0);
        }
    }

    /** With all that it has started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void serve(HttpExchange exchange, CompletableFuture<String> result) {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> answer(exchange, "text/html", page());
                case "/nats.js" -> answer(exchange, "text/javascript", Files.readAllBytes(LIBRARY));
                case "/result" -> {
                    result.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] page() throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/browser/page.html"))) {
            return in.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
