package io.dialtone.cluster.protocol;

import org.jspecify.annotations.Nullable;

/**
 * CONNECTs that came to the wrong port or that no acceptor takes. The answers are the texts of the {@code -ERR} after which the
 * acceptor closes; null: nothing is wrong so far. Credentials are checked before.
 */
public final class ConnectRefusals {
    private static final String VIOLATION = "Authorization Violation";
    private static final String RESERVED_CLUSTER = "_";

    private ConnectRefusals() {}

    /** For an acceptor of routes. The name of the cluster is another matter, for it may be negotiated. */
    public static @Nullable String ofRoute(ServerConnect connect) {
        if (namesAccount(connect)) {
            return VIOLATION;
        }
        if (!connect.lang().isEmpty()) {
            return "attempted to connect to route port";
        }
        return connect.gateway().isEmpty() ? null : wrongGateway(connect.gateway(), "Route");
    }

    /**
     * For an acceptor of gateways.
     *
     * @param ownName of this server's cluster
     * @param known whether the cluster is configured, or unknown ones are welcome
     */
    public static @Nullable String ofGateway(ServerConnect connect, String ownName, boolean known) {
        if (namesAccount(connect)) {
            return VIOLATION;
        }
        if (connect.gateway().isEmpty()) {
            return "attempted to connect to gateway port";
        }
        return known ? null : "Connection to gateway \"" + ownName + "\" rejected";
    }

    /**
     * For an acceptor of leaf nodes.
     *
     * @param ownCluster name of the acceptor's cluster; empty: none
     */
    public static @Nullable String ofLeaf(LeafConnect connect, String ownCluster) {
        if (!connect.account().isEmpty() || connect.newAccount()) {
            return VIOLATION;
        }
        if (!connect.lang().isEmpty()) {
            return "attempted to connect to leaf node port";
        }
        if (!connect.gateway().isEmpty()) {
            return wrongGateway(connect.gateway(), "leafnode");
        }
        return ofLeafCluster(connect.cluster(), ownCluster);
    }

    private static @Nullable String ofLeafCluster(String cluster, String ownCluster) {
        if (cluster.isEmpty()) {
            return null;
        }
        if (cluster.indexOf(' ') >= 0) {
            return "cluster name cannot contain spaces";
        }
        if (cluster.equals(RESERVED_CLUSTER)) {
            return "cluster name is reserved";
        }
        return cluster.equals(ownCluster) ? "remote leafnode has same cluster name" : null;
    }

    private static boolean namesAccount(ServerConnect connect) {
        return !connect.account().isEmpty() || connect.newAccount();
    }

    private static String wrongGateway(String name, String port) {
        return "Rejecting connection from gateway \"" + name + "\" on the " + port + " port";
    }
}
