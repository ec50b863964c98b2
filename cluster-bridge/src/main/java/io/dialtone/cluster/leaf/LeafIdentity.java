package io.dialtone.cluster.leaf;

import io.dialtone.cluster.protocol.LeafConnect;
import java.util.Optional;

/**
 * By what a hub knows that a leaf node has connected again before its old connection was found dead. The old one is closed.
 *
 * @param serverName of the leaf node
 * @param cluster of it
 * @param account of the hub, that the link is bound to
 * @param remoteAccount of the leaf node: with another one it is another link
 */
public record LeafIdentity(String serverName, String cluster, String account, String remoteAccount) {
    /** What the old connection is told. */
    public static final String DUPLICATE = "Duplicate Remote LeafNode Connection";

    /** Empty: this one replaces nobody. */
    public static Optional<LeafIdentity> of(LeafConnect connect, String account) {
        if (connect.name().isEmpty() || connect.remoteAccount().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LeafIdentity(connect.name(), connect.cluster(), account, connect.remoteAccount()));
    }
}
