package io.dialtone.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.InterestKey;
import io.dialtone.cluster.gateway.OutboundInterest.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundInterestTest {
    private static final InterestKey FOO = InterestKey.of("foo");
    private static final InterestKey QUEUE = InterestKey.of("foo", "q");

    private final OutboundInterest old = new OutboundInterest(false);
    private final OutboundInterest modern = new OutboundInterest(true);

    @Test
    void anOldPeerGetsEverythingUntilItRefuses() {
        assertThat(old.mayWant("A", "foo")).isTrue();
        old.unwanted("A", FOO);
        assertThat(old.mayWant("A", "foo")).isFalse();
        assertThat(old.mayWant("A", "bar")).isTrue();
        old.wanted("A", FOO);
        assertThat(old.mayWant("A", "foo")).isTrue();
    }

    @Test
    void aWildcardTakesBackEveryRefusalThatItCovers() {
        old.unwanted("A", InterestKey.of("x.1"));
        old.unwanted("A", InterestKey.of("x.2"));
        old.unwanted("A", InterestKey.of("y"));
        old.wanted("A", InterestKey.of("x.*"));

        assertThat(old.mayWant("A", "x.1")).isTrue();
        assertThat(old.mayWant("A", "x.2")).isTrue();
        assertThat(old.mayWant("A", "y")).isFalse();
    }

    @Test
    void aRefusedAccountGetsNothingUntilItIsWantedAgain() {
        old.accountRefused("A");
        assertThat(old.mayWant("A", "foo")).isFalse();
        assertThat(old.isRefused("A")).isTrue();
        old.accountWanted("A");
        assertThat(old.mayWant("A", "foo")).isTrue();
    }

    @Test
    void refusingAnAccountWithQueueGroupsOnlyForgetsWhatElseWasRefused() {
        old.wanted("A", QUEUE);
        old.unwanted("A", FOO);
        old.accountRefused("A");

        assertThat(old.isRefused("A")).isFalse();
        assertThat(old.mayWant("A", "foo")).isTrue();
    }

    @Test
    void aPeerThatTellsAtOnceIsSentNothingUnasked() {
        assertThat(modern.mayWant("A", "foo")).isFalse();
        assertThat(modern.wanted("A", FOO)).isEqualTo(Effect.NONE);
        assertThat(modern.wanted("A", QUEUE)).isEqualTo(Effect.INSERT);
    }

    @Test
    void withinTheBracketInterestIsCollectedAndAfterItNothingIsSentUnasked() {
        old.unwanted("A", InterestKey.of("bar"));
        old.begins("A");
        assertThat(old.wanted("A", FOO)).isEqualTo(Effect.INSERT);
        assertThat(old.mayWant("A", "other")).isTrue();
        assertThat(old.mayWant("A", "bar")).isFalse();
        assertThat(old.mode("A")).isEqualTo(InterestMode.TRANSITIONING);
        old.complete("A");
        assertThat(old.mayWant("A", "other")).isFalse();
        assertThat(old.mode("A")).isEqualTo(InterestMode.INTEREST_ONLY);
    }

    @Test
    void interestIsNotCountedSoThatOneEndRemovesIt() {
        modern.begins("A");
        assertThat(modern.wanted("A", FOO)).isEqualTo(Effect.INSERT);
        assertThat(modern.wanted("A", FOO)).isEqualTo(Effect.NONE);
        assertThat(modern.unwanted("A", FOO)).isEqualTo(Effect.REMOVE);
        assertThat(modern.unwanted("A", FOO)).isEqualTo(Effect.NONE);
    }

    @Test
    void whatIsToBeForgottenWithTheLinkIsKnown() {
        modern.begins("A");
        modern.wanted("A", FOO);
        modern.wanted("B", QUEUE);

        List<String> all = new ArrayList<>();
        modern.forEach((account, key) -> all.add(account + " " + key.subject() + " " + key.queue()));
        assertThat(all).containsExactlyInAnyOrder("A foo ", "B foo q");
    }

    @Test
    void cachesSeeThatAnAnswerMayHaveChanged() {
        long before = old.version();
        old.unwanted("A", FOO);
        long refused = old.version();
        old.unwanted("A", FOO);

        assertThat(refused).isGreaterThan(before);
        assertThat(old.version()).isEqualTo(refused);
    }

    @Test
    void anEndWithoutABeginningChangesNothing() {
        old.complete("A");

        assertThat(old.mayWant("A", "foo")).isTrue();
    }
}
