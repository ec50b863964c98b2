package io.dialtone.app.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.ServerLog;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Brokers of this JVM that are, or are to be, members of one Akka Cluster; on the loopback address, none with configured routes. */
final class Members implements AutoCloseable {
    /** Busy machines form clusters slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Broker> brokers = new ArrayList<>();

    /** What is the same for all: pauses of a busy machine are no failures. */
    static AkkaOptions akka(int port, int... seeds) {
        List<String> addresses = new ArrayList<>();
        for (int seed : seeds) {
            addresses.add("127.0.0.1:" + seed);
        }
        return AkkaOptions.builder()
                .host("127.0.0.1")
                .port(port)
                .seedNodes(addresses)
                .acceptablePause(Duration.ofSeconds(10))
                .build();
    }

    static Options options(String name, AkkaOptions akka) {
        return Options.defaults()
                .with(o -> o.serverName(name)
                        .client(c -> c.host("127.0.0.1").port(-1))
                        .cluster(c -> c.name("c").host("127.0.0.1").port(-1).akka(akka)));
    }

    Broker start(String name, AkkaOptions akka) {
        return start(name, akka, o -> o);
    }

    Broker start(String name, AkkaOptions akka, UnaryOperator<Options> with) {
        return start(with.apply(options(name, akka)), new ServerLog());
    }

    /** One whose log is looked at. */
    Broker start(String name, AkkaOptions akka, ServerLog log) {
        return start(options(name, akka), log);
    }

    private Broker start(Options options, ServerLog log) {
        Broker broker =
                Broker.start(new BrokerSettings(options, "", null, log, 1, HostProcess.NONE, new ClusterBridge()));
        brokers.add(broker);
        return broker;
    }

    static ClusterView view(Broker broker) {
        return Objects.requireNonNull(broker.monitor().cluster(), "not a member");
    }

    /** Waits until each of them sees so many members, all there. */
    static void awaitMembers(int count, Broker... brokers) {
        for (Broker broker : brokers) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(broker.monitor().cluster()).isNotNull();
                assertThat(view(broker).members())
                        .hasSize(count)
                        .allMatch(m -> m.status().equals("up")
                                && m.reachable()
                                && !m.serverId().isEmpty());
            });
        }
    }

    /** Waits until each hears what any other says. */
    static void awaitMesh(Broker... brokers) throws Exception {
        for (Broker from : brokers) {
            for (Broker to : brokers) {
                if (from != to) {
                    awaitFlow(from, to);
                }
            }
        }
    }

    /** A client, which waits for its server for as long as for anything else. */
    static Connection connect(Broker to) throws IOException, InterruptedException {
        return Nats.connect(patient(to).build());
    }

    /** Options of such a client. */
    static io.nats.client.Options.Builder patient(Broker to) {
        return new io.nats.client.Options.Builder().server(to.clientUrl()).connectionTimeout(PATIENCE);
    }

    static void awaitFlow(Broker from, Broker to) throws Exception {
        try (Connection publisher = connect(from);
                Connection subscriber = connect(to)) {
            Subscription subscription = subscriber.subscribe("mesh");
            subscriber.flush(PATIENCE);
            await().atMost(PATIENCE).until(() -> {
                publisher.publish("mesh", new byte[0]);
                publisher.flush(PATIENCE);
                return subscription.nextMessage(Duration.ofMillis(50)) != null;
            });
        }
    }

    @Override
    public void close() {
        for (Broker broker : brokers) {
            broker.close();
        }
    }
}
