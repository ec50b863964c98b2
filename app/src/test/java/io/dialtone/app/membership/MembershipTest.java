package io.dialtone.app.membership;

import static io.dialtone.app.membership.Members.akka;
import static io.dialtone.app.membership.Members.awaitMembers;
import static io.dialtone.app.membership.Members.awaitMesh;
import static io.dialtone.app.membership.Members.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.actors.Broker;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.TestCertificates;
import io.dialtone.conf.AkkaDiscoveryOptions;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.TlsOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator sees of membership: no list of routes, and yet a mesh. */
@Timeout(180)
class MembershipTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void threeServersFindEachOtherThroughASeedNodeAndBecomeAMesh() throws Exception {
        int seed = FreePort.next();
        try (Members members = new Members()) {
            Broker one = members.start("n1", akka(seed, seed));
            Broker two = members.start("n2", akka(FreePort.next(), seed));
            Broker three = members.start("n3", akka(FreePort.next(), seed).with(a -> a.roles(List.of("edge"))));
            awaitMembers(3, one, two, three);
            awaitMesh(one, two, three);

            ClusterView view = view(one);
            assertThat(view.self()).isEqualTo("akka://dialtone@127.0.0.1:" + seed);
            assertThat(view.oldest()).isEqualTo(view.self());
            assertThat(view.leader()).isNotEmpty();
            assertThat(view.members())
                    .filteredOn(m -> m.serverId().equals(three.serverId()))
                    .singleElement()
                    .satisfies(m -> assertThat(m.roles()).containsExactly("edge"))
                    .satisfies(m -> assertThat(m.serverName()).isEqualTo("n3"));
        }
    }

    @Test
    void whoLeavesIsGoneWithoutHavingBeenMissedAndTheOthersGoOn() throws Exception {
        int seed = FreePort.next();
        try (Members members = new Members()) {
            Broker one = members.start("n1", akka(seed, seed));
            Broker two = members.start("n2", akka(FreePort.next(), seed));
            awaitMembers(2, one, two);
            try (Connection admin = Members.connect(one)) {
                assertThat(admin.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                two.close();
                awaitMembers(1, one);
            }
        }
    }

    @Test
    void membersAreFoundByDiscoveryInTheConfiguration() throws Exception {
        int first = FreePort.next();
        int second = FreePort.next();
        List<String> endpoints = List.of("127.0.0.1:" + first, "127.0.0.1:" + second);
        try (Members members = new Members()) {
            Broker one = members.start("n1", discovering(first, endpoints));
            Broker two = members.start("n2", discovering(second, endpoints));
            awaitMembers(2, one, two);
            awaitMesh(one, two);
        }
    }

    private static AkkaOptions discovering(int managementPort, List<String> endpoints) {
        return akka(FreePort.next())
                .with(a -> a.discovery(AkkaDiscoveryOptions.builder()
                        .endpoints(endpoints)
                        .managementHost("127.0.0.1")
                        .managementPort(managementPort)
                        .build()));
    }

    @Test
    void membersTalkThroughTlsAndNobodyWithoutACertificateJoins() throws Exception {
        new TestCertificates(directory);
        TlsOptions tls = TlsOptions.defaults()
                .with(t -> t.certFile(file("server.pem"))
                        .keyFile(file("server-key.pem"))
                        .caFile(file("ca.pem")));
        int seed = FreePort.next();
        try (Members members = new Members()) {
            Broker one = members.start("n1", akka(seed, seed).with(a -> a.tls(tls)));
            Broker two = members.start("n2", akka(FreePort.next(), seed).with(a -> a.tls(tls)));
            awaitMembers(2, one, two);
            Broker plain = members.start("n3", akka(FreePort.next(), seed));
            awaitMesh(one, two);
            assertThat(plain.monitor().cluster()).isNull();
            assertThat(view(one).members()).hasSize(2);
        }
    }

    @Test
    void whoseCertificateIsNotPinnedDoesNotJoinAlthoughItVerifies() throws Exception {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        Set<String> pins = Set.of(certificates.pin("server.pem"));
        int seed = FreePort.next();
        try (Members members = new Members()) {
            Broker one = members.start("n1", akka(seed, seed).with(a -> a.tls(tls("server", pins))));
            awaitMembers(1, one);
            Broker other = members.start("n2", akka(FreePort.next(), seed).with(a -> a.tls(tls("other", Set.of()))));
            Broker wary = members.start(
                    "n3",
                    akka(FreePort.next(), seed).with(a -> a.tls(tls("server", Set.of(certificates.pin("other.pem"))))));
            Broker two = members.start("n4", akka(FreePort.next(), seed).with(a -> a.tls(tls("server", pins))));
            awaitMembers(2, one, two);
            awaitMesh(one, two);
            assertThat(other.monitor().cluster())
                    .as("shows one that is not pinned there")
                    .isNull();
            assertThat(wary.monitor().cluster())
                    .as("is shown one not pinned here")
                    .isNull();
            assertThat(view(one).members()).hasSize(2);
        }
    }

    private TlsOptions tls(String certificate, Set<String> pins) {
        return TlsOptions.defaults()
                .with(t -> t.certFile(file(certificate + ".pem"))
                        .keyFile(file(certificate + "-key.pem"))
                        .caFile(file("ca.pem"))
                        .pinnedCerts(pins));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aPortThatIsTakenKeepsTheServerFromStarting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Members members = new Members()) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> members.start("n1", akka(port, port)))
                    .hasStackTraceContaining("Address already in use")
                    .hasStackTraceContaining("Error starting the Akka cluster on port " + port);
        }
    }

    @Test
    void theSystemAccountHearsOfMembers() throws Exception {
        int seed = FreePort.next();
        try (Members members = new Members()) {
            Broker one = members.start(
                    "n1",
                    akka(seed, seed),
                    o -> o.with(b -> b.accounts(List.of(io.dialtone.conf.AccountOptions.defaults()
                            .with(a -> a.name("$SYS")
                                    .users(List.of(io.dialtone.conf.UserOptions.defaults()
                                            .with(u -> u.username("sys")
                                                    .password("sys")
                                                    .account("$SYS")))))))));
            awaitMembers(1, one);
            try (Connection admin =
                    Nats.connect(Members.patient(one).userInfo("sys", "sys").build())) {
                Subscription events = admin.subscribe("$SYS.SERVER." + one.serverId() + ".CLUSTER.UP");
                admin.flush(PATIENCE);
                members.start("n2", akka(FreePort.next(), seed));
                var event = events.nextMessage(PATIENCE);
                assertThat(event).isNotNull();
                assertThat(new String(event.getData(), StandardCharsets.UTF_8))
                        .contains("\"event\":\"up\"")
                        .contains("\"status\":\"up\"");
            }
        }
    }
}
