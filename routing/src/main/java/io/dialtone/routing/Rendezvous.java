package io.dialtone.routing;

import org.jspecify.annotations.Nullable;

/**
 * Highest random weight hashing: each candidate has a score for a key, and the key goes to the one with the highest. Who comes or
 * goes takes or leaves only keys of its own; all who know the same candidates choose the same one.
 *
 * <p>The numbers are part of what servers of a cluster agree upon: they must stay as they are.
 */
public final class Rendezvous {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private Rendezvous() {}

    /** What {@link #hash} begins with. */
    static long begin() {
        return OFFSET;
    }

    /** Takes more bytes into a hash. */
    static long hash(long soFar, byte[] bytes, int from, int end) {
        long h = soFar;
        for (int i = from; i < end; i++) {
            h = (h ^ (bytes[i] & 0xFF)) * PRIME;
        }
        return h;
    }

    /** Ends a hash; the result is never 0. */
    static long end(long hash) {
        long h = mix(hash);
        return h == 0 ? 1 : h;
    }

    /** A number for a name, the same everywhere. */
    public static long hash(byte[] name) {
        return end(hash(OFFSET, name, 0, name.length));
    }

    private static long mix(long value) {
        long h = value;
        h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }

    /** The score of one candidate, not negative. */
    static long score(long key, long candidate) {
        return mix(key ^ mix(candidate * GOLDEN)) >>> 1;
    }

    /** The score of a candidate that is to have as many shares as its weight, the same everywhere. */
    public static double score(long key, long candidate, int weight) {
        double uniform = ((score(key, candidate) >>> 10) + 0.5) * UNIT;
        return -weight / Math.log(uniform);
    }

    /** The score of a member of a queue group; it is the same for as long as the subscription lives. */
    public static long score(long key, Subscription member) {
        return score(key, System.identityHashCode(member));
    }

    /** The member with the highest score that is below a bound; null when there is none. */
    public static @Nullable Subscription best(SubscriberSet[] sets, long key, long bound) {
        Subscription best = null;
        long highest = -1;
        for (SubscriberSet set : sets) {
            int used = set.bound();
            @Nullable Subscription[] all = set.view();
            for (int i = 0, n = Math.min(used, all.length); i < n; i++) {
                Subscription s = all[i];
                if (s != null) {
                    long score = score(key, s);
                    if (score > highest && score < bound) {
                        highest = score;
                        best = s;
                    }
                }
            }
        }
        return best;
    }
}
