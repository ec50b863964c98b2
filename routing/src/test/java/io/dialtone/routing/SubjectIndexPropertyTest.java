package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/** The index, the space and the match cache against {@link NaiveIndex}, under random changes. */
class SubjectIndexPropertyTest {
    private SubjectSpace space;
    private NaiveIndex naive;
    private List<Subscription> present;

    @BeforeTry
    void startEmpty() {
        space = new SubjectSpace();
        naive = new NaiveIndex();
        present = new ArrayList<>();
    }

    /** One step: add (plain or to a group), remove the i-th, or look a subject up. */
    record Step(int kind, String pattern, String subject, int pick) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void findsWhatTheRulesSay(@ForAll("steps") List<Step> steps) {
        int sid = 0;
        for (Step step : steps) {
            change(step, sid++);
            assertThat(Subscriptions.found(Subscriptions.match(space, step.subject)))
                    .as("what %s matches", step.subject)
                    .isEqualTo(Subscriptions.found(naive.match(step.subject)));
            assertThat(space.size()).isEqualTo(naive.size());
        }
        removeAllAndCheckEmptiness(steps.size());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aCachedResultIsNeverStale(@ForAll("steps") List<Step> steps) {
        MatchCache cache = new MatchCache(space);
        int sid = 0;
        for (Step step : steps) {
            change(step, sid++);
            // Twice, so that the second one is answered from memory, then all that were asked before.
            for (int i = 0; i < 3; i++) {
                checkCached(cache, step.subject);
            }
            for (Step earlier : steps.subList(0, Math.min(sid, 8))) {
                checkCached(cache, earlier.subject);
            }
        }
        assertThat(cache.hits()).as("answers from memory").isGreaterThanOrEqualTo(steps.size());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anUnchangedSliceKeepsItsGeneration(@ForAll("steps") List<Step> steps) {
        int sid = 0;
        for (Step step : steps) {
            long[] before = generations();
            int touched = change(step, sid++);
            long[] after = generations();
            for (int i = 0; i < before.length; i++) {
                if (i != touched) {
                    assertThat(after[i]).as("generation of slice %d", i).isEqualTo(before[i]);
                }
            }
        }
    }

    private long[] generations() {
        long[] all = new long[SubjectSpace.sliceCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = space.slice(i).generation();
        }
        return all;
    }

    private void checkCached(MatchCache cache, String subject) {
        byte[] bytes = ByteText.bytes(subject);
        assertThat(Subscriptions.found(cache.match(bytes, 0, bytes.length)))
                .as("what the cache says %s matches", subject)
                .isEqualTo(Subscriptions.found(naive.match(subject)));
    }

    /** Returns the slice it changed, or -1. */
    private int change(Step step, int sid) {
        switch (step.kind) {
            case 0, 1 -> add(Subscriptions.plain(step.pattern, sid));
            case 2 -> add(Subscriptions.queue(step.pattern, "g" + step.pick % 2, sid));
            case 3 -> {
                if (!present.isEmpty()) {
                    Subscription gone = present.remove(step.pick % present.size());
                    naive.remove(gone);
                    assertThat(Subscriptions.slice(space, gone).remove(gone)).isTrue();
                    assertThat(Subscriptions.slice(space, gone).remove(gone))
                            .as("removed a second time")
                            .isFalse();
                    return SubjectSpace.sliceOfPattern(gone.subject());
                }
                return -1;
            }
            default -> {
                return -1;
            }
        }
        return SubjectSpace.sliceOfPattern(ByteText.bytes(step.pattern));
    }

    private void add(Subscription s) {
        present.add(s);
        naive.add(s);
        Subscriptions.slice(space, s).add(s);
    }

    private void removeAllAndCheckEmptiness(long seed) {
        Collections.shuffle(present, new Random(seed));
        for (Subscription s : present) {
            assertThat(Subscriptions.slice(space, s).remove(s)).isTrue();
        }
        assertThat(space.size()).isZero();
        List<Subscription> left = new ArrayList<>();
        space.forEach(left::add);
        assertThat(left).isEmpty();
        for (int i = 0; i < SubjectSpace.sliceCount(); i++) {
            assertThat(space.slice(i).isBare())
                    .as("slice %d holds nothing any more", i)
                    .isTrue();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> token = Arbitraries.of("a", "b", "ab", "*", ">x", "x*");
        Arbitrary<String> pattern = Arbitraries.oneOf(
                token.list().ofMinSize(1).ofMaxSize(4).map(t -> String.join(".", t)),
                token.list().ofMaxSize(3).map(t -> t.isEmpty() ? ">" : String.join(".", t) + ".>"));
        Arbitrary<String> subject = Arbitraries.oneOf(
                Arbitraries.of("a", "b", "ab", "a", "b", "*", ">", "")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(5)
                        .map(t -> String.join(".", t)),
                pattern);
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 4);
        return Combinators.combine(
                        kind, pattern, subject, Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
