package io.dialtone.actors.links;

import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;

/** What gateways show of themselves. Any thread. */
@FunctionalInterface
public interface GatewayMonitor {
    /** What a server without gateways shows. */
    GatewayMonitor NONE = query -> GatewayStats.NONE;

    /** What is asked for. */
    GatewayStats stats(GatewayQuery query);
}
