package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.LoadReport;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drain and lame duck mode under load. */
@ExtendWith(Watching.class)
class GracefulEndTest {

    private static final Duration WORK = Duration.ofMillis(20);

    @OnEveryMix
    void aResponderThatDrainsLosesNoRequest(Mix mix, Watch watch) {
        TestSupercluster world =
                TestSupercluster.of(cluster("A").nodes(3)).kinds(mix).start(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world));
        for (int i = 0; i < 11; i++) {
            load.respond("responder" + i, world.node("A", i % 3 + 1), "help", WORK);
        }
        for (int i = 0; i < 6; i++) {
            load.request("requester" + i, world.node("A", i % 3 + 1), "help");
        }
        load.awaitFlow();
        load.drain("responder1");
        load.awaitFlow();
        load.drain("responder3");
        load.awaitFlow();
        load.stop().mustHaveAnsweredAll();
    }

    @OnEveryMix
    void aLameDuckSendsItsClientsElsewhere(Mix mix, Watch watch) {
        // Whoever writes to a server that has just ended may hear of that before it reads it.
        watch.allowLostLinks();
        TestSupercluster world =
                TestSupercluster.of(cluster("A").nodes(3)).kinds(mix).start(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world).roaming());
        load.respond("responder2", world.node("A", 2), "help", Duration.ZERO);
        load.respond("responder3", world.node("A", 3), "help", Duration.ZERO);
        load.request("stays", world.node("A", 2), "help");
        load.publish("publisher", world.node("A", 2), "news", 100);
        load.subscribe("there", world.node("A", 3), "news");
        for (int i = 0; i < 3; i++) {
            load.request("moves" + i, world.node("A", 1), "help");
            load.subscribe("goes" + i, world.node("A", 1), "news");
        }
        load.awaitFlow();
        world.node("A", 1).lameDuck();
        world.node("A", 1).awaitExit();
        load.awaitFlow();
        world.awaitWhole();
        LoadReport report = load.stop().mustBeSound().mustHaveLostNothing("there");
        assertThat(report.unanswered("stays")).isZero();
        for (int i = 0; i < 3; i++) {
            // Of the one request that was under way when the connection was closed, nothing can be known.
            assertThat(report.unanswered("moves" + i)).isLessThanOrEqualTo(1);
        }
    }
}
