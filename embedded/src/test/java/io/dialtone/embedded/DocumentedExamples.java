package io.dialtone.embedded;

import io.dialtone.opentelemetry.OpenTelemetrySpans;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;

/** What docs/embedded.md and docs/tracing.md show, so that it compiles; {@link DocumentedExamplesTest} compares. */
@SuppressWarnings("unused")
final class DocumentedExamples {
    private DocumentedExamples() {}

    static void start() throws Exception {
        try (EmbeddedServer server = Dialtone.start()) {
            Connection nats = Nats.connect(server.clientUrl());
        }
    }

    static void otherWays() {
        Dialtone.start("max_payload: 2MB");
        Dialtone.start(Path.of("server.conf"));
        Dialtone.builder().configuration("...").name("orders").port(4222).start();
        EmbeddedServer later = Dialtone.builder().build();
    }

    static void accounts() {
        EmbeddedServer server = Dialtone.builder()
                .account(
                        "ORDERS",
                        a -> a.user(
                                        "orders",
                                        "secret",
                                        may -> may.subscribe("price").allowResponses(1, Duration.ofSeconds(5)))
                                .exportService("price"))
                .account("SHOP", a -> a.user("shop", "secret").importService("ORDERS", "price", "ask.price"))
                .start();
    }

    static void reload(EmbeddedServer server) throws Exception {
        server.reload("max_payload: 4MB");
        server.metrics().messagesIn();
        server.accountMetrics();
        Dialtone.builder().log(line -> System.out.println(line)).debug().start();
    }

    static void otherServers() {
        EmbeddedServer one = Dialtone.builder().cluster("C1").start();
        EmbeddedServer two = Dialtone.builder()
                .cluster(
                        "C1",
                        "nats://127.0.0.1:" + one.clusterAddress().orElseThrow().getPort())
                .start();
    }

    static void spans(OpenTelemetry openTelemetry) {
        EmbeddedServer server =
                Dialtone.builder().spans(OpenTelemetrySpans.of(openTelemetry)).start();
    }
}
