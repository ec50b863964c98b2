package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.simulate.Ending;
import io.dialtone.app.simulate.Link;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.LoadReport;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.TestSupercluster.Cut;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that die and links that fail, under load. */
@ExtendWith(Watching.class)
class FailureTest {

    /** Enough for a fault to last for a while: half a second of a publisher. */
    private static final int A_WHILE = 50;

    @OnEveryMix
    void whoIsKilledIsMissedByNobodyElseAndComesBack(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = meshLoad(world, watch);
        Node victim = world.node("A", 3);
        victim.kill();
        world.awaitWhole();
        load.awaitMore("1 from 2", A_WHILE);
        victim.start();
        world.awaitWhole();
        load.awaitFlow();
        LoadReport report = load.stop().mustBeSound().mustHaveLostNothing("1 from 2", "2 from 1");
        assertThat(report.longestSilence("3 from 1")).isGreaterThan(Duration.ZERO);
        InterestCheck.of(world);
    }

    @OnEveryMix
    void aNodeThatIsPausedLosesNothing(Mix mix, Watch watch) {
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = meshLoad(world, watch);
        world.node("A", 3).pause();
        load.awaitMore("1 from 2", A_WHILE);
        world.node("A", 3).resume();
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing();
    }

    @OnEveryMix
    void aNodeThatIsCutOffServesItsOwnAndIsPartOfAllAgainWhenHealed(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = meshLoad(world, watch);
        load.publish("at 3", world.node("A", 3), "local", 100);
        load.subscribe("local at 3", world.node("A", 3), "local");
        load.awaitFlow();
        world.isolate(world.node("A", 3), Cut.RESET);
        load.awaitFlow("1 from 2", "2 from 1", "local at 3");
        load.awaitMore("local at 3", A_WHILE);
        world.heal();
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing("1 from 2", "2 from 1", "local at 3");
        InterestCheck.of(world);
    }

    @OnEveryMix
    void aSilenceThatIsShortLosesNothing(Mix mix, Watch watch) {
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = meshLoad(world, watch);
        world.isolate(world.node("A", 3), Cut.SILENCE);
        long silent = System.nanoTime();
        load.awaitMore("1 from 2", A_WHILE);
        assertThat(load.hasGot("3 from 1", silent))
                .as("something came through the silence")
                .isFalse();
        world.heal();
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing();
    }

    @OnEveryMix
    void regionsThatAreApartServeTheirOwnAndFindEachOtherAgain(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = TestSupercluster.of(
                        cluster("EAST").nodes(2), cluster("WEST").nodes(2))
                .rtt("EAST", "WEST", Duration.ofMillis(20))
                .kinds(mix)
                .start(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.publish("p", world.node("EAST", 1), "news", 100);
        load.subscribe("same region", world.node("EAST", 2), "news");
        load.subscribe("other region", world.node("WEST", 2), "news");
        load.awaitFlow();
        world.partition("WEST", Cut.RESET);
        load.awaitMore("same region", A_WHILE);
        world.heal();
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing("same region");
        InterestCheck.of(world);
    }

    @OnEveryMix
    void aSlowLinkIsSlowForThoseBehindItOnly(Mix mix, Watch watch) {
        TestSupercluster world = three(mix, watch);
        Node fast = world.node("A", 1);
        Node slow = world.node("A", 3);
        for (Link link : List.of(world.link(fast, slow), world.link(slow, fast))) {
            link.rtt(Duration.ofMillis(200));
            link.forth().bandwidth(50_000);
            link.back().bandwidth(50_000);
        }
        NumberedLoad load = meshLoad(world, watch);
        load.respond("far", slow, "time", Duration.ZERO);
        load.request("asks over it", fast, "time");
        load.request("asks beside it", world.node("A", 2), "time");
        load.awaitFlow();
        load.awaitFlow();
        LoadReport report = load.stop().mustBeSound().mustHaveLostNothing().mustHaveAnsweredAll();
        assertThat(report.quickestAnswer("asks over it")).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(report.quickestAnswer("asks beside it")).isLessThan(Duration.ofMillis(200));
    }

    @OnEveryMix
    void aFlappingLinkSettles(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = meshLoad(world, watch);
        Node one = world.node("A", 1);
        Node other = world.node("A", 2);
        for (Ending ending : new Ending[] {Ending.RST, Ending.FIN, Ending.RST}) {
            world.link(one, other).cut(ending);
            world.link(other, one).cut(ending);
            load.awaitFlow();
        }
        world.awaitWhole();
        load.stop().mustBeSound().mustHaveLostNothing("3 from 1", "3 from 2", "1 from 3", "2 from 3");
        InterestCheck.of(world);
    }

    @OnEveryMix
    void aRollingRestartIsOneShortSilenceForEachClient(Mix mix, Watch watch) {
        // Whoever writes to a server that has just ended may hear of that before it reads it.
        watch.allowLostLinks();
        TestSupercluster world = three(mix, watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world).roaming());
        for (int i = 1; i <= 3; i++) {
            load.publish("p" + i, world.node("A", i), "news." + i, 50);
            load.subscribe("s" + i, world.node("A", i), "news.*");
        }
        load.awaitFlow();
        world.rollingRestart(node -> {
            node.terminate();
            node.start();
        });
        load.awaitFlow();
        load.stop().mustBeSound();
        InterestCheck.of(world);
    }

    private static TestSupercluster three(Mix mix, Watch watch) {
        return TestSupercluster.of(cluster("A").nodes(3)).kinds(mix).start(watch);
    }

    /** A publisher at each node and, at each node, a subscription of its own for each of the others: {@code 1 from 2} and so on. */
    private static NumberedLoad meshLoad(TestSupercluster world, Watch watch) {
        NumberedLoad load = watch.own(NumberedLoad.over(world));
        for (int from = 1; from <= 3; from++) {
            load.publish("p" + from, world.node("A", from), "news." + from, 100);
            for (int at = 1; at <= 3; at++) {
                if (at != from) {
                    load.subscribe(at + " from " + from, world.node("A", at), "news." + from);
                }
            }
        }
        load.awaitFlow();
        return load;
    }
}
