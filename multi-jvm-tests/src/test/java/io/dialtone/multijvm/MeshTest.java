package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Clients.Place;
import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import io.nats.client.Connection;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that know one other server, and clients that know one server. */
@ExtendWith(Watching.class)
class MeshTest {

    @OnEveryMix
    void aChainBecomesAFullMeshAndAClientOutlivesTheOnlyServerItKnew(Mix mix, Watch watch) {
        // Whoever writes to a server that has just ended may hear of that before it reads it.
        watch.allowLostLinks();
        TestSupercluster world = TestSupercluster.of(cluster("A").nodes(3).chained())
                .kinds(mix)
                .oneAfterTheOther()
                .start(watch);
        Node first = world.node("A", 1);
        Connection client = world.clients().connect(first, Place.ROAMING, "");
        Deadline.await(
                "the client knows all servers",
                () -> assertThat(client.getServers())
                        .containsAll(world.nodes().stream().map(Node::url).toList()));

        NumberedLoad load = watch.own(NumberedLoad.over(world).roaming());
        load.publish("far", world.node("A", 3), "news", 100);
        load.subscribe("moving", first, "news");
        load.awaitFlow();
        first.terminate();
        load.awaitFlow();
        Deadline.await(
                "the client is elsewhere",
                () -> assertThat(client.getConnectedUrl()).isNotNull().isNotEqualTo(first.url()));
        world.awaitWhole();
        load.stop().mustBeSound();
    }

    @OnEveryMix
    void interestIsKnownToAllExactly(Mix mix, Watch watch) {
        TestSupercluster world =
                TestSupercluster.of(cluster("A").nodes(3)).kinds(mix).start(watch);
        InterestCheck.of(world);
    }
}
