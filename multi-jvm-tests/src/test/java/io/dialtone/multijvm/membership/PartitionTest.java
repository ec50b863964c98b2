package io.dialtone.multijvm.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.app.simulate.FaultProxy;
import io.dialtone.app.simulate.Link;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.Options;
import io.dialtone.multijvm.kit.PortsOfThisJvm;
import io.dialtone.streams.ServerLog;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three servers of one JVM. What Akka says to the third goes through a proxy, and what the third hears are the answers to its own
 * heartbeats, too: when the proxy is silent, nobody reaches the third, and it reaches nobody. Its routes are not touched.
 */
@Timeout(240)
class PartitionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<Broker> brokers = new ArrayList<>();
    private final Link link = new Link();
    private int seed;

    @BeforeEach
    void aPortForTheSeedNode() {
        seed = PortsOfThisJvm.next();
    }

    @AfterEach
    void stopAll() {
        link.heal();
        brokers.forEach(Broker::close);
    }

    private Broker start(String name, int port, String advertise, Duration stableAfter) {
        AkkaOptions akka = AkkaOptions.builder()
                .host("127.0.0.1")
                .port(port)
                .advertise(advertise)
                .seedNodes(List.of("127.0.0.1:" + seed))
                .acceptablePause(Duration.ofSeconds(6))
                .stableAfter(stableAfter)
                .build();
        Options options = Options.defaults()
                .with(o -> o.serverName(name)
                        .client(c -> c.host("127.0.0.1").port(-1))
                        .cluster(c -> c.name("c").host("127.0.0.1").port(-1).akka(akka)));
        Broker broker = Broker.start(
                new BrokerSettings(options, "", null, new ServerLog(), 1, HostProcess.NONE, new ClusterBridge()));
        brokers.add(broker);
        return broker;
    }

    /** The third behind a proxy. */
    private FaultProxy three(Duration stableAfter) {
        start("n1", seed, "", stableAfter);
        start("n2", PortsOfThisJvm.next(), "", stableAfter);
        int port = PortsOfThisJvm.next();
        FaultProxy proxy = FaultProxy.before(port, link);
        start("n3", port, "127.0.0.1:" + proxy.port(), stableAfter);
        brokers.forEach(broker -> awaitMembers(broker, 3));
        return proxy;
    }

    private static ClusterView view(Broker broker) {
        return Objects.requireNonNull(broker.monitor().cluster());
    }

    private static void awaitMembers(Broker broker, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(broker.monitor().cluster()).isNotNull();
            assertThat(view(broker).members())
                    .hasSize(count)
                    .allMatch(m -> m.reachable()
                            && m.status().equals("up")
                            && !m.serverId().isEmpty());
        });
    }

    /** What comes of a request: an answer of somebody, the word that there is nobody (which is said at once), or nothing. */
    private static String ask(Connection requester) throws InterruptedException {
        try {
            requester.request("who", new byte[0]).get(2, TimeUnit.SECONDS);
            return "somebody";
        } catch (ExecutionException e) {
            return "nobody";
        } catch (TimeoutException e) {
            return "nothing";
        }
    }

    private static void awaitAnswer(Connection requester, String wanted) {
        await().atMost(PATIENCE).until(() -> ask(requester), wanted::equals);
    }

    private static Connection connect(Broker broker) throws IOException, InterruptedException {
        return Nats.connect(io.nats.client.Options.builder()
                .server(broker.clientUrl())
                .connectionTimeout(PATIENCE)
                .reportNoResponders()
                .build());
    }

    @Test
    void whoCannotBeReachedLosesItsInterestAndItsRoutesAndGetsThemBackWhenHealed() throws Exception {
        try (FaultProxy proxy = three(NEVER);
                Connection service = connect(brokers.get(2));
                Connection requester = connect(brokers.get(0))) {
            Dispatcher answers = service.createDispatcher(m -> service.publish(m.getReplyTo(), new byte[0]));
            answers.subscribe("who");
            service.flush(PATIENCE);
            awaitAnswer(requester, "somebody");
            link.silence();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(view(brokers.get(0)).unreachable())
                            .containsExactly("akka://dialtone@127.0.0.1:" + proxy.port()));
            awaitAnswer(requester, "nobody");
            link.heal();
            awaitMembers(brokers.get(0), 3);
            awaitAnswer(requester, "somebody");
        }
    }

    @Test
    void theSmallerSideIsGivenUpAndComesBackAsANewNodeOfTheSameServer() throws Exception {
        try (FaultProxy proxy = three(Duration.ofSeconds(3))) {
            assertThat(proxy.port()).isPositive();
            link.silence();
            awaitMembers(brokers.get(0), 2);
            awaitMembers(brokers.get(1), 2);
            link.heal();
            brokers.forEach(broker -> awaitMembers(broker, 3));
            assertThat(view(brokers.get(0)).members())
                    .extracting(ClusterView.Member::serverId)
                    .containsExactlyInAnyOrderElementsOf(
                            brokers.stream().map(Broker::serverId).toList());
        }
    }
}
