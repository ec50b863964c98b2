package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;

import io.dialtone.multijvm.kit.Healing;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nats-servers and one Dialtone, and the reverse: each of them dies in turn, and the other two carry on. */
@ExtendWith(Watching.class)
class OneOfThreeTest {

    private static final int PER_SECOND = 50;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.dialtone.multijvm.kit.Kinds#oneOfThreeIsDifferent")
    void eachOfThemMayBeLost(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world =
                TestSupercluster.of(cluster("A").nodes(3)).kinds(mix).start(watch);
        for (Node victim : world.nodes()) {
            List<Node> left = world.nodesBut(victim);
            NumberedLoad load = watch.own(NumberedLoad.over(world));
            // Of its own each time: responders of earlier rounds are still there, and one of them dies with this
            // victim.
            String service = "time.without." + victim.name();
            load.respond("service", left.getFirst(), service, Duration.ZERO);
            load.request("asks", left.getLast(), service);
            load.mesh(world.nodes(), PER_SECOND);
            victim.kill();
            Healing.after("kill -9 of a " + victim.kind(), () -> {
                world.awaitWhole();
                load.awaitFlow(NumberedLoad.among(left));
            });
            victim.start();
            Healing.after("its start", () -> {
                world.awaitWhole();
                load.awaitFlow();
            });
            load.stop()
                    .mustBeSound()
                    .mustHaveLostNothing(NumberedLoad.among(left))
                    .mustHaveAnsweredAll("asks");
            load.close();
            InterestCheck.of(world);
        }
    }
}
