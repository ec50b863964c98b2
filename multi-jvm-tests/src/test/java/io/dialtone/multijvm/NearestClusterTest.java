package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Healing;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three regions at 5, 40 and 120 ms: messages reach all, requests are answered by the nearest that can. */
@ExtendWith(Watching.class)
class NearestClusterTest {

    /** From near to far. */
    private record Region(String name, int rttMs) {}

    private static final List<Region> REMOTE =
            List.of(new Region("near", 5), new Region("middle", 40), new Region("far", 120));

    @OnEveryMix
    void requestsAreAnsweredAtHomeElseByTheNearestRegionAndBackAgain(Mix mix, Watch watch) {
        TestSupercluster world = TestSupercluster.of(
                        cluster("home"), cluster("near"), cluster("middle"), cluster("far"))
                .rtt("home", "near", Duration.ofMillis(5))
                .rtt("home", "middle", Duration.ofMillis(40))
                .rtt("home", "far", Duration.ofMillis(120))
                // One PING of a machine under load says little: the next must not be a quarter of a minute away.
                .everywhere("ping_interval: 2s")
                .kinds(mix)
                .start(watch);
        Node home = world.node("home", 1);
        awaitMeasured(home);
        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.publish("orders", home, "orders.new", 20);
        for (Region region : REMOTE) {
            load.subscribe("in " + region.name(), world.node(region.name(), 1), "orders.*");
            load.respond(region.name(), world.node(region.name(), 1), "alert", Duration.ZERO);
        }
        load.respond("home", home, "alert", Duration.ZERO);
        load.request("sensor", home, "alert");
        awaitAnswersOf(load, "home");

        for (String[] step : new String[][] {{"home", "near"}, {"near", "middle"}, {"middle", "far"}}) {
            load.drain(step[0]);
            Healing.after("the end of all in " + step[0], () -> awaitAnswersOf(load, step[1]));
        }
        for (String region : List.of("middle", "near", "home")) {
            load.respond(region, world.node(region, 1), "alert", Duration.ZERO);
            Healing.after("the start of one in " + region, () -> awaitAnswersOf(load, region));
        }
        // A request may be on its way to a region while the news that nobody is there any more is on its way back.
        assertThat(load.stop().mustBeSound().mustHaveLostNothing().unanswered("sensor"))
                .isLessThanOrEqualTo(REMOTE.size());
    }

    /** Distances are taken from PINGs, the first of which goes about a second after a link is made. */
    private static void awaitMeasured(Node home) {
        Deadline.await("distances are measured, in their order", () -> {
            double least = 0;
            for (Region region : REMOTE) {
                double rttMs = home.gatewayRttMs(region.name());
                assertThat(rttMs).as("round trip to " + region.name()).isGreaterThan(Math.max(least, region.rttMs()));
                least = rttMs;
            }
        });
    }

    private static void awaitAnswersOf(NumberedLoad load, String responder) {
        load.awaitFlow();
        Deadline.awaitAndStay(
                "answers come from " + responder,
                () -> assertThat(load.lastResponder("sensor")).isEqualTo(responder));
    }
}
