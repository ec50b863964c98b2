package io.dialtone.actors.links;

/** What links show of themselves. Any thread. */
public interface LinkMonitor {
    /** What a server without links shows. */
    LinkMonitor NONE = new LinkMonitor() {};

    /** Connections to servers of the cluster. */
    default int routes() {
        return 0;
    }

    /** Servers of the cluster that there are routes to. */
    default int remotes() {
        return 0;
    }

    /** Leaf links, either way. */
    default int leafs() {
        return 0;
    }
}
