package io.dialtone.cluster.leaf;

/**
 * A leaf link, as far as the flow of interest depends on it.
 *
 * @param role of this side
 * @param remoteCluster the other side's; empty: none
 * @param isolated interest of other leaf nodes is not told
 */
public record LeafLink(Role role, String remoteCluster, boolean isolated) {
    /** Which side of the tree. Usually who accepts is the hub; {@code hub: true} of a remote turns that around. */
    public enum Role {
        /** Nearer to the root: it tells all interest it knows of. */
        HUB,
        /** The leaf: it tells the interest of its own. */
        SPOKE
    }

    /** Whether a subscription is to be told to the other side, permissions apart. */
    public boolean concerns(InterestSource source, String subject) {
        if (source.overThisLink()) {
            return false;
        }
        boolean sameCluster = !source.origin().isEmpty() && source.origin().equals(remoteCluster);
        if (sameCluster) {
            // Leaf nodes of one cluster have routes to each other.
            return false;
        }
        if (LoopSubject.is(subject)) {
            return true;
        }
        if (isolated && source.fromLeafNode()) {
            return false;
        }
        return role == Role.HUB || source.kind().isLocalToSpoke();
    }
}
