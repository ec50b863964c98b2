package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three clusters of one server each: messages reach all, requests are answered by the nearest that can. */
@ExtendWith(Watching.class)
class NearestClusterTest {
    @OnEveryMix
    void messagesCrossAndRequestsGoToTheNearestClusterThatHasAMember(Mix mix, Watch watch) {
        TestSupercluster world = TestSupercluster.of(
                        cluster("nyc").nodes(1),
                        cluster("amsterdam").nodes(1),
                        cluster("bangalore").nodes(1))
                .rtt("nyc", "amsterdam", Duration.ofMillis(30))
                .rtt("nyc", "bangalore", Duration.ofMillis(150))
                .everywhere("ping_interval: 2s")
                .kinds(mix)
                .start(watch);

        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.publish("orders", world.node("nyc", 1), "orders.new", 20);
        load.subscribe("in-amsterdam", world.node("amsterdam", 1), "orders.*");
        load.subscribe("in-bangalore", world.node("bangalore", 1), "orders.*");
        load.respond("blr", world.node("bangalore", 1), "alert", Duration.ZERO);
        load.respond("ams", world.node("amsterdam", 1), "alert", Duration.ZERO);
        load.request("sensor", world.node("nyc", 1), "alert");
        awaitAnswersOf(load, "ams");

        load.respond("nyc", world.node("nyc", 1), "alert", Duration.ZERO);
        awaitAnswersOf(load, "nyc");
        load.drain("nyc");
        awaitAnswersOf(load, "ams");
        load.drain("ams");
        awaitAnswersOf(load, "blr");
        // A request may be on its way to Amsterdam while the news that nobody is there any more is on its way back.
        assertThat(load.stop().unanswered("sensor")).isLessThanOrEqualTo(1);
    }

    private static void awaitAnswersOf(NumberedLoad load, String responder) {
        load.awaitFlow();
        Deadline.awaitAndStay(
                "answers come from " + responder,
                () -> assertThat(load.lastResponder("sensor")).startsWith(responder));
    }
}
