package io.dialtone.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.simulate.Description.InvalidException;
import io.dialtone.app.simulate.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {

    @Test
    void saysClustersDistancesAndLeaves() throws Exception {
        Topology topology = Description.parse("""
                clusters { US { nodes: 3 }, EU { nodes: 2 }, AP {} }
                rtt { US: { EU: 40ms, AP: 1500ms } }
                leafs { factory { to: US }, sensor { to: factory } }
                """, "x.conf");

        assertThat(topology.nodeNames())
                .containsExactly("US-1", "US-2", "US-3", "EU-1", "EU-2", "AP-1", "factory", "sensor");
        assertThat(topology.rtt("EU-2", "US-1")).isEqualTo(Duration.ofMillis(40));
        assertThat(topology.rtt("US-1", "AP-1")).isEqualTo(Duration.ofMillis(1500));
        assertThat(topology.rtt("EU-1", "AP-1")).isZero();
        assertThat(topology.leaves()).extracting(Topology.Leaf::to).containsExactly("US", "factory");
    }

    @Test
    void tellsAllThatIsWrongEachWithItsPlace() {
        assertThatThrownBy(() -> Description.parse("""
                        clusters {
                          US { nodes: 0 }
                          EU { node: 3 }
                        }
                        rtt { US { XX: 40ms, US: 1ms, EU: fast } }
                        leafs {
                          a { to: b }
                          b { to: a }
                        }
                        colour: red
                        """, "x.conf"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContainingAll(
                        "x.conf:2:8: nodes is a number from 1 to 32",
                        "x.conf:3:8: unknown key \"node\" of a cluster (nodes)",
                        "x.conf:5:12: XX is no cluster and no leaf",
                        "there is no distance within US",
                        "time: invalid duration",
                        "x.conf:7:3: leaf a dials b, which is no cluster, and no leaf described before",
                        "x.conf:10:1: unknown key \"colour\"");
    }

    @Test
    void tellsWhereTheLanguageIsNotFollowed() {
        assertThatThrownBy(() -> Description.parse("clusters {\n  US { nodes: 1 ]\n}\n", "x.conf"))
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("x.conf:2:")
                .hasMessageContaining("Parse error on line 2");
    }

    @Test
    void namesAreOfOneServerOrRegionEach() {
        assertThatThrownBy(() -> Description.parse("clusters { US { nodes: 2 }, US-1 {} }", "x.conf"))
                .hasMessageContaining("two regions or servers called US-1");
        assertThatThrownBy(() -> Description.parse("clusters { \"a b\" {} }", "x.conf"))
                .hasMessageContaining("cannot be a name");
    }

    @Test
    void withoutAClusterThereIsNothingToSimulate() {
        assertThatThrownBy(() -> Description.parse("rtt {}", "x.conf")).hasMessageContaining("no cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"three-regions.conf", "distances.conf"})
    void theExamplesCanBePlayed(String example) throws Exception {
        Topology topology = Description.load("../conf/examples/simulate/" + example);

        assertThat(Scenario.objection(topology)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void whatIsBuiltInCanBePlayed(Scenario scenario) throws Exception {
        assertThat(Scenario.objection(Description.parse(scenario.description(), "built-in")))
                .isEmpty();
    }
}
