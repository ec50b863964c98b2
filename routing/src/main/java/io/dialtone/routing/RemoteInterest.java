package io.dialtone.routing;

import org.jspecify.annotations.Nullable;

/**
 * What another server has said its side is interested in: a subject, perhaps a queue group with the number of its members
 * over there. Stands in a {@link RemoteSpace}; its weight belongs to the slice's writer.
 */
public final class RemoteInterest extends Subscription {
    private static final byte[] NO_SID = {};
    /** The origin of what no leaf cluster has asked for. */
    public static final byte[] NO_ORIGIN = {};

    private final LinkTarget link;
    private final byte[] origin;
    private volatile int weight;

    /**
     * @param link where it came from, and where messages for it go
     * @param origin the cluster of leaf nodes behind a route that it belongs to; empty for none
     * @param weight members of the queue group, 1 for plain interest
     */
    public RemoteInterest(byte[] subject, byte @Nullable [] queue, LinkTarget link, byte[] origin, int weight) {
        super(subject, queue, NO_SID, link);
        this.link = link;
        this.origin = origin;
        this.weight = weight;
    }

    public LinkTarget link() {
        return link;
    }

    /** The cluster of leaf nodes it belongs to, on whichever side of a route they are; empty for none. */
    public byte[] leafCluster() {
        return link.kind() == LinkKind.LEAF || link.kind() == LinkKind.HUB ? link.cluster() : origin;
    }

    /** Members of the queue group over there; 1 for plain interest. */
    public int weight() {
        return weight;
    }

    /** Writer only. */
    public void weight(int now) {
        weight = now;
    }
}
