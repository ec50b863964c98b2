package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Ending;
import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Healing;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.TestSupercluster.Cut;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five Dialtone servers of one Akka Cluster, and what becomes of them under load. */
@ExtendWith(Watching.class)
class FiveNodesTest {

    private static final int PER_SECOND = 20;
    private static final int A_WHILE = 10;

    @Test
    void whoeverIsKilledTheOthersGoOnAlsoWithoutTheirLeader(Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = five(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), PER_SECOND);
        Node leader = leader(world);
        Node other = world.nodesBut(leader).getLast();
        for (Node victim : List.of(leader, other)) {
            List<Node> left = world.nodesBut(victim);
            String address = addressOf(victim);
            victim.kill();
            Healing.after("kill -9 of " + victim.name(), () -> {
                world.awaitWhole();
                awaitMembers(left, 4);
                load.awaitFlow(NumberedLoad.among(left));
            });
            assertThat(leaderNamedBy(left.getFirst())).isNotEqualTo(address);
            victim.start();
            Healing.after("the start of " + victim.name(), () -> awaitAllWell(world, load));
        }
        List<Node> neverEnded = world.nodesBut(leader, other);
        load.stop().mustBeSound().mustHaveLostNothing(NumberedLoad.among(neverEnded));
        InterestCheck.of(world);
    }

    @Test
    void aMinorityThatIsCutOffServesItsOwnAndComesBack(Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = five(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), PER_SECOND);
        List<Node> minority = List.of(world.node("A", 4), world.node("A", 5));
        List<Node> majority = world.nodesBut(minority.toArray(Node[]::new));
        world.isolate(minority, Cut.RESET);
        Healing.after("the cut, for the majority", () -> {
            awaitMembers(majority, 3);
            load.awaitFlow(NumberedLoad.among(majority));
        });
        // Its nodes of the Akka Cluster were given up and are made anew; its clients do not notice.
        load.awaitFlow(NumberedLoad.among(minority));
        load.awaitMore("A-4 from A-5", A_WHILE);
        Healing.after("the partition", () -> {
            world.heal();
            awaitAllWell(world, load);
        });
        load.stop().mustBeSound().mustHaveLostNothing(NumberedLoad.among(majority));
        InterestCheck.of(world);
    }

    @Test
    void slowAndFlappingLinksTroubleThoseBehindThemOnly(Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = five(watch);
        Node far = world.node("A", 5);
        Node flapping = world.node("A", 4);
        world.nodesBut(far).forEach(node -> {
            world.link(node, far).rtt(Duration.ofMillis(150));
            world.link(far, node).rtt(Duration.ofMillis(150));
        });
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), PER_SECOND);
        for (Ending ending : List.of(Ending.RST, Ending.FIN, Ending.RST)) {
            world.link(flapping, world.node("A", 1)).cut(ending);
            world.link(world.node("A", 1), flapping).cut(ending);
            load.awaitFlow();
        }
        Healing.after("a link that flapped", () -> awaitAllWell(world, load));
        load.stop()
                .mustBeSound()
                .mustHaveLostNothing(NumberedLoad.among(world.nodesBut(flapping)))
                .mustHaveLostNothing(NumberedLoad.among(world.nodesBut(world.node("A", 1))));
        InterestCheck.of(world);
    }

    @Test
    void aLameDuckAndARollingRestartAreShortSilencesForThoseWhoMustMove(Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = five(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world).roaming());
        for (Node node : world.nodesBut(world.node("A", 5))) {
            load.publish(node.name(), node, "news." + node.name(), PER_SECOND);
            load.subscribe("at " + node.name(), node, "news.*");
        }
        load.awaitFlow();
        Node duck = world.node("A", 1);
        world.rollingRestart(node -> {
            if (node == duck) {
                node.lameDuck();
                node.awaitExit();
            } else {
                node.terminate();
            }
            node.start();
        });
        Healing.after("a rolling restart", () -> awaitAllWell(world, load));
        load.stop().mustBeSound();
        InterestCheck.of(world);
    }

    private static TestSupercluster five(Watch watch) {
        TestSupercluster world = TestSupercluster.of(cluster("A").nodes(5))
                .akka()
                .kinds(Kinds.DIALTONE)
                .start(watch);
        awaitMembers(world.nodes(), 5);
        return world;
    }

    private static void awaitAllWell(TestSupercluster world, NumberedLoad load) {
        world.awaitWhole();
        awaitMembers(world.nodes(), 5);
        load.awaitFlow();
    }

    private static void awaitMembers(Collection<Node> nodes, int count) {
        Deadline.await("each of them knows " + count + " members", () -> {
            for (Node node : nodes) {
                JsonNode members = node.monitor("/clusterz").path("members");
                assertThat(members)
                        .as("members that " + node.name() + " knows")
                        .hasSize(count)
                        .allMatch(member -> member.path("status").asText().equals("up"));
            }
        });
    }

    private static Node leader(TestSupercluster world) {
        Node first = world.node("A", 1);
        Deadline.await(
                "there is a leader", () -> assertThat(leaderNamedBy(first)).isNotEmpty());
        String leader = leaderNamedBy(first);
        return world.nodes().stream()
                .filter(node -> addressOf(node).equals(leader))
                .findFirst()
                .orElseThrow();
    }

    private static String leaderNamedBy(Node node) {
        return node.monitor("/clusterz").path("leader").asText();
    }

    private static String addressOf(Node node) {
        return node.monitor("/clusterz").path("self").asText();
    }
}
