package io.dialtone.cluster.leaf;

import io.dialtone.cluster.InterestKey;
import io.dialtone.cluster.InterestTally;
import java.util.function.BiConsumer;

/**
 * The interest that is told over one leaf link, summed over all its sources: the link knows no origins. When permissions change, a
 * new one is filled. One owner at a time.
 */
public final class LeafTally {
    private final LeafLink link;
    private final LeafPermissions permissions;
    private final InterestTally tally = InterestTally.weighted();

    public LeafTally(LeafLink link, LeafPermissions permissions) {
        this.link = link;
        this.permissions = permissions;
    }

    /**
     * A subscription came, or grew.
     *
     * @param queue empty: plain
     * @param weight members of the group; 1 for plain interest
     */
    public void add(InterestSource source, String subject, String queue, long weight) {
        if (isTold(source, subject)) {
            tally.add(InterestKey.of(subject, queue), weight);
        }
    }

    /** It went, or shrank. */
    public void remove(InterestSource source, String subject, String queue, long weight) {
        if (isTold(source, subject)) {
            tally.remove(InterestKey.of(subject, queue), weight);
        }
    }

    /**
     * A subject that the server itself wants to hear of: imported services, sources of mappings, the loop subject, {@code _GR_.>},
     * replies to services.
     */
    public void addOwn(String subject) {
        add(InterestSource.LOCAL, subject, "", 1);
    }

    /** No longer. */
    public void removeOwn(String subject) {
        remove(InterestSource.LOCAL, subject, "", 1);
    }

    /** Tells what changed: LS+ with the value (of plain interest 1), or LS- when it is 0. */
    public void drain(BiConsumer<InterestKey, Long> announce) {
        tally.drain(announce);
    }

    private boolean isTold(InterestSource source, String subject) {
        return link.concerns(source, subject) && permissions.mayAnnounce(subject);
    }
}
