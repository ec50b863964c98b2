package io.dialtone.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.InterestKey;
import io.dialtone.cluster.InterestTally;
import io.dialtone.routing.Subjects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Both ends of a gateway, joined without a network: whatever happens, nothing that is wanted is withheld. */
class InterestStatesTest {
    private static final List<String> ACCOUNTS = List.of("A", "B");
    private static final List<String> PATTERNS = List.of("x.1", "x.2", "x.*", ">");
    private static final List<String> LITERALS = List.of("x.1", "x.2", "y");

    /** What happens next, in which account. */
    enum Kind {
        SUBSCRIBE,
        UNSUBSCRIBE,
        SUBSCRIBE_QUEUE,
        UNSUBSCRIBE_QUEUE,
        MESSAGE,
        SWITCH
    }

    record Step(Kind kind, int account, int subject) {}

    @Property(tries = 1000)
    void whatIsWantedIsNeverWithheld(@ForAll("lives") List<Step> life, @ForAll boolean atOnce) {
        Pair pair = new Pair(atOnce);
        for (Step step : life) {
            pair.take(step);
            pair.nothingIsWithheld();
        }
    }

    @Property(tries = 300)
    void onceSwitchedAnAccountGetsNothingThatItDoesNotWant(@ForAll("lives") List<Step> life, @ForAll boolean atOnce) {
        Pair pair = new Pair(atOnce);
        ACCOUNTS.forEach(account -> pair.hear(pair.inbound.switchAccount(account)));
        for (Step step : life) {
            pair.take(step);
            pair.nothingIsWithheld();
            pair.nothingIsWasted();
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, ACCOUNTS.size() - 1),
                        Arbitraries.integers().between(0, PATTERNS.size() - 1))
                .as(Step::new)
                .list()
                .ofMaxSize(50);
    }

    /** The accepting side with its tallies, and the dialling side with an index that is only a set. */
    private static final class Pair {
        private final InboundInterest inbound;
        private final OutboundInterest outbound;
        private final List<InterestTally> tallies = List.of(InterestTally.unweighted(), InterestTally.unweighted());
        private final List<Set<InterestKey>> index = List.of(new HashSet<>(), new HashSet<>());

        Pair(boolean atOnce) {
            inbound = new InboundInterest(atOnce);
            outbound = new OutboundInterest(atOnce);
        }

        void take(Step step) {
            String account = ACCOUNTS.get(step.account);
            String pattern = PATTERNS.get(step.subject);
            InterestTally tally = tallies.get(step.account);
            switch (step.kind) {
                case SUBSCRIBE -> tally.add(InterestKey.of(pattern), 1);
                case UNSUBSCRIBE -> tally.remove(InterestKey.of(pattern), 1);
                case SUBSCRIBE_QUEUE -> tally.add(InterestKey.of(pattern, "q"), 1);
                case UNSUBSCRIBE_QUEUE -> tally.remove(InterestKey.of(pattern, "q"), 1);
                case SWITCH -> hear(inbound.switchAccount(account));
                case MESSAGE -> message(step.account, LITERALS.get(step.subject % LITERALS.size()));
            }
            tally.drain((key, value) -> hear(value > 0 ? inbound.began(account, key) : inbound.ended(account, key)));
        }

        private void message(int account, String subject) {
            if (isSent(account, subject) && !isWanted(account, subject)) {
                boolean any = !tallies.get(account).isEmpty();
                hear(inbound.notWanted(ACCOUNTS.get(account), subject, any));
            }
        }

        void hear(InboundAnswer answer) {
            switch (answer) {
                case InboundAnswer.Nothing nothing -> {}
                case InboundAnswer.RefuseAccount refuse ->
                    indexOf(refuse.account()).removeAll(outbound.accountRefused(refuse.account()));
                case InboundAnswer.WantAccount want -> outbound.accountWanted(want.account());
                case InboundAnswer.Want want -> apply(want.account(), want.key(), true);
                case InboundAnswer.Refuse refuse -> apply(refuse.account(), refuse.key(), false);
                case InboundAnswer.TellAll all -> {
                    outbound.begins(all.account());
                    tallies.get(ACCOUNTS.indexOf(all.account())).forEach((key, value) -> {
                        if (!key.hasQueue()) {
                            apply(all.account(), key, true);
                        }
                    });
                    outbound.complete(all.account());
                }
            }
        }

        private void apply(String account, InterestKey key, boolean wanted) {
            switch (wanted ? outbound.wanted(account, key) : outbound.unwanted(account, key)) {
                case INSERT -> assertThat(indexOf(account).add(key)).isTrue();
                case REMOVE -> assertThat(indexOf(account).remove(key)).isTrue();
                case NONE -> {}
            }
        }

        private Set<InterestKey> indexOf(String account) {
            return index.get(ACCOUNTS.indexOf(account));
        }

        void nothingIsWithheld() {
            forEach((account, literal) -> {
                if (isWanted(account, literal)) {
                    assertThat(isSent(account, literal))
                            .as("%s of %s is wanted", literal, account)
                            .isTrue();
                }
            });
        }

        void nothingIsWasted() {
            forEach((account, literal) -> {
                if (!isWanted(account, literal)) {
                    assertThat(isSent(account, literal))
                            .as("%s of %s is not wanted", literal, account)
                            .isFalse();
                }
            });
        }

        private void forEach(java.util.function.BiConsumer<Integer, String> check) {
            for (int account = 0; account < ACCOUNTS.size(); account++) {
                for (String literal : LITERALS) {
                    check.accept(account, literal);
                }
            }
        }

        private boolean isSent(int account, String literal) {
            return outbound.mayWant(ACCOUNTS.get(account), literal)
                    || index.get(account).stream().anyMatch(key -> Subjects.matches(literal, key.subject()));
        }

        private boolean isWanted(int account, String literal) {
            return PATTERNS.stream()
                    .filter(pattern -> Subjects.matches(literal, pattern))
                    .anyMatch(pattern -> tallies.get(account).total(InterestKey.of(pattern)) > 0
                            || tallies.get(account).total(InterestKey.of(pattern, "q")) > 0);
        }
    }
}
