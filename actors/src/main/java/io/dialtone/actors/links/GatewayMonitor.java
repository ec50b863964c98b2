package io.dialtone.actors.links;

import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;
import java.util.List;

/** What gateways show of themselves. Any thread. */
@FunctionalInterface
public interface GatewayMonitor {
    /** What a server without gateways shows. */
    GatewayMonitor NONE = query -> GatewayStats.NONE;

    /** The clusters that this one is connected to, the nearest first. */
    default List<String> nearest() {
        return List.of();
    }

    /** What is asked for. */
    GatewayStats stats(GatewayQuery query);
}
