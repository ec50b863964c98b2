package io.dialtone.cluster.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.leaf.InterestSource.Kind;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeafInterestTest {
    private static final LeafLink HUB = new LeafLink(LeafLink.Role.HUB, "L1", false);
    private static final LeafLink SPOKE = new LeafLink(LeafLink.Role.SPOKE, "", false);
    private static final LeafLink ISOLATED = new LeafLink(LeafLink.Role.HUB, "L1", true);

    @Test
    void aSpokeTellsOnlyWhatIsItsOwn() {
        assertThat(SPOKE.concerns(InterestSource.LOCAL, "foo")).isTrue();
        assertThat(SPOKE.concerns(from(Kind.LEAF, "L2"), "foo")).isTrue();
        assertThat(SPOKE.concerns(from(Kind.ROUTE, ""), "foo")).isFalse();
        assertThat(SPOKE.concerns(from(Kind.GATEWAY, ""), "foo")).isFalse();
        assertThat(SPOKE.concerns(from(Kind.HUB, ""), "foo")).isFalse();
    }

    @Test
    void aHubTellsAllItKnowsButNotWhatTheLeafToldIt() {
        for (Kind kind : Kind.values()) {
            assertThat(HUB.concerns(from(kind, ""), "foo")).as("from %s", kind).isTrue();
        }
        assertThat(HUB.concerns(new InterestSource(Kind.LEAF, "L1", true), "foo"))
                .isFalse();
        assertThat(HUB.concerns(new InterestSource(Kind.LEAF, "", true), LoopSubject.create(new Random(1))))
                .isFalse();
    }

    @Test
    void leafNodesOfOneClusterAreNotToldOfEachOther() {
        assertThat(HUB.concerns(from(Kind.LEAF, "L1"), "foo")).isFalse();
        assertThat(HUB.concerns(from(Kind.ROUTE, "L1"), "foo")).isFalse();
        assertThat(HUB.concerns(from(Kind.ROUTE, "L1"), "$LDS.x")).isFalse();
        assertThat(HUB.concerns(from(Kind.ROUTE, "L2"), "foo")).isTrue();
    }

    @Test
    void anIsolatedLeafIsToldNothingOfOtherLeafNodesNearOrFar() {
        assertThat(ISOLATED.concerns(from(Kind.LEAF, "L2"), "foo")).isFalse();
        assertThat(ISOLATED.concerns(from(Kind.ROUTE, "L2"), "foo")).isFalse();
        assertThat(ISOLATED.concerns(from(Kind.ROUTE, "_"), "foo")).isFalse();
        assertThat(ISOLATED.concerns(from(Kind.ROUTE, ""), "foo")).isTrue();
        assertThat(ISOLATED.concerns(InterestSource.LOCAL, "foo")).isTrue();
    }

    @Test
    void loopSubjectsGoEverywhereOrLoopsWouldNotBeFound() {
        String loop = LoopSubject.create(new Random(1));

        assertThat(SPOKE.concerns(from(Kind.ROUTE, ""), loop)).isTrue();
        assertThat(ISOLATED.concerns(from(Kind.LEAF, "L2"), loop)).isTrue();
        assertThat(loop).matches("\\$LDS\\.[0-9A-Za-z]{22}");
        assertThat(LoopSubject.is(loop)).isTrue();
        assertThat(LoopSubject.is("$LDSx")).isFalse();
    }

    @Property
    void nothingEverGoesBackWhereItCameFrom(
            @ForAll LeafLink.Role role, @ForAll boolean isolated, @ForAll Kind kind, @ForAll boolean loop) {
        LeafLink link = new LeafLink(role, "L1", isolated);
        String subject = loop ? "$LDS.x" : "foo";

        assertThat(link.concerns(new InterestSource(kind, "L2", true), subject)).isFalse();
        assertThat(link.concerns(new InterestSource(kind, "L1", false), subject))
                .isFalse();
    }

    private static InterestSource from(Kind kind, String origin) {
        return new InterestSource(kind, origin, false);
    }
}
