package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever follows the changes of interest knows, at any time, the interest there is. */
class InterestLedgerPropertyTest {
    private static final List<String> SUBJECTS = List.of("a", "a.b", "a.*", "a.>");
    private static final List<Links> LINKS =
            List.of(Links.route("one"), Links.route("two"), Links.leaf("leaf", "L"), Links.gateway("far", 9));

    /** Announced to leaf links alone. */
    private static final Subscriber IMPORT = new Subscriber() {
        @Override
        public Reach reach() {
            return Reach.LEAF_LINKS;
        }
    };

    /** One change: what it is, where, of which group and link, and how many. */
    record Step(int kind, int subject, int queue, int link, int weight) {
        String text() {
            return SUBJECTS.get(subject);
        }

        byte[] group() {
            return queue == 0 ? null : ByteText.bytes("q" + queue);
        }
    }

    /** What is interested, as a follower has it. */
    private static final class Follower {
        final Map<String, String> known = new TreeMap<>();

        void hear(List<InterestChange> changes) {
            for (InterestChange c : changes) {
                String key = ByteText.text(c.subject()) + (c.queue() == null ? "" : " " + ByteText.text(c.queue()));
                String state = text(c.now());
                if (state.isEmpty()) {
                    known.remove(key);
                } else {
                    known.put(key, state);
                }
            }
        }

        void check(List<InterestChange> changes) {
            for (InterestChange c : changes) {
                String key = ByteText.text(c.subject()) + (c.queue() == null ? "" : " " + ByteText.text(c.queue()));
                assertThat(text(c.before())).as("before, of %s", key).isEqualTo(known.getOrDefault(key, ""));
            }
        }

        private static String text(InterestChange.State state) {
            Map<String, Integer> parts = new TreeMap<>();
            for (int i = 0; i < state.remote().length; i++) {
                parts.put(((Links) state.remote()[i].link()).name(), state.weights()[i]);
            }
            String own = (state.local() > 0 ? "local " + state.local() : "")
                    + (state.imports() > 0 ? " imports " + state.imports() : "");
            return own + (parts.isEmpty() ? "" : parts.toString());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void followersKnowWhatThereIs(@ForAll("batches") List<List<Step>> batches) {
        RemoteSpace remote = new RemoteSpace();
        SubjectSpace space = new SubjectSpace("A", null, remote);
        int slice = SubjectSpace.sliceOfPattern(ByteText.bytes("a"));
        InterestLedger ledger = new InterestLedger(space, remote, slice);
        Follower follower = new Follower();
        List<Subscription> present = new ArrayList<>();
        for (List<Step> batch : batches) {
            ledger.begin(true);
            batch.forEach(step -> apply(step, ledger, present, slice));
            List<InterestChange> changes = ledger.end();
            follower.check(changes);
            follower.hear(changes);
            Follower late = new Follower();
            ledger.snapshot(late::hear);
            assertThat(follower.known).as("after %s", batch).isEqualTo(late.known);
            assertThat(keysOnce(changes))
                    .as("each subject and group is told once")
                    .isTrue();
        }
        ledger.begin(true);
        present.forEach(ledger::remove);
        LINKS.forEach(link -> ledger.forget(link, slice));
        follower.hear(ledger.end());
        assertThat(follower.known).isEmpty();
        assertThat(space.size() + remote.size()).isZero();
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void nothingIsTold_whereNobodyWatches(@ForAll("batches") List<List<Step>> batches) {
        RemoteSpace remote = new RemoteSpace();
        SubjectSpace space = new SubjectSpace("A", null, remote);
        int slice = SubjectSpace.sliceOfPattern(ByteText.bytes("a"));
        InterestLedger ledger = new InterestLedger(space, remote, slice);
        for (List<Step> batch : batches) {
            ledger.begin(false);
            batch.forEach(step -> apply(step, ledger, new ArrayList<>(), slice));
            assertThat(ledger.end()).isEmpty();
        }
    }

    private static boolean keysOnce(List<InterestChange> changes) {
        Map<String, Integer> seen = new HashMap<>();
        for (InterestChange c : changes) {
            seen.merge(
                    ByteText.text(c.subject()) + " " + (c.queue() == null ? "" : ByteText.text(c.queue())),
                    1,
                    Integer::sum);
        }
        return seen.values().stream().allMatch(n -> n == 1);
    }

    private static void apply(Step step, InterestLedger ledger, List<Subscription> present, int slice) {
        Links link = LINKS.get(step.link);
        switch (step.kind) {
            case 0, 1 -> {
                Subscriber who = step.kind == 0 ? Subscriptions.NOBODY : IMPORT;
                Subscription s = new Subscription(ByteText.bytes(step.text()), step.group(), ByteText.bytes("1"), who);
                present.add(s);
                ledger.add(s);
            }
            case 2 -> {
                if (!present.isEmpty()) {
                    ledger.remove(present.remove(step.weight % present.size()));
                }
            }
            case 3 -> ledger.forget(link, slice);
            default -> {
                int weight = step.group() == null ? Math.min(1, step.weight) : step.weight;
                ledger.set(new RemoteInterest(
                        ByteText.bytes(step.text()), step.group(), link, RemoteInterest.NO_ORIGIN, weight));
            }
        }
    }

    @Provide
    Arbitrary<List<List<Step>>> batches() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 0),
                                net.jqwik.api.Tuple.of(1, 1),
                                net.jqwik.api.Tuple.of(4, 2),
                                net.jqwik.api.Tuple.of(1, 3),
                                net.jqwik.api.Tuple.of(8, 4)),
                        Arbitraries.integers().between(0, SUBJECTS.size() - 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, LINKS.size() - 1),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(12);
    }
}
