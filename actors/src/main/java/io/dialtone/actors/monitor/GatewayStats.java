package io.dialtone.actors.monitor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of a server, {@code /gatewayz}.
 *
 * @param name of the own cluster, empty on a server without gateways
 * @param host that gateways are told to connect to
 * @param outbound the connection to each other cluster
 * @param inbound the connections from each
 */
public record GatewayStats(
        String name, String host, int port, Map<String, Remote> outbound, Map<String, List<Remote>> inbound) {
    /** Of a server without gateways. */
    public static final GatewayStats NONE = new GatewayStats("", "", 0, Map.of(), Map.of());

    /**
     * One connection.
     *
     * @param configured whether the cluster is; never of an inbound one
     * @param accounts how they stand; null when nobody asked
     */
    public record Remote(
            boolean configured,
            ConnectionInfo connection,
            @Nullable List<Account> accounts) {}

    /**
     * How an account stands on a connection.
     *
     * @param mode {@code Optimistic}, {@code Transitioning} or {@code Interest-Only}
     * @param refused subjects of which nothing is to be sent
     * @param subscriptions that the other side has announced, queue groups included
     * @param list these; empty when nobody asked
     */
    public record Account(
            String name, String mode, int refused, int subscriptions, int queues, List<SubscriptionDetail> list) {}

    /** Connections, either way. */
    public int connections() {
        return outbound.size() + inbound.values().stream().mapToInt(List::size).sum();
    }
}
