package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkMonitor;
import java.util.List;

/** The routes as they were when something about them last changed. Any thread. */
record RouteMonitor(LinkHost host, List<RouteCard> cards, int remotes) implements LinkMonitor {
    @Override
    public int routes() {
        return cards.size();
    }
}
