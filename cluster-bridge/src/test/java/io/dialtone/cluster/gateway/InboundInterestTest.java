package io.dialtone.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.InterestKey;
import org.junit.jupiter.api.Test;

class InboundInterestTest {
    private static final InboundAnswer NOTHING = new InboundAnswer.Nothing();
    private static final InterestKey FOO = InterestKey.of("foo");
    private static final InterestKey QUEUE = InterestKey.of("foo", "q");

    private final InboundInterest old = new InboundInterest(false);
    private final InboundInterest modern = new InboundInterest(true);

    @Test
    void anAccountWithoutInterestIsRefusedOnceAndWantedOnce() {
        assertThat(old.unknownAccount("A", false)).isEqualTo(new InboundAnswer.RefuseAccount("A"));
        assertThat(old.notWanted("A", "foo", false)).isEqualTo(NOTHING);
        assertThat(old.began("A", FOO)).isEqualTo(new InboundAnswer.WantAccount("A"));
        assertThat(old.began("A", InterestKey.of("bar"))).isEqualTo(NOTHING);
    }

    @Test
    void aFirstQueueGroupTakesTheRefusalBackByItself() {
        old.unknownAccount("A", false);

        assertThat(old.began("A", QUEUE)).isEqualTo(new InboundAnswer.Want("A", QUEUE));
        assertThat(old.began("A", FOO)).isEqualTo(NOTHING);
    }

    @Test
    void anUnknownAccountInWhichTheClusterHasInterestIsNotRefused() {
        assertThat(old.unknownAccount("A", true)).isEqualTo(NOTHING);
    }

    @Test
    void aSubjectIsRefusedOnceUntilItIsWanted() {
        assertThat(old.notWanted("A", "foo", true)).isEqualTo(new InboundAnswer.Refuse("A", FOO));
        assertThat(old.notWanted("A", "foo", true)).isEqualTo(NOTHING);
        assertThat(old.began("A", FOO)).isEqualTo(new InboundAnswer.Want("A", FOO));
        assertThat(old.ended("A", FOO)).isEqualTo(NOTHING);
        assertThat(old.notWanted("A", "foo", true)).isEqualTo(new InboundAnswer.Refuse("A", FOO));
    }

    @Test
    void aWildcardTakesBackTheRefusalsThatItCovers() {
        old.notWanted("A", "x.1", true);
        InterestKey wild = InterestKey.of("x.*");

        assertThat(old.began("A", wild)).isEqualTo(new InboundAnswer.Want("A", wild));
        assertThat(old.notWanted("A", "x.1", true)).isInstanceOf(InboundAnswer.Refuse.class);
    }

    @Test
    void repliesToServicesAreNeverRefused() {
        assertThat(old.notWanted("A", "_R_.abcdef.ghijkl", true)).isEqualTo(NOTHING);
    }

    @Test
    void afterAThousandRefusalsAllInterestIsToldAndFromThenOnEachChange() {
        for (int i = 0; i < InboundInterest.MAX_REFUSALS; i++) {
            assertThat(old.notWanted("A", "s." + i, true)).isInstanceOf(InboundAnswer.Refuse.class);
        }
        assertThat(old.notWanted("A", "one.more", true)).isEqualTo(new InboundAnswer.TellAll("A"));
        assertThat(old.mode("A")).isEqualTo(InterestMode.INTEREST_ONLY);
        assertThat(old.notWanted("A", "another", true)).isEqualTo(NOTHING);
        assertThat(old.began("A", FOO)).isEqualTo(new InboundAnswer.Want("A", FOO));
        assertThat(old.ended("A", FOO)).isEqualTo(new InboundAnswer.Refuse("A", FOO));
    }

    @Test
    void anAccountIsSwitchedOnce() {
        assertThat(modern.switchAccount("A")).isEqualTo(new InboundAnswer.TellAll("A"));
        assertThat(modern.switchAccount("A")).isEqualTo(NOTHING);
    }

    @Test
    void oneThatTellsAtOnceOpensTheBracketBeforeAnyPlainInterest() {
        assertThat(modern.began("A", FOO)).isEqualTo(new InboundAnswer.TellAll("A"));
        modern.unknownAccount("B", false);
        assertThat(modern.began("B", FOO)).isEqualTo(new InboundAnswer.TellAll("B"));
    }

    @Test
    void anAccountThatWasToldIsNotRefused() {
        modern.switchAccount("A");

        assertThat(modern.unknownAccount("A", false)).isEqualTo(NOTHING);
        assertThat(modern.notWanted("A", "foo", false)).isEqualTo(NOTHING);
    }

    @Test
    void queueGroupsAreToldInEveryMode() {
        assertThat(modern.began("A", QUEUE)).isEqualTo(new InboundAnswer.Want("A", QUEUE));
        assertThat(modern.ended("A", QUEUE)).isEqualTo(new InboundAnswer.Refuse("A", QUEUE));
    }
}
