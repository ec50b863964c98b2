package io.dialtone.app.simulate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.simulate.Description;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.scenario.Scenario.Phase;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static Topology topology(String text) throws Exception {
        return Description.parse(text, "test");
    }

    @Test
    void requestsEnterWhereTheFirstLeafDialsAlsoThroughAnother() throws Exception {
        assertThat(Scenario.entry(topology("clusters { A {}, B {} }"))).isEqualTo("A");
        assertThat(Scenario.entry(topology("clusters { A {}, B {} }\nleafs { l { to: B } }")))
                .isEqualTo("B");
    }

    @Test
    void theNearestOtherRegionStandsInForTheOneThatFailed() throws Exception {
        Topology topology = topology("clusters { A {}, FAR {}, NEAR {} }\nrtt { A { FAR: 90ms, NEAR: 30ms } }");

        assertThat(Scenario.GEO.phases(topology)).extracting(Phase::answers).containsExactly("A", "NEAR", "A");
        assertThat(Scenario.RTT.phases(topology)).extracting(Phase::answers).containsExactly("NEAR", "FAR", "NEAR");
    }

    @Test
    void regionsThatAreEquallyFarCannotBeJudged() throws Exception {
        assertThat(Scenario.objection(topology("clusters { A {}, B {}, C {} }\nrtt { A { B: 5ms, C: 5ms } }")))
                .hasValueSatisfying(why -> assertThat(why).contains("equally far from A"));
        assertThat(Scenario.objection(topology("clusters { A {} }"))).isPresent();
    }

    @Test
    void aRequestThatWasOnItsWayIsCountedApart() {
        Tally tally = new Tally();
        long before = System.nanoTime() - 1;
        tally.mark();

        tally.lost(before);
        tally.answered("A", before);
        assertThat(tally.lostSoFar()).isZero();
        assertThat(tally.inARow("A")).isZero();
        assertThat(tally.takeLostOnTheWay()).isEqualTo(1);

        tally.answered("A", System.nanoTime());
        tally.answered("B", System.nanoTime());
        tally.lost(System.nanoTime());
        assertThat(tally.inARow("B")).isEqualTo(1);
        assertThat(tally.inARow("A")).isZero();
        assertThat(tally.fromOthers("B")).isEqualTo(1);
        assertThat(tally.lostSoFar()).isEqualTo(1);
        assertThat(tally.takeLostOnTheWay()).isZero();
    }
}
