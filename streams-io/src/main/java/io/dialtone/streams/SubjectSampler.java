package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The subjects with most messages, estimated from about one message of each read, which stands for all of them: busy subjects are
 * met often enough. A server that does not count them has none of this on its data path. Any thread.
 */
public final class SubjectSampler {
    /** A sketch is exact for the busiest only with more places than are shown. */
    private static final int PLACES_FOR_EACH = 4;

    private final int shown;
    private final AtomicReferenceArray<SubjectSketch> sketches;

    /**
     * @param shown subjects at most
     * @param loops how many event loops there are
     */
    public SubjectSampler(int shown, int loops) {
        this.shown = shown;
        this.sketches = new AtomicReferenceArray<>(loops);
        long now = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            sketches.set(i, new SubjectSketch(PLACES_FOR_EACH * shown, now));
        }
    }

    /** Counts messages; on that loop. */
    void add(int loop, String account, byte[] subject, long messages) {
        sketches.get(loop).add(account, subject, messages, System.nanoTime());
    }

    /** The busiest of the last seconds, the busiest first. */
    public List<SubjectRate> busiest() {
        record Name(String account, String subject) {}
        Map<Name, SubjectRate> sums = new HashMap<>();
        long now = System.nanoTime();
        for (int i = 0; i < sketches.length(); i++) {
            sketches.get(i)
                    .tell(
                            now,
                            rate -> sums.merge(
                                    new Name(rate.account(), ByteText.text(rate.subject())),
                                    rate,
                                    (a, b) -> new SubjectRate(
                                            a.account(), a.subject(), a.messagesPerSecond() + b.messagesPerSecond())));
        }
        return sums.values().stream()
                .sorted(Comparator.comparingDouble(SubjectRate::messagesPerSecond)
                        .reversed())
                .limit(shown)
                .toList();
    }
}
