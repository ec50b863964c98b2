package io.dialtone.app.membership;

import static io.dialtone.app.membership.Members.akka;
import static io.dialtone.app.membership.Members.awaitFlow;
import static io.dialtone.app.membership.Members.awaitMembers;
import static io.dialtone.app.membership.Members.awaitMesh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.actors.Broker;
import io.dialtone.app.membership.NameServer.Service;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.conf.AkkaDiscoveryOptions;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.streams.RecentLines;
import io.dialtone.streams.ServerLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that find each other in the DNS. */
@Timeout(180)
class DnsDiscoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVICE = "nats.dialtone.test";

    private static AkkaOptions found(
            NameServer names, String host, int managementPort, String portName, int contactPoints) {
        return akka(FreePort.next())
                .with(a -> a.host(host)
                        .discovery(AkkaDiscoveryOptions.builder()
                                .method(AkkaDiscoveryOptions.Method.DNS)
                                .service(SERVICE)
                                .portName(portName)
                                .nameservers(List.of(names.address()))
                                .requiredContactPoints(contactPoints)
                                .managementHost(host)
                                .managementPort(managementPort)
                                .build()));
    }

    @Test
    void threeServersAreTheAddressesOfOneName() throws Exception {
        int port = FreePort.next();
        try (NameServer names = new NameServer().addresses(SERVICE, "127.0.0.1", "127.0.0.2", "127.0.0.3");
                Members members = new Members()) {
            Broker one = members.start("n1", found(names, "127.0.0.1", port, "", 3));
            Broker two = members.start("n2", found(names, "127.0.0.2", port, "", 3));
            Broker three = members.start("n3", found(names, "127.0.0.3", port, "", 3));
            awaitMembers(3, one, two, three);
            awaitMesh(one, two, three);
        }
    }

    @Test
    void serviceRecordsNameHostsAndPorts() throws Exception {
        int first = FreePort.next();
        int second = FreePort.next();
        try (NameServer names = new NameServer()
                        .services(
                                "_management._tcp." + SERVICE,
                                new Service("n1." + SERVICE, first),
                                new Service("n2." + SERVICE, second))
                        .addresses("n1." + SERVICE, "127.0.0.1")
                        .addresses("n2." + SERVICE, "127.0.0.1");
                Members members = new Members()) {
            Broker one = members.start("n1", known(names, "n1", first));
            Broker two = members.start("n2", known(names, "n2", second));
            awaitMembers(2, one, two);
            awaitMesh(one, two);
        }
    }

    /** By service records a node is known by the name that they have for it. */
    private static AkkaOptions known(NameServer names, String name, int managementPort) {
        AkkaOptions akka = found(names, "127.0.0.1", managementPort, "management", 2);
        return akka.with(a -> a.discovery(
                Objects.requireNonNull(akka.discovery()).with(d -> d.managementAdvertise(name + "." + SERVICE))));
    }

    @Test
    void aNameThatIsNotThereIsSaidOnceAndTheServerServesAndFindsTheOthersWhenItIs() throws Exception {
        int port = FreePort.next();
        ServerLog log = new ServerLog();
        log.keepRecent(100);
        try (NameServer names = new NameServer();
                Members members = new Members()) {
            Broker one = members.start("n1", found(names, "127.0.0.1", port, "", 2), log);
            Broker two = members.start("n2", found(names, "127.0.0.2", port, "", 2));
            String nobody = "Akka cluster: discovery of " + SERVICE + " finds nobody";
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(discovery(log)).contains(nobody));
            awaitFlow(one, one);
            names.addresses(SERVICE, "127.0.0.1", "127.0.0.2");
            awaitMembers(2, one, two);
            // On a busy machine there may be no answer in time, and that is said, too: then it is news again that there
            // is nobody.
            assertThat(discovery(log))
                    .contains("Akka cluster: discovery of " + SERVICE + " finds [127.0.0.1, 127.0.0.2]")
                    .doesNotContainSequence(nobody, nobody);
        }
    }

    private static List<String> discovery(ServerLog log) {
        return log.recent().stream()
                .map(RecentLines.Line::text)
                .filter(line -> line.startsWith("Akka cluster: discovery "))
                .toList();
    }
}
