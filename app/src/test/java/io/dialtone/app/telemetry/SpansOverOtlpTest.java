package io.dialtone.app.telemetry;

import static io.dialtone.app.telemetry.SampledTrace.PARENT;
import static io.dialtone.app.telemetry.SampledTrace.SAMPLED;
import static io.dialtone.app.telemetry.SampledTrace.TRACE;
import static io.dialtone.app.telemetry.SampledTrace.next;
import static io.dialtone.app.telemetry.SampledTrace.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SpansOverOtlpTest {
    private OtlpReceiver receiver;

    @BeforeEach
    void receiver() throws IOException {
        receiver = new OtlpReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private String telemetry() {
        return receiver.configuration();
    }

    private List<ReceivedSpan> await(int count) {
        return receiver.await(count);
    }

    @Test
    void aSampledMessageGivesASpanThatSaysWhatBecameOfIt() throws Exception {
        try (TracedServer server = new TracedServer("one", telemetry());
                Connection shop = server.connect("shop");
                Connection worker = server.connect("worker")) {
            Subscription all = worker.subscribe("orders.*");
            worker.subscribe("orders.new", "workers");
            worker.flush(Deadline.LIMIT);

            publish(shop, "orders.new", SAMPLED);

            Message received = all.nextMessage(Deadline.LIMIT);
            assertThat(received.getHeaders().getFirst("traceparent"))
                    .as("goes on as it was")
                    .isEqualTo(SAMPLED);
            ReceivedSpan span = await(1).getFirst();
            assertThat(span.traceId()).isEqualTo(TRACE);
            assertThat(span.parentId()).isEqualTo(PARENT);
            assertThat(span.spanId()).hasSize(16).isNotEqualTo(PARENT);
            assertThat(span.traceState()).isEqualTo("vendor=x");
            assertThat(span.name()).isEqualTo("route orders.new");
            assertThat(span.kind()).isEqualTo(ReceivedSpan.CONSUMER);
            assertThat(span.end()).isGreaterThanOrEqualTo(span.begin());
            assertThat(span.status()).isZero();
            assertThat(span.resource())
                    .containsEntry("service.name", "orders")
                    .containsEntry("service.instance.id", "one")
                    .containsEntry("team", "t");
            assertThat(span.attributes())
                    .containsAllEntriesOf(Map.ofEntries(
                            Map.entry("messaging.system", "nats"),
                            Map.entry("messaging.operation.name", "route"),
                            Map.entry("messaging.operation.type", "process"),
                            Map.entry("messaging.destination.name", "orders.new"),
                            Map.entry("messaging.message.body.size", 5L),
                            Map.entry("server.address", "127.0.0.1"),
                            Map.entry("server.port", (long) server.port()),
                            Map.entry("nats.server.name", "one"),
                            Map.entry("nats.account", "$G"),
                            Map.entry("nats.from.kind", "client"),
                            Map.entry("nats.from.name", "shop"),
                            Map.entry("nats.delivered.clients", 1L),
                            Map.entry("nats.delivered.queue_groups", 1L),
                            Map.entry("nats.delivered.routes", 0L)))
                    .containsKeys("messaging.client.id", "nats.server.id", "messaging.message.envelope.size");
            assertThat(span.event("nats.queue_group").attributes())
                    .containsEntry("messaging.consumer.group.name", "workers")
                    .containsEntry("nats.subject", "orders.new");
            assertThat(receiver.requests().getFirst()).containsEntry("X-key", List.of("k"));
        }
    }

    @Test
    void whatIsNotSampledOrNoContextGivesNone() throws Exception {
        try (TracedServer server = new TracedServer("one", telemetry());
                Connection shop = server.connect("shop")) {
            Subscription all = shop.subscribe("a");
            List<String> none = List.of(
                    "00-" + TRACE + "-" + PARENT + "-00",
                    "ff-" + TRACE + "-" + PARENT + "-01",
                    "00-" + "0".repeat(32) + "-" + PARENT + "-01",
                    "00-" + TRACE + "-" + "0".repeat(16) + "-01",
                    "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-" + PARENT + "-01",
                    "00-1-2-01",
                    SAMPLED + "-more");
            none.forEach(parent -> publish(shop, "a", parent));
            publish(shop, "a", SAMPLED);

            for (int i = 0; i <= none.size(); i++) {
                assertThat(all.nextMessage(Deadline.LIMIT)).isNotNull();
            }
            // They go in order, so what would have come has come before this one.
            assertThat(await(1).getFirst().parentId()).isEqualTo(PARENT);
        }
    }

    @Test
    void whatGoesWrongIsAnError() throws Exception {
        String users = "authorization { users [{user: a, password: a, permissions {publish {deny: closed}}}] }\n";
        try (TracedServer server = new TracedServer("one", users + telemetry());
                Connection shop = server.connect("shop", "a", "a")) {
            Subscription answers = shop.subscribe("answers");
            publish(shop, "nobody", "answers", SAMPLED);
            publish(shop, "closed", SAMPLED);

            assertThat(answers.nextMessage(Deadline.LIMIT).isStatusMessage())
                    .as("no responders, as without a trace")
                    .isTrue();
            List<ReceivedSpan> spans = await(2);
            assertThat(spans).allMatch(span -> span.status() == ReceivedSpan.ERROR);
            assertThat(spans.getFirst().attributes()).containsEntry("error.type", "no_responders");
            assertThat(spans.getLast().attributes()).containsEntry("error.type", "permissions_violation");
            assertThat(spans.getLast().statusText()).contains("Permissions Violation for Publish to \"closed\"");
        }
    }

    @Test
    void mappingsAndServicesOfOtherAccountsAreEvents() throws Exception {
        String accounts = """
                accounts {
                  A { users [{user: a, password: a}], exports [{service: price}] }
                  B {
                    users [{user: b, password: b}]
                    imports [{service {account: A, subject: price}, to: ask}]
                    mappings { old: ask }
                  }
                }
                """;
        try (TracedServer server = new TracedServer("one", accounts + telemetry());
                Connection pricing = server.connect("pricing", "a", "a");
                Connection shop = server.connect("shop", "b", "b")) {
            Subscription asked = pricing.subscribe("price");
            pricing.flush(Deadline.LIMIT);
            Subscription answers = shop.subscribe("answers");
            publish(shop, "old", "answers", SAMPLED);

            Message question = asked.nextMessage(Deadline.LIMIT);
            pricing.publish(question.getReplyTo(), "5".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answers.nextMessage(Deadline.LIMIT).getData()).asString().isEqualTo("5");
            ReceivedSpan span = await(1).getFirst();
            assertThat(span.name()).isEqualTo("route old");
            assertThat(span.attributes())
                    .containsEntry("nats.account", "B")
                    .containsEntry("nats.delivered.clients", 1L);
            assertThat(span.event("nats.mapping").attributes()).containsEntry("nats.subject", "ask");
            assertThat(span.event("nats.service_import").attributes())
                    .containsEntry("nats.account", "A")
                    .containsEntry("nats.subject", "price");
        }
    }

    @Test
    void messageTracingAndSpansDoNotDisturbEachOther() throws Exception {
        String account = "accounts { A { users [{user: a, password: a}], msg_trace: {dest: traces} } }\n";
        try (TracedServer server = new TracedServer("one", account + telemetry());
                Connection shop = server.connect("shop", "a", "a")) {
            Subscription traces = shop.subscribe("traces");
            Subscription orders = shop.subscribe("orders");
            publish(shop, "orders", SAMPLED);

            assertThat(orders.nextMessage(Deadline.LIMIT)).isNotNull();
            assertThat(traces.nextMessage(Deadline.LIMIT).getData()).asString().contains("\"type\":\"eg\"");
            assertThat(await(1).getFirst().attributes()).containsEntry("nats.delivered.clients", 1L);
        }
    }

    @Test
    void withoutAReceiverMessagesFlowAndTheLogSaysOnceThatSpansAreLost() throws Exception {
        int port = FreePort.next();
        String config = OtlpReceiver.configuration("http://127.0.0.1:" + port, "1s");
        try (TracedServer server = new TracedServer("one", config);
                Connection shop = server.connect("shop")) {
            Subscription orders = shop.subscribe("orders");
            Deadline.await("a second attempt", () -> {
                publish(shop, "orders", SAMPLED);
                return next(orders) != null && !server.log("Spans are lost").isEmpty();
            });
            for (int i = 0; i < 2000; i++) {
                publish(shop, "orders", SAMPLED);
            }
            shop.flush(Deadline.LIMIT);
            for (int i = 0; i < 2000; i++) {
                assertThat(orders.nextMessage(Deadline.LIMIT)).isNotNull();
            }
            server.close();

            assertThat(server.log("Spans are lost")).singleElement().asString().contains("127.0.0.1:" + port);
            // An end that waits for the spans for too long goes on without this line, which comes a moment later.
            Deadline.await(
                    "the end says it", () -> !server.log("Spans lost in all").isEmpty());
            assertThat(server.log("Spans lost in all")).hasSize(1);
        }
    }

    @Test
    void whatWaitsWhenTheServerEndsIsStillSent() throws Exception {
        // All that the first spans need is loaded by then: an ending server gives the last ones two seconds.
        try (TracedServer server = new TracedServer("first", telemetry());
                Connection shop = server.connect("shop")) {
            publish(shop, "orders", SAMPLED);
            await(1);
        }
        String slowly = telemetry().replace("interval: 20ms", "interval: 1h");
        try (TracedServer server = new TracedServer("one", slowly);
                Connection shop = server.connect("shop")) {
            publish(shop, "orders", SAMPLED);
            shop.flush(Deadline.LIMIT);
            assertThat(receiver.spans()).hasSize(1);
        }

        assertThat(receiver.spans()).hasSize(2);
    }
}
