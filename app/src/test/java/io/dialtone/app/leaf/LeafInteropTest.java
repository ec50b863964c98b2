package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.security.CredentialsFixture;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.AuthHandler;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LeafInteropTest {
    @TempDir
    private Path directory;

    /** This broker on at least one side. */
    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Kind hub : Kind.values()) {
            for (Kind spoke : Kind.values()) {
                if (hub == Kind.DIALTONE || spoke == Kind.DIALTONE) {
                    pairs.add(Arguments.of(hub, spoke));
                }
            }
        }
        return pairs.stream();
    }

    private static LeafServer hub(Kind kind, String leafnodes, String more) {
        return LeafServer.start(kind, """
                server_name: HUB
                leafnodes { listen: "127.0.0.1:-1"
                  %s
                }
                %s
                """.formatted(leafnodes, more));
    }

    private static LeafServer spoke(Kind kind, LeafServer hub, String userInfo, String remote, String more) {
        return LeafServer.start(kind, """
                server_name: SPOKE
                leafnodes { reconnect: 1, remotes: [ { url: "nats://%s127.0.0.1:%d"
                  %s
                } ] }
                %s
                """.formatted(userInfo, hub.leafPort(), remote, more));
    }

    private static void talkBothWays(Connection atHub, Connection atSpoke) throws Exception {
        new Talk(atHub, atSpoke, "down").all();
        new Talk(atSpoke, atHub, "up").all();
    }

    private static void talkBothWays(LeafServer hub, String hubUrl, LeafServer spoke) throws Exception {
        hub.awaitLeafs(1);
        spoke.awaitLeafs(1);
        try (Connection atHub = Talk.connect(hubUrl);
                Connection atSpoke = Talk.connect(spoke.url())) {
            talkBothWays(atHub, atSpoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aPlainLinkCarriesEverythingBothWays(Kind hubKind, Kind spokeKind) throws Exception {
        try (LeafServer hub = hub(hubKind, "compression: off", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "compression: off", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aLinkIsCompressedWithoutBeingAskedTo(Kind hubKind, Kind spokeKind) throws Exception {
        try (LeafServer hub = hub(hubKind, "", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eachSideCompressesAsItIsTold(Kind hubKind, Kind spokeKind) throws Exception {
        try (LeafServer hub = hub(hubKind, "compression: s2_better", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "compression: s2_fast", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void oneSideThatDeclinesIsEnough(Kind hubKind, Kind spokeKind) throws Exception {
        try (LeafServer hub = hub(hubKind, "compression: off", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "compression: s2_best", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
        try (LeafServer hub = hub(hubKind, "compression: s2_best", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "compression: off", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aUserBindsTheLinkToItsAccount(Kind hubKind, Kind spokeKind) throws Exception {
        String accounts = """
                accounts {
                  A { users: [ {user: a, password: p} ] }
                  B { users: [ {user: b, password: p} ] }
                }
                """;
        try (LeafServer hub = hub(hubKind, "", accounts);
                LeafServer spoke = spoke(spokeKind, hub, "a:p@", "", "")) {
            talkBothWays(hub, hub.url("a:p"), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void usersOfTheLeafBlockComeBeforeAllOthers(Kind hubKind, Kind spokeKind) throws Exception {
        String accounts = """
                accounts {
                  A { users: [ {user: a, password: p} ] }
                  B { users: [ {user: b, password: p} ] }
                }
                """;
        String block = "authorization { users: [ {user: leaf, password: l, account: A} ] }";
        try (LeafServer hub = hub(hubKind, block, accounts);
                LeafServer spoke = spoke(spokeKind, hub, "leaf:l@", "", "")) {
            talkBothWays(hub, hub.url("a:p"), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aSeedProvesWhoTheLeafNodeIs(Kind hubKind, Kind spokeKind) throws Exception {
        CredentialsFixture keys = new CredentialsFixture();
        AuthHandler handler = Nats.staticCredentials(null, keys.userSeed().toCharArray());
        try (LeafServer hub = hub(hubKind, "", keys.nkeyConfig());
                LeafServer spoke = spoke(spokeKind, hub, "", "nkey: " + keys.userSeed(), "")) {
            hub.awaitLeafs(1);
            spoke.awaitLeafs(1);
            try (Connection atHub = Nats.connect(new Options.Builder()
                            .server(hub.url())
                            .authHandler(handler)
                            .connectionTimeout(Talk.LIMIT)
                            .noReconnect()
                            .build());
                    Connection atSpoke = Talk.connect(spoke.url())) {
                talkBothWays(atHub, atSpoke);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aFileOfCredentialsBindsTheAccountOfAnOperator(Kind hubKind, Kind spokeKind) throws Exception {
        CredentialsFixture keys = new CredentialsFixture();
        Path file = keys.credsFile(directory);
        try (LeafServer hub = hub(hubKind, "", keys.operatorConfig());
                LeafServer spoke = spoke(spokeKind, hub, "", "credentials: \"" + file + "\"", "")) {
            hub.awaitLeafs(1);
            spoke.awaitLeafs(1);
            try (Connection atHub = Nats.connect(new Options.Builder()
                            .server(hub.url())
                            .authHandler(Nats.credentials(file.toString()))
                            .connectionTimeout(Talk.LIMIT)
                            .noReconnect()
                            .build());
                    Connection atSpoke = Talk.connect(spoke.url())) {
                talkBothWays(atHub, atSpoke);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tlsFollowsInfo(Kind hubKind, Kind spokeKind) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (LeafServer hub = hub(hubKind, certificates.tlsBlock(""), "");
                LeafServer spoke = spoke(spokeKind, hub, "", ca(certificates, ""), "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tlsComesFirstWhereBothAreToldSoAndBothShowCertificates(Kind hubKind, Kind spokeKind) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String remote = certificates.tlsBlock("handshake_first: true");
        try (LeafServer hub = hub(hubKind, certificates.tlsBlock("handshake_first: true, verify: true"), "");
                LeafServer spoke = spoke(spokeKind, hub, "", remote, "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aHubThatPrefersTlsFirstStillTakesThoseThatWaitForInfo(Kind hubKind, Kind spokeKind) throws Exception {
        // Hubs of 2.10 wait for TLS for ever.
        assumeTrue(hubKind != Kind.NATS_SERVER_2_10);
        TestCertificates certificates = new TestCertificates(directory);
        try (LeafServer hub = hub(hubKind, certificates.tlsBlock("handshake_first: \"100ms\""), "");
                LeafServer spoke = spoke(spokeKind, hub, "", ca(certificates, ""), "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }

    private static String ca(TestCertificates certificates, String more) {
        return "tls { ca_file: '%s'\n %s }".formatted(certificates.file("ca.pem"), more);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void importedServicesAndMappingsAnswerAcrossTheLink(Kind hubKind, Kind spokeKind) throws Exception {
        String accounts = """
                accounts {
                  A {
                    users: [ {user: a, password: p} ]
                    imports: [ {service: {account: B, subject: "svc"}, to: "ask"} ]
                    mappings: { "old.name": "new.name" }
                  }
                  B { users: [ {user: b, password: p} ], exports: [ {service: "svc"} ] }
                }
                """;
        try (LeafServer hub = hub(hubKind, "", accounts);
                LeafServer spoke = spoke(spokeKind, hub, "a:p@", "", "")) {
            hub.awaitLeafs(1);
            spoke.awaitLeafs(1);
            try (Connection service = Talk.connect(hub.url("b:p"));
                    Connection renamed = Talk.connect(hub.url("a:p"));
                    Connection atSpoke = Talk.connect(spoke.url())) {
                service.createDispatcher(m -> service.publish(m.getReplyTo(), Talk.bytes("served")))
                        .subscribe("svc");
                renamed.createDispatcher(m -> renamed.publish(m.getReplyTo(), Talk.bytes(m.getSubject())))
                        .subscribe("new.name");
                Talk talk = new Talk(atSpoke, service, "any");
                talk.awaitService("ask");
                talk.awaitService("old.name");
                Message answer = atSpoke.request("ask", Talk.bytes("x")).get(20, TimeUnit.SECONDS);
                assertThat(Talk.text(answer)).isEqualTo("served");
                Message other = atSpoke.request("old.name", Talk.bytes("x")).get(20, TimeUnit.SECONDS);
                assertThat(Talk.text(other)).isEqualTo("new.name");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsThatTheAccountImportsAtTheHubReachTheLeafNode(Kind hubKind, Kind spokeKind) throws Exception {
        String accounts = """
                accounts {
                  A {
                    users: [ {user: a, password: p} ]
                    imports: [ {stream: {account: B, subject: "ev.>"}, prefix: imp} ]
                  }
                  B { users: [ {user: b, password: p} ], exports: [ {stream: "ev.>"} ] }
                }
                """;
        try (LeafServer hub = hub(hubKind, "", accounts);
                LeafServer spoke = spoke(spokeKind, hub, "a:p@", "", "")) {
            hub.awaitLeafs(1);
            try (Connection producer = Talk.connect(hub.url("b:p"));
                    Connection atSpoke = Talk.connect(spoke.url())) {
                Subscription plain = atSpoke.subscribe("imp.ev.*");
                Subscription one = atSpoke.subscribe("imp.ev.queue", "group");
                Subscription other = atSpoke.subscribe("imp.>", "group");
                for (Subscription each : List.of(plain, one, other)) {
                    Deadline.await("a message", () -> {
                        producer.publish("ev.queue", Talk.bytes("probe"));
                        return arrived(each, "probe") > 0;
                    });
                }
                for (int i = 0; i < 10; i++) {
                    producer.publish("ev.queue", Talk.bytes("x"));
                }
                int[] heard = {0, 0};
                Deadline.await("all messages", () -> {
                    heard[0] += arrived(plain, "x");
                    heard[1] += arrived(one, "x") + arrived(other, "x");
                    return heard[0] >= 10 && heard[1] >= 10;
                });
                assertThat(heard).as("alone, and in the group").containsExactly(10, 10);
                plain.unsubscribe();
                one.unsubscribe();
                Deadline.await("what is left", () -> {
                    producer.publish("ev.queue", Talk.bytes("left"));
                    return arrived(other, "left") == 1;
                });
            }
        }
    }

    /** How many messages of this text come before there is a pause; others may be late ones of before. */
    private static int arrived(Subscription subscription, String text) {
        int count = 0;
        try {
            for (Message m; (m = subscription.nextMessage(Duration.ofMillis(300))) != null; ) {
                assertThat(m.getSubject()).isEqualTo("imp.ev.queue");
                count += Talk.text(m).equals(text) ? 1 : 0;
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aLeafNodeMayWantAsMuchAsItsAccountMay(Kind hubKind, Kind spokeKind) throws Exception {
        String accounts = "accounts { A { users: [ {user: a, password: p} ], limits: { max_subscriptions: 6 } }, "
                + "B { users: [ {user: b, password: p} ] } }";
        try (LeafServer hub = hub(hubKind, "", accounts);
                LeafServer spoke = spoke(spokeKind, hub, "a:p@", "", "")) {
            hub.awaitLeafs(1);
            try (Connection atHub = Talk.connect(hub.url("a:p"));
                    Connection atSpoke = Talk.connect(spoke.url())) {
                Subscription first = atSpoke.subscribe("imp.ev.queue");
                Deadline.await("a message", () -> {
                    atHub.publish("imp.ev.queue", Talk.bytes("probe"));
                    return arrived(first, "probe") > 0;
                });
                List<Subscription> more = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    more.add(atSpoke.subscribe("more." + i));
                }
                atSpoke.flush(Duration.ofSeconds(20));
                // By the end of a pause the hub has seen all that it was asked for.
                assertThat(arrived(first, "x")).isZero();
                atHub.publish("more.9", new byte[0]);
                assertThat(more.getLast().nextMessage(Duration.ofSeconds(1))).isNull();
                atHub.publish("imp.ev.queue", Talk.bytes("x"));
                Deadline.await("the first is still served", () -> arrived(first, "x") == 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRemoteMayBeTheHubOfWhomItDials(Kind hubKind, Kind spokeKind) throws Exception {
        try (LeafServer hub = hub(hubKind, "", "");
                LeafServer spoke = spoke(spokeKind, hub, "", "hub: true", "")) {
            talkBothWays(hub, hub.url(), spoke);
        }
    }
}
