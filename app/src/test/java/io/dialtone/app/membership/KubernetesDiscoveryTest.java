package io.dialtone.app.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that ask Kubernetes where the others are: as processes, since its address is in their environment. Pods have loopback addresses. */
@Timeout(240)
class KubernetesDiscoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String FORBIDDEN = "Forbidden";
    private static final Duration POLL = Duration.ofMillis(200);

    private final List<NatsProcess> servers = new ArrayList<>();
    private final int managementPort = FreePort.next();

    @TempDir
    Path directory;

    private KubernetesApi api;

    @BeforeEach
    void anApi() {
        api = new KubernetesApi(new TestCertificates(directory), directory);
    }

    @AfterEach
    void endAll() {
        servers.forEach(NatsProcess::close);
        api.close();
    }

    /** The chart's configuration, but for the port of Akka, the label and the files. */
    private NatsProcess start(String name, String ip, int contactPoints) {
        String config = """
                server_name: %s
                cluster {
                  name: c, listen: "127.0.0.1:-1"
                  akka {
                    host: "%2$s", port: %3$d, advertise: "%2$s"
                    failure_detector { acceptable_pause: 10s }
                    discovery {
                      method: kubernetes, namespace: nats, label_selector: "role=broker", %4$s
                      required_contact_points: %5$d
                    }
                    management { host: "%2$s", port: %6$d, advertise: "%2$s" }
                  }
                }
                """.formatted(name, ip, FreePort.next(), api.files(), contactPoints, managementPort);
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(api.environment());
        command.addAll(Target.DIALTONE.command());
        NatsProcess server = NatsProcess.start(command, config, List.of());
        servers.add(server);
        return server;
    }

    @Test
    void threePodsBecomeOneClusterAndOthersAreLeftAlone() {
        api.pod("broker", "127.0.0.1")
                .pod("broker", "127.0.0.2")
                .pod("broker", "127.0.0.3")
                .pod("something else", "127.0.0.4")
                .endingPod("broker", "127.0.0.5");
        NatsProcess one = start("n1", "127.0.0.1", 3);
        NatsProcess two = start("n2", "127.0.0.2", 3);
        NatsProcess three = start("n3", "127.0.0.3", 3);
        for (NatsProcess server : List.of(one, two, three)) {
            awaitMembers(server, "n1", "n2", "n3");
            await().atMost(Deadline.LIMIT)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(remotes(server))
                            .as("servers that it has routes to")
                            .hasSize(2));
        }
        one.awaitLog("discovery of c finds \\[127\\.0\\.0\\.1, 127\\.0\\.0\\.2, 127\\.0\\.0\\.3\\]");
    }

    @Test
    void aRoleThatMayNotListPodsIsNamedInTheLogAndTheServerServesUntilItMay() throws Exception {
        api.pod("broker", "127.0.0.1").pod("broker", "127.0.0.2").forbidden(true);
        NatsProcess one = start("n1", "127.0.0.1", 2);
        NatsProcess two = start("n2", "127.0.0.2", 2);
        one.awaitLog("\\[WRN\\] Akka cluster: discovery of c fails, trying again - .*" + FORBIDDEN + ".*RBAC");
        Options patient = new Options.Builder()
                .server(one.url())
                .connectionTimeout(PATIENCE)
                .build();
        try (Connection client = Nats.connect(patient)) {
            Subscription subscription = client.subscribe("here");
            client.publish("here", new byte[0]);
            assertThat(subscription.nextMessage(PATIENCE)).isNotNull();
            api.forbidden(false);
            awaitMembers(one, "n1", "n2");
            awaitMembers(two, "n1", "n2");
        }
        assertThat(outcomes(one)).as("said once").contains(FORBIDDEN).doesNotContainSequence(FORBIDDEN, FORBIDDEN);
    }

    /** What its log says that came of looking for others; on a busy machine, also that nobody answered in time. */
    private static List<String> outcomes(NatsProcess server) {
        return server.log()
                .lines()
                .filter(line -> line.contains("discovery of c "))
                .map(line -> line.contains(FORBIDDEN) ? FORBIDDEN : line)
                .toList();
    }

    private static void awaitMembers(NatsProcess server, String... names) {
        await().atMost(Deadline.LIMIT)
                .pollInterval(POLL)
                .untilAsserted(
                        () -> assertThat(names(server.monitor("/clusterz").path("members")))
                                .containsExactlyInAnyOrder(names));
    }

    private static Set<String> names(JsonNode members) {
        return StreamSupport.stream(members.spliterator(), false)
                .filter(member -> member.path("status").asText().equals("up"))
                .map(member -> member.path("server_name").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> remotes(NatsProcess server) {
        return StreamSupport.stream(server.monitor("/routez").path("routes").spliterator(), false)
                .map(route -> route.path("remote_name").asText())
                .collect(Collectors.toSet());
    }
}
