package io.dialtone.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the subscriptions of one account that a link has to announce, and says when the other side must hear of a change.
 *
 * <p>Plain interest changes when the first subscription comes and when the last one goes. Interest of a queue group has a
 * weight, and each change of it counts; the announced value is always the absolute total. Weights that are taken away are never
 * more than what was there: a removal of something unknown changes nothing.
 *
 * <p>Changes wait, one for each key, until {@link #drain}: what came and went in between is never announced, and what is
 * announced is what holds then. One owner at a time.
 */
public final class InterestTally {
    private final boolean weighted;
    private final Map<InterestKey, Long> totals = new HashMap<>();
    /** What the other side was told; a subset of the keys of totals and pending. */
    private final Map<InterestKey, Long> told = new HashMap<>();
    /** Keys that may have changed since, in the order of their first change. */
    private final Map<InterestKey, Boolean> pending = new LinkedHashMap<>();

    private InterestTally(boolean weighted) {
        this.weighted = weighted;
    }

    /** For routes and leaf nodes: each change of a queue group's weight is announced. */
    public static InterestTally weighted() {
        return new InterestTally(true);
    }

    /** For gateways: a queue group is there or not, always with weight one. */
    public static InterestTally unweighted() {
        return new InterestTally(false);
    }

    /** Counts subscriptions, or the weight that a peer announced. Not positive: nothing happens. */
    public void add(InterestKey key, long weight) {
        if (weight > 0) {
            totals.merge(key, weight, Long::sum);
            pending.put(key, true);
        }
    }

    /** Takes back what was added. */
    public void remove(InterestKey key, long weight) {
        Long before = totals.get(key);
        if (before == null || weight <= 0) {
            return;
        }
        if (before <= weight) {
            totals.remove(key);
        } else {
            totals.put(key, before - weight);
        }
        pending.put(key, true);
    }

    /** What is counted for the key; 0: no interest. */
    public long total(InterestKey key) {
        Long total = totals.get(key);
        return total == null ? 0 : total;
    }

    /** What would be announced for the key; 0: nothing. */
    public long announced(InterestKey key) {
        return value(key, totals.get(key));
    }

    /** Whether nothing at all is counted. */
    public boolean isEmpty() {
        return totals.isEmpty();
    }

    /** All there is, as for a peer that has heard nothing yet; changes that wait keep waiting for the others. */
    public void forEach(BiConsumer<InterestKey, Long> announce) {
        totals.forEach((key, total) -> announce.accept(key, value(key, total)));
    }

    /**
     * Announces what differs from what was announced last, in the order in which it began to differ.
     *
     * @param announce takes the key and its value: 1 for plain interest, the weight for a queue group, 0 for interest that ended
     */
    public void drain(BiConsumer<InterestKey, Long> announce) {
        if (pending.isEmpty()) {
            return;
        }
        for (InterestKey key : pending.keySet()) {
            long now = value(key, totals.get(key));
            Long before = now == 0 ? told.remove(key) : told.put(key, now);
            if (now != (before == null ? 0 : before)) {
                announce.accept(key, now);
            }
        }
        pending.clear();
    }

    private long value(InterestKey key, @Nullable Long total) {
        if (total == null) {
            return 0;
        }
        return key.hasQueue() && weighted ? total : 1;
    }
}
