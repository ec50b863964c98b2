package io.dialtone.app.telemetry;

import static io.dialtone.app.telemetry.SampledTrace.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that goes from one server to another gives a span on each, side by side below the span of who published it. */
@Timeout(120)
class SpansOverLinksTest {
    private OtlpReceiver receiver;

    @BeforeEach
    void receiver() throws IOException {
        receiver = new OtlpReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private TracedServer server(String name, String config) {
        return new TracedServer(name, receiver.configuration() + config);
    }

    /** Publishes one sampled message on the first server when it gets through to the second. */
    private void passOne(TracedServer first, String[] there, TracedServer second, String... here) throws Exception {
        try (Connection shop = first.connect("shop", there);
                Connection worker = second.connect("worker", here)) {
            Subscription orders = worker.subscribe("orders");
            worker.flush(Deadline.LIMIT);
            Deadline.await("a way there", () -> {
                shop.publish("orders", new byte[0]);
                return SampledTrace.next(orders) != null;
            });
            SampledTrace.publish(shop, "orders", SAMPLED);
            receiver.await(2);
        }
    }

    private void areOfOneTrace(ReceivedSpan one, ReceivedSpan two) {
        assertThat(one.traceId()).isEqualTo(SampledTrace.TRACE).isEqualTo(two.traceId());
        assertThat(one.parentId()).isEqualTo(SampledTrace.PARENT).isEqualTo(two.parentId());
        assertThat(one.spanId()).isNotEqualTo(two.spanId());
        assertThat(one.name()).isEqualTo("route orders").isEqualTo(two.name());
    }

    /** Went by one link, of that kind, from the first server to the second. */
    private void went(String kind, String delivered, String first, String second) {
        ReceivedSpan there = receiver.of(first);
        ReceivedSpan here = receiver.of(second);
        areOfOneTrace(there, here);
        assertThat(there.attributes())
                .containsEntry("nats.from.kind", "client")
                .containsEntry(delivered, 1L)
                .containsEntry("nats.delivered.clients", 0L);
        assertThat(there.event("nats.hop").attributes())
                .containsEntry("nats.link.kind", kind)
                .containsEntry("nats.link.server", second);
        assertThat(here.attributes())
                .containsEntry("nats.from.kind", kind)
                .containsEntry("nats.from.name", first)
                .containsEntry("nats.delivered.clients", 1L)
                .containsEntry(delivered, 0L);
    }

    @Test
    void overARoute() throws Exception {
        String cluster = "cluster { name: C, listen: \"127.0.0.1:-1\"";
        try (TracedServer one = server("one", cluster + " }");
                TracedServer two = server(
                        "two",
                        cluster + ", routes: [\"nats-route://127.0.0.1:" + one.port(LinkPort.CLUSTER) + "\"] }")) {
            passOne(one, new String[0], two);
        }
        went("route", "nats.delivered.routes", "one", "two");
    }

    @Test
    void overAGateway() throws Exception {
        String listen = ", listen: \"127.0.0.1:-1\"";
        try (TracedServer one = server("one", "gateway { name: A" + listen + " }");
                TracedServer two = server(
                        "two",
                        "gateway { name: B" + listen + ", gateways: [ { name: A, url: \"nats://127.0.0.1:"
                                + one.port(LinkPort.GATEWAY) + "\" } ] }")) {
            passOne(one, new String[0], two);
        }
        went("gateway", "nats.delivered.gateways", "one", "two");
    }

    @Test
    void fromALeafNodeToItsHub() throws Exception {
        try (TracedServer hub = hub();
                TracedServer leaf = leafOf(hub)) {
            passOne(leaf, new String[0], hub, "a", "a");
        }
        went("leafnode", "nats.delivered.leafnodes", "leaf", "hub");
        assertThat(receiver.of("leaf").attributes()).containsEntry("nats.account", "$G");
        assertThat(receiver.of("hub").attributes()).containsEntry("nats.account", "A");
    }

    @Test
    void fromAHubToItsLeafNode() throws Exception {
        try (TracedServer hub = hub();
                TracedServer leaf = leafOf(hub)) {
            passOne(hub, new String[] {"a", "a"}, leaf);
        }
        went("leafnode", "nats.delivered.leafnodes", "hub", "leaf");
        assertThat(receiver.of("hub").attributes()).containsEntry("nats.account", "A");
        assertThat(receiver.of("leaf").attributes()).containsEntry("nats.account", "$G");
    }

    private TracedServer hub() {
        return server(
                "hub",
                "accounts { A { users: [ { user: a, password: a } ] } }\nleafnodes { listen: \"127.0.0.1:-1\" }\n");
    }

    private TracedServer leafOf(TracedServer hub) {
        return server(
                "leaf",
                "leafnodes { reconnect: 1, remotes: [ { url: \"nats://a:a@127.0.0.1:" + hub.port(LinkPort.LEAF)
                        + "\" } ] }\n");
    }
}
