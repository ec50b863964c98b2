package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;

import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Watching.class)
class SmokeTest {
    @OnEveryMix
    void starts(Mix mix, Watch watch) {
        TestSupercluster.of(cluster("US-EAST").nodes(3), cluster("EU-WEST").nodes(2))
                .leaf("factory").to("US-EAST")
                .leaf("device").to("factory")
                .rtt("US-EAST", "EU-WEST", Duration.ofMillis(40)).kinds(mix).start(watch);
    }
}
