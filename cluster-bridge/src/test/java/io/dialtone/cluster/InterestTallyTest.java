package io.dialtone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InterestTallyTest {
    private static final InterestKey FOO = InterestKey.of("foo");
    private static final InterestKey QUEUE = new InterestKey("foo", "q", "");

    /** One step of a life: a change, after which changes are announced or not. */
    record Step(InterestKey key, boolean add, int weight, boolean drain) {}

    @Test
    void plainInterestIsAnnouncedWhenItBeginsAndWhenItEnds() {
        InterestTally tally = InterestTally.weighted();

        tally.add(FOO, 1);
        assertThat(drained(tally)).containsExactly("foo=1");
        tally.add(FOO, 1);
        tally.remove(FOO, 1);
        assertThat(drained(tally)).isEmpty();
        tally.remove(FOO, 1);
        assertThat(drained(tally)).containsExactly("foo=0");
    }

    @Test
    void aQueueGroupIsAnnouncedWithItsTotalAtEachChange() {
        InterestTally tally = InterestTally.weighted();

        tally.add(QUEUE, 2);
        assertThat(drained(tally)).containsExactly("foo q=2");
        tally.add(QUEUE, 3);
        assertThat(drained(tally)).containsExactly("foo q=5");
        tally.remove(QUEUE, 2);
        assertThat(drained(tally)).containsExactly("foo q=3");
        tally.remove(QUEUE, 3);
        assertThat(drained(tally)).containsExactly("foo q=0");
    }

    @Test
    void overGatewaysAQueueGroupIsThereOrNot() {
        InterestTally tally = InterestTally.unweighted();

        tally.add(QUEUE, 2);
        assertThat(drained(tally)).containsExactly("foo q=1");
        tally.add(QUEUE, 1);
        assertThat(drained(tally)).isEmpty();
        tally.remove(QUEUE, 3);
        assertThat(drained(tally)).containsExactly("foo q=0");
    }

    @Test
    void leafClustersAreCountedApart() {
        InterestTally tally = InterestTally.weighted();
        tally.add(new InterestKey("foo", "", "L1"), 1);
        tally.add(new InterestKey("foo", "", "L2"), 1);
        tally.remove(new InterestKey("foo", "", "L1"), 1);

        assertThat(drained(tally)).containsExactly("foo@L2=1");
    }

    @Test
    void whatCameAndWentMeanwhileIsNotAnnounced() {
        InterestTally tally = InterestTally.weighted();
        tally.add(FOO, 1);
        tally.remove(FOO, 1);

        assertThat(drained(tally)).isEmpty();
    }

    @Test
    void removingTheUnknownChangesNothing() {
        InterestTally tally = InterestTally.weighted();
        tally.remove(FOO, 1);

        assertThat(drained(tally)).isEmpty();
        assertThat(tally.isEmpty()).isTrue();
    }

    @Test
    void aNewPeerIsToldAllThereIs() {
        InterestTally tally = InterestTally.weighted();
        tally.add(FOO, 2);
        tally.add(QUEUE, 2);

        List<String> all = new ArrayList<>();
        tally.forEach((key, value) -> all.add(text(key, value)));
        assertThat(all).containsExactlyInAnyOrder("foo=1", "foo q=2");
    }

    @Property(tries = 500)
    void whatAPeerHasHeardIsAlwaysWhatANaiveCountSays(@ForAll("lives") List<Step> life, @ForAll boolean weighted) {
        InterestTally tally = weighted ? InterestTally.weighted() : InterestTally.unweighted();
        Map<InterestKey, Long> naive = new HashMap<>();
        Map<InterestKey, Long> peer = new HashMap<>();
        for (Step step : life) {
            change(tally, naive, step);
            if (step.drain) {
                tally.drain((key, value) -> hear(peer, key, value));
                assertThat(peer).isEqualTo(expected(naive, weighted));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<InterestKey> keys = Combinators.combine(
                        Arbitraries.of("a", "b.*"), Arbitraries.of("", "q"), Arbitraries.of("", "L"))
                .as(InterestKey::new);
        return Combinators.combine(
                        keys,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static void change(InterestTally tally, Map<InterestKey, Long> naive, Step step) {
        long before = naive.getOrDefault(step.key, 0L);
        if (step.add) {
            tally.add(step.key, step.weight);
            naive.put(step.key, before + step.weight);
        } else {
            tally.remove(step.key, step.weight);
            naive.put(step.key, Math.max(0, before - step.weight));
        }
    }

    /** As a peer keeps it: zero ends interest, anything else replaces; nothing is ever said twice. */
    private static void hear(Map<InterestKey, Long> peer, InterestKey key, long value) {
        Long before = value == 0 ? peer.remove(key) : peer.put(key, value);
        assertThat(Objects.equals(before, value)).as("said twice of %s", key).isFalse();
        assertThat(before != null || value != 0).as("an end of known interest").isTrue();
    }

    private static Map<InterestKey, Long> expected(Map<InterestKey, Long> naive, boolean weighted) {
        Map<InterestKey, Long> all = new HashMap<>();
        naive.forEach((key, count) -> {
            if (count > 0) {
                all.put(key, key.hasQueue() && weighted ? count : 1L);
            }
        });
        return all;
    }

    private static List<String> drained(InterestTally tally) {
        List<String> said = new ArrayList<>();
        tally.drain((key, value) -> said.add(text(key, value)));
        return said;
    }

    private static String text(InterestKey key, long value) {
        return key.subject()
                + (key.hasQueue() ? " " + key.queue() : "")
                + (key.origin().isEmpty() ? "" : "@" + key.origin())
                + "=" + value;
    }
}
