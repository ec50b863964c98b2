package io.dialtone.cluster.leaf;

/**
 * Where a subscription comes from.
 *
 * @param kind of the connection that holds it
 * @param origin cluster of the leaf node that holds it in the end; empty: none, or not known; "_": a leaf node without a cluster
 * @param overThisLink it came over the very link that is asked about
 */
public record InterestSource(Kind kind, String origin, boolean overThisLink) {
    /** A client, or the server itself. */
    public static final InterestSource LOCAL = new InterestSource(Kind.LOCAL, "", false);

    /** Kind of the connection. */
    public enum Kind {
        /** Clients, the system, and what an account has for itself. */
        LOCAL(true),
        /** A server of the cluster. */
        ROUTE(false),
        /** Another cluster. */
        GATEWAY(false),
        /** A leaf node of this server. */
        LEAF(true),
        /** A hub of this server. */
        HUB(false);

        private final boolean localToSpoke;

        Kind(boolean localToSpoke) {
            this.localToSpoke = localToSpoke;
        }

        /** Told to a hub; all else that hub knows by other ways. */
        boolean isLocalToSpoke() {
            return localToSpoke;
        }
    }

    /** Whether a leaf node holds it, here or at another server of the cluster. */
    boolean fromLeafNode() {
        return kind == Kind.LEAF || kind == Kind.HUB || (kind == Kind.ROUTE && !origin.isEmpty());
    }
}
