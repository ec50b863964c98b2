package io.dialtone.streams;

import io.dialtone.routing.MatchResult;
import io.dialtone.routing.Rendezvous;
import io.dialtone.routing.StickyRule;
import io.dialtone.routing.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Serves queue groups whose members are chosen by a key of the message. Part of a {@link Router}, for groups with a rule; nothing
 * is allocated for a message.
 */
final class KeyedDelivery {
    /** Members asked in the order of their scores; when none of them can take it, anybody may. */
    private static final int MOST_ASKED = 8;

    private final Router router;
    private final OperationReader message;
    private byte[] scratch = {};

    KeyedDelivery(Router router, OperationReader message) {
        this.router = router;
        this.message = message;
    }

    /**
     * The message's key by a rule.
     *
     * @param envelope stands for the reader's message; null for that message
     * @return 0 when it has none
     */
    long key(StickyRule rule, byte[] subject, int from, int length, @Nullable Envelope envelope) {
        if (!rule.isByHeader()) {
            return rule.keyOf(subject, from, length);
        }
        if (envelope != null) {
            byte[] block = envelope.headers();
            return rule.keyIn(block, 0, block.length);
        }
        OperationReader m = message;
        int size = m.headerSize();
        if (size <= 0) {
            return 0;
        }
        int at = m.payloadFrom();
        return switch (m.payload()) {
            case INLINE -> rule.keyIn(m.bytes(), at, at + size);
            case HEAP -> rule.keyIn(m.heap(), at, at + size);
            case SLICE -> {
                if (scratch.length < size) {
                    scratch = new byte[Math.max(size, 2 * scratch.length)];
                }
                m.chunk().buffer().get(at, scratch, 0, size);
                yield rule.keyIn(scratch, 0, size);
            }
        };
    }

    /** Offers the message to members, the one that its key belongs to first; false when none of those asked took it. */
    boolean deliver(MatchResult.QueueGroup group, long key) {
        long bound = Long.MAX_VALUE;
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            Subscription best = Rendezvous.best(group.sets(), key, bound);
            if (best == null) {
                return false;
            }
            if (router.deliver(best)) {
                return true;
            }
            bound = Rendezvous.score(key, best);
        }
        return false;
    }
}
