package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;

import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three clusters of three. */
@ExtendWith(Watching.class)
class SuperclusterTest {

    private static final List<String> CITIES = List.of("nyc", "amsterdam", "bangalore");

    @OnEveryMix
    void messagesAndRequestsReachEveryClusterOnceAndInOrder(Mix mix, Watch watch) {
        TestSupercluster world = TestSupercluster.of(
                        cluster("nyc").nodes(3),
                        cluster("amsterdam").nodes(3),
                        cluster("bangalore").nodes(3))
                .rtt("nyc", "amsterdam", Duration.ofMillis(20))
                .rtt("nyc", "bangalore", Duration.ofMillis(40))
                .kinds(mix)
                .start(watch);
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
}
