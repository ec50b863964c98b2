package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerUrl;

/**
 * One route to be dialled.
 *
 * @param type whether it is configured
 * @param account that the connection is to be dedicated to, empty for one of the pool
 * @param mode what the server it leads to is told about telling others
 */
record DialOrder(ServerUrl url, RouteType type, String account, GossipMode mode) {
    static DialOrder explicit(ServerUrl url) {
        return new DialOrder(url, RouteType.EXPLICIT, "", GossipMode.DEFAULT);
    }

    DialOrder forAccount(String name) {
        return new DialOrder(url, type, name, mode);
    }

    Dialled what() {
        return new Dialled(url, type);
    }
}
