package io.dialtone.actors.links;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.actors.monitor.RouteInfo;
import io.dialtone.actors.monitor.Traffic;
import java.util.List;

/** The routes there are. Any thread. */
public interface RouteMonitor {
    /** What a server without routes shows. */
    RouteMonitor NONE = new RouteMonitor() {};

    /** The connections that are registered. */
    default List<RouteInfo> routes(Subscriptions shown) {
        return List.of();
    }

    /** How many connections are registered. */
    default int connections() {
        return 0;
    }

    /** How many servers they lead to. */
    default int remotes() {
        return 0;
    }

    /** What went through those that are there. */
    default Traffic traffic() {
        return Traffic.NONE;
    }
}
