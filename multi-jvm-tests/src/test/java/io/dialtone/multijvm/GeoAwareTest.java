package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** One queue group in three regions, and a leaf of one of them that asks. */
@ExtendWith(Watching.class)
class GeoAwareTest {

    private static final int TO_EU_MS = 40;
    private static final int TO_ASIA_MS = 120;

    @OnEveryMix
    void theNearestRegionWithAMemberAnswersAndNobodyNoticesTheChange(Mix mix, Watch watch) {
        TestSupercluster world = TestSupercluster.of(
                        cluster("US-EAST").nodes(2),
                        cluster("EU-WEST").nodes(2),
                        cluster("ASIA").nodes(1))
                .leaf("factory")
                .to("US-EAST")
                .rtt("US-EAST", "EU-WEST", Duration.ofMillis(TO_EU_MS))
                .rtt("US-EAST", "ASIA", Duration.ofMillis(TO_ASIA_MS))
                // One PING of a machine under load says little: the next must not be a quarter of a minute away.
                .everywhere("ping_interval: 2s")
                .kinds(mix)
                .start(watch);
        awaitMeasured(world);

        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.respond("us1", world.node("US-EAST", 1), "alert", Duration.ZERO);
        load.respond("us2", world.node("US-EAST", 2), "alert", Duration.ZERO);
        load.respond("asia", world.node("ASIA", 1), "alert", Duration.ZERO);
        load.respond("eu", world.node("EU-WEST", 2), "alert", Duration.ZERO);
        load.request("sensor", world.node("factory"), "alert");
        awaitAnswersOf(load, "us");

        drain(load, "us1", "us2");
        drain(load, "us2", "eu");
        drain(load, "eu", "asia");

        load.respond("us3", world.node("US-EAST", 2), "alert", Duration.ZERO);
        int before = load.unanswered("sensor");
        awaitAnswersOf(load, "us3");
        load.stop();
        assertThat(load.unanswered("sensor")).as("when one more comes").isEqualTo(before);
    }

    /**
     * One that ends costs one request at most: that which is on its way to its server while the news of its end is on its way back. The
     * requester has no more than one out at a time.
     */
    private static void drain(NumberedLoad load, String responder, String next) {
        int before = load.unanswered("sensor");
        load.drain(responder);
        awaitAnswersOf(load, next);
        assertThat(load.unanswered("sensor") - before)
                .as("requests without an answer when " + responder + " ended")
                .isBetween(0, 1);
    }

    /** Distances are taken from PINGs, the first of which goes about a second after a link is made. */
    private static void awaitMeasured(TestSupercluster world) {
        for (Node node : world.region("US-EAST")) {
            Deadline.await("distances are measured", () -> {
                assertThat(node.gatewayRttMs("EU-WEST")).isBetween(TO_EU_MS - 1.0, TO_ASIA_MS - 1.0);
                assertThat(node.gatewayRttMs("ASIA")).isGreaterThan(TO_ASIA_MS - 1.0);
            });
        }
    }

    private static void awaitAnswersOf(NumberedLoad load, String prefix) {
        load.awaitFlow();
        Deadline.awaitAndStay(
                "answers come from " + prefix,
                () -> assertThat(load.lastResponder("sensor")).startsWith(prefix));
    }
}
