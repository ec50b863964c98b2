package io.dialtone.cluster.leaf;

import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.streams.LinkAccount;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake of a leaf link has led to.
 *
 * @param account that this side binds the link to
 * @param link role, cluster of the other side, and whether it is isolated
 * @param permissions what may cross it
 * @param peer the other side
 * @param identity by which a link that replaces another is known; null for one that replaces none
 */
record LeafBinding(
        LinkedAccount account,
        LeafLink link,
        LeafPermissions permissions,
        LinkAccount.Peer peer,
        @Nullable LeafIdentity identity) {
    LeafBinding with(LeafPermissions others) {
        return new LeafBinding(account, link, others, peer, identity);
    }

    boolean isSpoke() {
        return link.role() == LeafLink.Role.SPOKE;
    }
}
