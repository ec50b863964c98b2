package io.dialtone.embedded.micrometer;

import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.ServerMetrics;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure, and how it is called in Micrometer.
 *
 * @param counts whether it only grows, from the start of the server on
 * @param unit empty for none
 * @param <T> where it comes from
 */
record Figure<T>(String name, boolean counts, String unit, Tags tags, String description, ToDoubleFunction<T> value) {
    /** A name that says already what is counted ends in no unit. */
    private static final String NO_UNIT = "";

    private static final String CONNECTIONS = "connections";
    private static final String MESSAGES = "messages";
    private static final String BYTES = "bytes";
    private static final Tags IN = Tags.of("direction", "in");
    private static final Tags OUT = Tags.of("direction", "out");

    /** Of a server. */
    static final List<Figure<ServerMetrics>> OF_SERVER = List.of(
            gauge(
                    "dialtone.uptime",
                    "seconds",
                    "Since the server started",
                    m -> m.uptime().toMillis() / 1e3),
            gauge("dialtone.connections", CONNECTIONS, "Clients connected now", ServerMetrics::connections),
            counter(
                    "dialtone.connections.opened",
                    NO_UNIT,
                    Tags.empty(),
                    "Clients connected since the start",
                    ServerMetrics::totalConnections),
            gauge("dialtone.subscriptions", "subscriptions", "Of all accounts", ServerMetrics::subscriptions),
            gauge("dialtone.routes", "routes", "Connections to servers of the cluster", ServerMetrics::routes),
            gauge("dialtone.cluster.peers", NO_UNIT, "Servers of the cluster", ServerMetrics::clusterPeers),
            gauge(
                    "dialtone.gateways",
                    NO_UNIT,
                    "Clusters that there is a gateway connection to",
                    ServerMetrics::remoteClusters),
            gauge("dialtone.leafnodes", NO_UNIT, "Leaf links, either way", ServerMetrics::leafNodes),
            counter("dialtone.messages", MESSAGES, IN, "Published here", ServerMetrics::messagesIn),
            counter("dialtone.messages", MESSAGES, OUT, "Delivered from here", ServerMetrics::messagesOut),
            counter("dialtone.payload", BYTES, IN, "Published here, with headers", ServerMetrics::bytesIn),
            counter("dialtone.payload", BYTES, OUT, "Delivered from here, with headers", ServerMetrics::bytesOut),
            counter(
                    "dialtone.slow.consumers",
                    NO_UNIT,
                    Tags.empty(),
                    "Connections closed because they did not read",
                    ServerMetrics::slowConsumers),
            counter(
                    "dialtone.stale.connections",
                    CONNECTIONS,
                    Tags.empty(),
                    "Connections closed because they did not answer",
                    ServerMetrics::staleConnections));

    /** Of an account. */
    static final List<Figure<AccountMetrics>> OF_ACCOUNT = List.of(
            gauge(
                    "dialtone.account.connections",
                    CONNECTIONS,
                    "Clients and leaf nodes connected now",
                    AccountMetrics::connections),
            gauge("dialtone.account.subscriptions", "subscriptions", "Of the account", AccountMetrics::subscriptions),
            counter("dialtone.account.messages", MESSAGES, IN, "Published in it", AccountMetrics::messagesIn),
            counter("dialtone.account.messages", MESSAGES, OUT, "Delivered in it", AccountMetrics::messagesOut),
            counter("dialtone.account.payload", BYTES, IN, "Published in it, with headers", AccountMetrics::bytesIn),
            counter("dialtone.account.payload", BYTES, OUT, "Delivered in it, with headers", AccountMetrics::bytesOut),
            counter(
                    "dialtone.account.slow.consumers",
                    NO_UNIT,
                    Tags.empty(),
                    "Connections closed because they did not read",
                    AccountMetrics::slowConsumers));

    private static <T> Figure<T> gauge(String name, String unit, String description, ToDoubleFunction<T> value) {
        return new Figure<>(name, false, unit, Tags.empty(), description, value);
    }

    private static <T> Figure<T> counter(
            String name, String unit, Tags tags, String description, ToDoubleFunction<T> value) {
        return new Figure<>(name, true, unit, tags, description, value);
    }
}
