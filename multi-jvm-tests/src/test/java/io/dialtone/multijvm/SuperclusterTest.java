package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;

import io.dialtone.multijvm.kit.Healing;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.TestSupercluster.Cut;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three clusters of three. */
@ExtendWith(Watching.class)
class SuperclusterTest {

    private static final List<String> CITIES = List.of("nyc", "amsterdam", "bangalore");

    private static final int PER_SECOND = 10;
    private static final int A_WHILE = 20;

    @OnEveryMix
    void messagesAndRequestsReachEveryClusterOnceAndInOrder(Mix mix, Watch watch) {
        TestSupercluster world = threeByThree(mix, watch);
        InterestCheck.of(world);
        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.respond("far", world.node("bangalore", 3), "time", Duration.ZERO);
        for (String city : CITIES) {
            load.publish("from-" + city, world.node(city, 1), "orders." + city, 50);
            load.subscribe("in-" + city, world.node(city, 2), "orders.*");
            load.member("audit", world.node(city, 3), "orders.>");
            load.member("audit", world.node(city, 1), "orders.>");
            load.request("asks-in-" + city, world.node(city, 2), "time");
        }
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing().mustHaveAnsweredAll();
    }

    /** Who is linked with the one that is killed, and who dials whom, differs from cluster to cluster. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.dialtone.multijvm.kit.Kinds#withDialtone")
    void oneServerOfEachClusterIsKilledAndTheOthersGoOn(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = threeByThree(mix, watch);
        List<Node> stay = CITIES.stream().map(city -> world.node(city, 3)).toList();
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(stay, PER_SECOND);
        for (String city : CITIES) {
            Node victim = world.node(city, 1);
            victim.kill();
            Healing.after("kill -9 of " + victim.name() + " (" + victim.kind() + ")", () -> {
                world.awaitWhole();
                load.awaitFlow();
            });
            victim.start();
            world.awaitWhole();
        }
        load.awaitFlow();
        load.stop().mustBeSound();
        InterestCheck.of(world);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.dialtone.multijvm.kit.Kinds#withDialtone")
    void aRegionIsCutOffAnotherIsSlowAndBothServeTheirOwn(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = threeByThree(mix, watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), PER_SECOND);
        world.rtt("nyc", "bangalore", Duration.ofMillis(300));
        world.partition("amsterdam", Cut.RESET);
        List<Node> cutOff = world.region("amsterdam");
        List<Node> others = world.nodesBut(cutOff.toArray(Node[]::new));
        load.awaitFlow(NumberedLoad.among(cutOff));
        load.awaitFlow(NumberedLoad.among(others));
        load.awaitMore("amsterdam-1 from amsterdam-2", A_WHILE);
        Healing.after("the partition of a region", () -> {
            world.heal();
            load.awaitFlow();
        });
        load.stop()
                .mustBeSound()
                .mustHaveLostNothing(NumberedLoad.among(cutOff))
                .mustHaveLostNothing(NumberedLoad.among(others));
        InterestCheck.of(world);
    }

    @Test
    void aRollingRestartAndALameDuckOfDialtoneServersKeepEverybodyServed(Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = threeByThree(Kinds.DIALTONE, watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world).roaming());
        for (String city : CITIES) {
            load.publish("from-" + city, world.node(city, 1), "orders." + city, PER_SECOND);
            load.subscribe("in-" + city, world.node(city, 2), "orders.*");
        }
        load.awaitFlow();
        Node duck = world.node("nyc", 1);
        world.rollingRestart(node -> {
            if (node == duck) {
                node.lameDuck();
                node.awaitExit();
            } else {
                node.terminate();
            }
            node.start();
        });
        Healing.after("a rolling restart", () -> load.awaitFlow());
        load.stop().mustBeSound();
        InterestCheck.of(world);
    }

    private static TestSupercluster threeByThree(Mix mix, Watch watch) {
        return TestSupercluster.of(
                        cluster("nyc").nodes(3),
                        cluster("amsterdam").nodes(3),
                        cluster("bangalore").nodes(3))
                .rtt("nyc", "amsterdam", Duration.ofMillis(20))
                .rtt("nyc", "bangalore", Duration.ofMillis(40))
                .kinds(mix)
                .start(watch);
    }
}
