package io.dialtone.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dialtone.app.testkit.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, on a free port of the loopback address. */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer http;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();

    OtlpReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    /** The configuration of a server whose spans come here, and soon. */
    String configuration() {
        // What is not answered in time is sent again, or lost: the first request of a busy machine takes its time.
        return configuration("http://127.0.0.1:" + http.getAddress().getPort(), "30s");
    }

    /** The same for a receiver elsewhere, who is given so long for an answer. */
    static String configuration(String endpoint, String timeout) {
        return "opentelemetry { endpoint: \"" + endpoint + "\", service_name: orders, interval: 20ms" + ", timeout: "
                + timeout + ", headers {x-key: k}, attributes {team: t} }\n";
    }

    /** Waits for so many spans, of which there must be no more. */
    List<ReceivedSpan> await(int count) {
        Deadline.awaitValue(count + " spans", () -> spans, found -> found.size() >= count);
        assertThat(spans).hasSize(count);
        return spans;
    }

    /** What a server said; fails when that is not exactly one span. */
    ReceivedSpan of(String server) {
        List<ReceivedSpan> said = spans.stream()
                .filter(span -> server.equals(span.attributes().get("nats.server.name")))
                .toList();
        assertThat(said).hasSize(1);
        return said.getFirst();
    }

    List<ReceivedSpan> spans() {
        return spans;
    }

    /** The headers of each request. */
    List<Map<String, List<String>>> requests() {
        return requests;
    }

    private void take(HttpExchange exchange) throws IOException {
        requests.add(Map.copyOf(exchange.getRequestHeaders()));
        Protobuf request = Protobuf.of(exchange.getRequestBody().readAllBytes());
        for (Protobuf ofResource : request.messages(1)) {
            Map<String, Object> resource = ofResource.message(1).attributes(1);
            ofResource.messages(2).stream()
                    .flatMap(ofScope -> ofScope.messages(2).stream())
                    .map(span -> ReceivedSpan.of(resource, span))
                    .forEach(spans::add);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
