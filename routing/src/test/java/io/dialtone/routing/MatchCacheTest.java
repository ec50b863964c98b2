package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatchCacheTest {
    private final SubjectSpace space = new SubjectSpace();
    private final MatchCache cache = new MatchCache(space);

    private MatchResult match(String subject) {
        byte[] bytes = ByteText.bytes(subject);
        return cache.match(bytes, 0, bytes.length);
    }

    private void add(Subscription s) {
        Subscriptions.slice(space, s).add(s);
    }

    @Test
    void aSubjectUsedOnceTakesNoEntry() {
        match("once");
        assertThat(cache.size()).isZero();
        match("once");
        assertThat(cache.size()).isEqualTo(1);
        match("once");
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.lookups()).isEqualTo(3);
    }

    @Test
    void aSubscriberThatJoinsAKnownSubjectIsSeenWithoutANewMatch() {
        add(Subscriptions.plain("foo", 1));
        match("foo");
        match("foo");
        long generation =
                space.slice(SubjectSpace.sliceOfPattern(ByteText.bytes("foo"))).generation();
        Subscription second = Subscriptions.plain("foo", 2);
        add(second);
        assertThat(space.slice(SubjectSpace.sliceOfPattern(ByteText.bytes("foo")))
                        .generation())
                .isEqualTo(generation);
        assertThat(match("foo").all()).contains(second).hasSize(2);
        assertThat(cache.hits()).isEqualTo(1);
    }

    @Test
    void aSubscriptionElsewhereDoesNotMakeItForget() {
        add(Subscriptions.plain("orders.*", 1));
        match("orders.eu");
        match("orders.eu");
        String other = otherSlice("orders");
        add(Subscriptions.plain(other + ".x", 2));
        match("orders.eu");
        assertThat(cache.hits()).isEqualTo(1);
    }

    private static String otherSlice(String token) {
        int slice = SubjectSpace.sliceOfPattern(ByteText.bytes(token));
        for (int i = 0; ; i++) {
            if (SubjectSpace.sliceOfPattern(ByteText.bytes("t" + i)) != slice) {
                return "t" + i;
            }
        }
    }

    @Test
    void resetMatchesInTheOtherSpaceAlone() {
        add(Subscriptions.plain("foo", 1));
        match("foo");
        match("foo");
        SubjectSpace other = new SubjectSpace();
        cache.reset(other);
        assertThat(match("foo").isEmpty()).isTrue();
        Subscription there = Subscriptions.plain("foo", 2);
        Subscriptions.slice(other, there).add(there);
        assertThat(match("foo").all()).containsExactly(there);
    }

    @Test
    void growsWithTheSubjectsInUse() {
        inTurn(2_000, 30);
        assertThat(cache.size()).isGreaterThan(1_500);
    }

    @Test
    void keepsToItsBound() {
        for (int i = 0; i < 200_000; i++) {
            for (int times = 0; times < 4; times++) {
                match("subject." + i);
            }
        }
        assertThat(cache.size()).isBetween(16_384, 65_536);
    }

    @Test
    void subjectsUsedOnceNeverFillIt() {
        for (int i = 0; i < 200_000; i++) {
            match("_INBOX.r" + i);
        }
        assertThat(cache.size()).isLessThan(100);
    }

    @Test
    void manySubjectsInTurnAreAnsweredFromMemory() {
        for (int i = 0; i < 1_000; i++) {
            add(Subscriptions.plain("subject." + i, i));
        }
        inTurn(1_000, 30);
        assertThat(cache.hits()).isGreaterThan(cache.lookups() / 2);
    }

    private void inTurn(int subjects, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < subjects; i++) {
                match("subject." + i);
            }
        }
    }
}
