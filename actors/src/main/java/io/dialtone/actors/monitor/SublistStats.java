package io.dialtone.actors.monitor;

/**
 * How a subscription index is used. Sums over accounts with {@link #plus}.
 *
 * @param cached results in the match cache
 * @param cacheHits matches answered from the cache
 * @param maxFanout most subscriptions one cached result has
 * @param cachedFanout subscriptions over all cached results
 */
public record SublistStats(
        long subscriptions,
        long cached,
        long inserts,
        long removes,
        long matches,
        long cacheHits,
        long maxFanout,
        long cachedFanout) {

    public static final SublistStats NONE = new SublistStats(0, 0, 0, 0, 0, 0, 0, 0);

    public SublistStats plus(SublistStats other) {
        return new SublistStats(
                subscriptions + other.subscriptions,
                cached + other.cached,
                inserts + other.inserts,
                removes + other.removes,
                matches + other.matches,
                cacheHits + other.cacheHits,
                Math.max(maxFanout, other.maxFanout),
                cachedFanout + other.cachedFanout);
    }

    /** Share of the matches answered from the cache, 0 to 1. */
    public double cacheHitRate() {
        return matches == 0 ? 0 : (double) cacheHits / matches;
    }

    /** Subscriptions per cached result. */
    public double avgFanout() {
        return cached == 0 ? 0 : (double) cachedFanout / cached;
    }
}
