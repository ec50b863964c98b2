package io.dialtone.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.multijvm.kit.Clients;
import io.dialtone.multijvm.kit.Clients.Place;
import io.dialtone.multijvm.kit.Deadline;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NodeKind;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be done to a node, alone. */
@ExtendWith(Watching.class)
class NodeTest {

    @ParameterizedTest
    @MethodSource("io.dialtone.multijvm.kit.Kinds#each")
    void livesThroughAllThatIsDoneToIt(NodeKind kind, Watch watch) {
        Node node = watch.node(kind, "").start();
        Clients clients = watch.own(new Clients());
        Connection client = clients.connect(node, Place.FIXED, "");
        long firstPid = node.pid();

        node.pause();
        // An answer may have been on its way already.
        Deadline.await(
                "nobody answers",
                () -> assertThatThrownBy(() -> client.flush(Duration.ofMillis(300)))
                        .isInstanceOf(Exception.class));
        node.resume();
        awaitFlush(client);

        node.kill();
        assertThat(node.isAlive()).isFalse();
        node.start();
        assertThat(node.pid()).isNotEqualTo(firstPid);
        awaitFlush(client);

        node.terminate();
        node.start();
        awaitFlush(client);
        assertThat(node.monitor("/varz").path("server_name").asText()).isEqualTo("alone");

        node.lameDuck();
        node.awaitExit();
    }

    @ParameterizedTest
    @MethodSource("io.dialtone.multijvm.kit.Kinds#each")
    void takesAnotherConfigurationWhileItRuns(NodeKind kind, Watch watch) {
        Node node = watch.node(kind, "max_payload: 1000").start();
        assertThat(node.monitor("/varz").path("max_payload").asInt()).isEqualTo(1000);
        node.reload(node.configuration().replace("1000", "2000"));
        // The log has it before monitoring does.
        Deadline.await(
                "it shows the new one",
                () -> assertThat(node.monitor("/varz").path("max_payload").asInt())
                        .isEqualTo(2000));
    }

    private static void awaitFlush(Connection client) {
        Deadline.awaitNothingMissing("the client is served", () -> {
            try {
                client.flush(Duration.ofSeconds(1));
                return "";
            } catch (Exception e) {
                return e.toString();
            }
        });
    }
}
