package io.dialtone.streams;

import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubscriberSet;
import io.dialtone.routing.Subscription;
import org.jspecify.annotations.Nullable;

/** Serves queue groups with any one of their members, each with the same share. Part of a {@link Router}. */
final class QueueDelivery {
    /** Places drawn before the next taken one will do; up to half of them may be empty. */
    private static final int DRAWS = 8;

    private final Router router;
    private long random = System.nanoTime() | 1;

    QueueDelivery(Router router) {
        this.router = router;
    }

    /** Tries the members from a random one on until one takes the message. */
    boolean deliver(MatchResult.QueueGroup group) {
        SubscriberSet[] sets = group.sets();
        int total = places(group);
        if (total == 0) {
            return false;
        }
        int first = 0;
        int start = 0;
        // A place that somebody left is drawn anew: going on from there would favour whoever stands behind it.
        for (int draw = 0; draw < DRAWS; draw++) {
            start = draw(total);
            first = 0;
            for (int n; first < sets.length - 1 && start >= (n = sets[first].bound()); first++) {
                start -= n;
            }
            if (sets[first].isTaken(start)) {
                break;
            }
        }
        if (deliverFrom(sets[first], start, Integer.MAX_VALUE)) {
            return true;
        }
        for (int k = 1; k < sets.length; k++) {
            if (deliverFrom(sets[(first + k) % sets.length], 0, Integer.MAX_VALUE)) {
                return true;
            }
        }
        return deliverFrom(sets[first], 0, start);
    }

    private boolean deliverFrom(SubscriberSet set, int from, int to) {
        int bound = set.bound();
        @Nullable Subscription[] all = set.view();
        for (int i = from, n = Math.min(to, Math.min(bound, all.length)); i < n; i++) {
            Subscription s = all[i];
            if (s != null && router.deliver(s)) {
                return true;
            }
        }
        return false;
    }

    /** Places of members in a group, some of which may be empty. */
    static int places(MatchResult.QueueGroup group) {
        int total = 0;
        for (SubscriberSet set : group.sets()) {
            total += set.bound();
        }
        return total;
    }

    /** Members in a group. */
    static int members(MatchResult.QueueGroup group) {
        int total = 0;
        for (SubscriberSet set : group.sets()) {
            total += set.size();
        }
        return total;
    }

    /** A random number from 0 up to, not including, the bound. */
    int draw(int bound) {
        return (int) ((nextRandom() >>> 33) * bound >>> 31);
    }

    private long nextRandom() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }
}
