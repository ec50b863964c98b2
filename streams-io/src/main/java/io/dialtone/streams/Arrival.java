package io.dialtone.streams;

import io.dialtone.routing.LinkKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the message that a {@link Router} is at came from another server: over which link, from which cluster of leaf nodes, and
 * for which queue groups. One for each connection, filled anew for each message.
 */
final class Arrival {
    private static final byte[] NONE = {};

    private final LinkKind kind;
    private final OperationReader message;
    private final Outbox outbox;
    private byte[] cluster = NONE;
    private byte[] origin = NONE;
    /** Whether an import has led the message into another account: there it is for whoever wants it. */
    private boolean crossed;
    /** Whether it is a reply that named this cluster, and goes on under its plain subject, to whoever wants it. */
    private boolean unwrapped;

    /**
     * @param outbox of the link, which the message does not go back to
     */
    Arrival(LinkKind kind, OperationReader message, Outbox outbox) {
        this.kind = kind;
        this.message = message;
        this.outbox = outbox;
    }

    LinkKind kind() {
        return kind;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Sets the cluster of the leaf nodes at the other end. */
    void cluster(byte[] itsCluster) {
        cluster = itsCluster;
    }

    /** Looks where the message comes from; nothing is allocated while that stays. */
    void look() {
        int length = message.originLength();
        if (length == 0) {
            origin = cluster;
        } else if (origin.length != length
                || !Arrays.equals(
                        origin, 0, length, message.bytes(), message.originFrom(), message.originFrom() + length)) {
            origin = Arrays.copyOfRange(message.bytes(), message.originFrom(), message.originFrom() + length);
        }
    }

    /** The cluster of leaf nodes that the message comes from, empty for none. */
    byte[] origin() {
        return origin;
    }

    /** Whether the message comes from this cluster of leaf nodes. */
    boolean isFrom(byte[] itsCluster) {
        return origin.length > 0 && Arrays.equals(origin, itsCluster);
    }

    /** Whether a queue group is to have the message here. */
    boolean lists(byte[] group) {
        OperationReader m = message;
        if (unwrapped || crossed && m.queueCount() == 0) {
            return true;
        }
        byte[] names = m.queueNames();
        for (int i = 0; i < m.queueCount(); i++) {
            int from = m.queueFrom(i);
            if (Arrays.equals(group, 0, group.length, names, from, from + m.queueLength(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is meant for any queue group. */
    boolean listsAny() {
        return crossed || unwrapped || message.queueCount() > 0;
    }

    /** Says whether the message is a reply that has found this cluster, and has its plain subject again. */
    void unwraps(boolean now) {
        unwrapped = now;
    }

    boolean isUnwrapped() {
        return unwrapped;
    }

    /**
     * Says whether the message is in an account that an import led it into.
     *
     * @return what was said before
     */
    boolean crosses(boolean now) {
        boolean before = crossed;
        crossed = now;
        return before;
    }

    /**
     * Whether a message that an import led into another account would go from one hub to another that may be of the same
     * cluster.
     */
    boolean comesBack(LinkAccount to) {
        return crossed
                && kind == LinkKind.HUB
                && to.kind() == LinkKind.HUB
                && (cluster.length == 0 || to.cluster().length == 0 || Arrays.equals(cluster, to.cluster()));
    }

    /** Whether a message that came so may be queued to a link of that kind at all, chosen queue members aside. */
    static boolean mayGo(@Nullable Arrival arrival, LinkKind to) {
        if (arrival == null) {
            return true;
        }
        return switch (arrival.kind) {
            case ROUTE -> to == LinkKind.LEAF || arrival.unwrapped && to == LinkKind.GATEWAY;
            case GATEWAY -> to != LinkKind.GATEWAY || arrival.unwrapped;
            case LEAF -> true;
            case HUB -> to != LinkKind.ROUTE;
        };
    }
}
