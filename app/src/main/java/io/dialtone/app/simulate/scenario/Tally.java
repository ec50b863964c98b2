package io.dialtone.app.simulate.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Counts answers by the region they came from, and requests that got none. Requests made before the latest {@link #mark} count as those
 * that were on their way. Any thread may count and ask.
 */
final class Tally {

    private static final double NANOS_PER_MS = 1e6;
    private static final int LATENCIES = 1000;

    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Long> firstNanos = new HashMap<>();
    private final Map<String, List<Long>> latencies = new HashMap<>();
    private String last = "";
    private int inARow;
    private int lost;
    private int lostOnTheWay;
    private long markNanos = System.nanoTime();

    /** Forgets all answers; requests made from now on are counted apart. */
    synchronized void mark() {
        answers.clear();
        firstNanos.clear();
        latencies.clear();
        inARow = 0;
        lost = 0;
        last = "";
        markNanos = System.nanoTime();
    }

    /** @param asked when the request was made */
    synchronized void answered(String region, long asked) {
        if (asked < markNanos) {
            return;
        }
        long now = System.nanoTime();
        answers.merge(region, 1, Integer::sum);
        firstNanos.putIfAbsent(region, now);
        List<Long> known = latencies.computeIfAbsent(region, none -> new ArrayList<>());
        if (known.size() < LATENCIES) {
            known.add(now - asked);
        }
        inARow = region.equals(last) ? inARow + 1 : 1;
        last = region;
    }

    /** @param asked when the request was made */
    synchronized void lost(long asked) {
        if (asked < markNanos) {
            lostOnTheWay++;
        } else {
            lost++;
        }
    }

    /** Requests made since the mark that got no answer. */
    synchronized int lostSoFar() {
        return lost;
    }

    /** Requests made before a mark that got no answer until after it; of all marks since this was last asked. */
    synchronized int takeLostOnTheWay() {
        int taken = lostOnTheWay;
        lostOnTheWay = 0;
        return taken;
    }

    /** How many answers of this region came last, one after the other. */
    synchronized int inARow(String region) {
        return region.equals(last) ? inARow : 0;
    }

    /** How many answers came from others. */
    synchronized int fromOthers(String region) {
        return answers.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(region))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** When the first answer of this region came; 0 before. */
    synchronized long firstNanos(String region) {
        return firstNanos.getOrDefault(region, 0L);
    }

    /** How long half of the requests waited at most. */
    synchronized OptionalDouble medianMs(String region) {
        List<Long> sorted =
                latencies.getOrDefault(region, List.of()).stream().sorted().toList();
        return sorted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted.get(sorted.size() / 2) / NANOS_PER_MS);
    }

    @Override
    public synchronized String toString() {
        return answers.isEmpty() ? "nobody answers" : "answers " + new TreeMap<>(answers);
    }
}
