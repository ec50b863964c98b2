package io.dialtone.app.nats.bench;

/**
 * How often which time was taken, in buckets whose width is at most 1/128 of the time: no more than 0.8 % off anywhere, no memory per
 * measurement. For one writer; sums are made when it has ended.
 */
final class Latencies {
    private static final int BITS = 7;
    private static final int STEPS = 1 << BITS;
    private static final int BUCKETS = (Long.SIZE - BITS) * STEPS;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long least = Long.MAX_VALUE;
    private long most;
    private double sum;

    void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        count++;
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    /** Values below two times {@link #STEPS} have a bucket each; above, {@link #STEPS} buckets for each power of two. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1);
        return shift * STEPS + (int) (value >>> shift);
    }

    /** The highest value of a bucket. */
    private static long highest(int bucket) {
        if (bucket < 2 * STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (bucket - shift * STEPS + 1) << shift) - 1;
    }

    void add(Latencies other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
    }

    long count() {
        return count;
    }

    /** In nanoseconds; 0 when nothing was measured, as everywhere below. */
    long min() {
        return count == 0 ? 0 : least;
    }

    long max() {
        return most;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /** The time within which that part of all were done: 0.99 of them, say. */
    long percentile(double part) {
        long wanted = (long) Math.ceil(part * count);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.clamp(highest(i), min(), most);
            }
        }
        return 0;
    }
}
