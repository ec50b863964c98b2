package io.dialtone.multijvm.membership;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Kinds;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.TestSupercluster.Cut;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cluster in two parts, each of which believes the other gone: which of them goes on as the Akka Cluster that it was, by strategy. The
 * servers of the other part are given up as nodes, not as servers: their clients are served, and they come back when they can.
 */
@ExtendWith(Watching.class)
class SplitBrainTest {

    private static final String GIVEN_UP = "This node is no member of the Akka cluster any more";
    private static final int PER_SECOND = 10;
    private static final int A_WHILE = 10;

    @Test
    void theSideOfTheOldestGoesOnAlthoughItIsTheSmallerOne(Watch watch) {
        TestSupercluster world = start(watch, 5, "strategy: keep_oldest");
        Node oldest = oldest(world);
        List<Node> smaller = List.of(oldest, world.nodesBut(oldest).getFirst());
        List<Node> larger = world.nodesBut(smaller.toArray(Node[]::new));
        NumberedLoad load = load(world, watch);
        world.isolate(smaller, Cut.RESET);
        awaitGivenUp(larger);
        awaitMembers(smaller, smaller);
        load.awaitFlow(NumberedLoad.among(smaller));
        assertThat(oldest(oldest)).as("the oldest that is left").isEqualTo(address(oldest));
        assertNotGivenUp(smaller);
        awaitServed(larger, load);
        healed(world, load);
        assertThat(oldest(oldest)).as("the oldest when all are back").isEqualTo(address(oldest));
    }

    @Test
    void aQuorumGoesOnAndWhatIsLeftOfItDoesNotWhenItFallsApartToo(Watch watch) {
        TestSupercluster world = start(watch, 3, "strategy: static_quorum, quorum_size: 2");
        Node one = world.node("A", 1);
        Node two = world.node("A", 2);
        Node three = world.node("A", 3);
        NumberedLoad load = load(world, watch);
        world.isolate(three, Cut.RESET);
        awaitGivenUp(List.of(three));
        awaitMembers(List.of(one, two), List.of(one, two));
        assertNotGivenUp(List.of(one, two));
        world.isolate(two, Cut.RESET);
        // A majority of two would be one of them; a quorum is neither.
        awaitGivenUp(List.of(one, two));
        awaitServed(world.nodes(), load);
        healed(world, load);
    }

    @Test
    void bothSidesAreGivenUpWhereThatIsTheStrategyAndBeginAnewTogether(Watch watch) {
        TestSupercluster world = start(watch, 3, "strategy: down_all");
        NumberedLoad load = load(world, watch);
        world.isolate(world.node("A", 3), Cut.RESET);
        awaitGivenUp(world.nodes());
        awaitServed(world.nodes(), load);
        healed(world, load);
    }

    private static TestSupercluster start(Watch watch, int nodes, String splitBrain) {
        watch.allowLostLinks();
        TestSupercluster world = TestSupercluster.of(cluster("A").nodes(nodes))
                .akka(splitBrain)
                .kinds(Kinds.DIALTONE)
                .start(watch);
        awaitMembers(world.nodes(), world.nodes());
        return world;
    }

    /** Everybody hears everybody, and themselves. */
    private static NumberedLoad load(TestSupercluster world, Watch watch) {
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), PER_SECOND);
        world.nodes().forEach(node -> load.subscribe(atHome(node), node, "news." + node.name()));
        return load;
    }

    private static String atHome(Node node) {
        return node.name() + " at home";
    }

    private static void awaitServed(Collection<Node> nodes, NumberedLoad load) {
        nodes.forEach(node -> load.awaitMore(atHome(node), A_WHILE));
    }

    private static void healed(TestSupercluster world, NumberedLoad load) {
        world.heal();
        awaitMembers(world.nodes(), world.nodes());
        load.awaitFlow();
        load.stop().mustBeSound();
    }

    /** Each of these says that these are the members, and that all can be reached. */
    private static void awaitMembers(Collection<Node> sayers, Collection<Node> members) {
        Set<String> names = members.stream().map(Node::name).collect(Collectors.toSet());
        Deadline.await("members are " + names, () -> {
            for (Node node : sayers) {
                JsonNode seen = node.monitor("/clusterz").path("members");
                assertThat(StreamSupport.stream(seen.spliterator(), false)
                                .filter(member -> member.path("status").asText().equals("up")
                                        && member.path("reachable").asBoolean())
                                .map(member -> member.path("server_name").asText()))
                        .as("members that " + node.name() + " sees")
                        .containsExactlyInAnyOrderElementsOf(names);
            }
        });
    }

    private static void awaitGivenUp(Collection<Node> nodes) {
        Deadline.await("the others, or they themselves, give them up", () -> {
            for (Node node : nodes) {
                assertThat(node.log().text()).as("log of " + node.name()).contains(GIVEN_UP);
            }
        });
    }

    private static void assertNotGivenUp(Collection<Node> nodes) {
        nodes.forEach(node ->
                assertThat(node.log().text()).as("log of " + node.name()).doesNotContain(GIVEN_UP));
    }

    private static Node oldest(TestSupercluster world) {
        String address = oldest(world.node("A", 1));
        return world.nodes().stream()
                .filter(node -> address(node).equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static String oldest(Node sayer) {
        return sayer.monitor("/clusterz").path("oldest").asText();
    }

    private static String address(Node node) {
        return node.monitor("/clusterz").path("self").asText();
    }
}
