package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.LeafQuery;
import io.dialtone.actors.monitor.LeafStats;
import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.conf.OptionsFile;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LeafTreeTest {
    private static final Duration SOON = Duration.ofMillis(300);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T own(T opens) {
        opened.add(opens);
        return opens;
    }

    private static String leafs(String more, String... remotes) {
        return "leafnodes { listen: \"127.0.0.1:-1\", reconnect: 1\n " + more + "\n remotes: [ "
                + String.join(", ", remotes) + " ] }\n";
    }

    private static String remote(LeafServer hub, String more) {
        return remote("", hub, more);
    }

    private static String remote(String userInfo, LeafServer hub, String more) {
        return "{ url: \"nats://" + userInfo + "127.0.0.1:" + hub.leafPort() + "\"\n " + more + " }";
    }

    private LeafServer broker(String name, String config) {
        return own(LeafServer.start(Kind.DIALTONE, "server_name: " + name + "\n" + config));
    }

    private LeafServer server(Kind kind, String name, String config) {
        return own(LeafServer.start(kind, "server_name: " + name + "\n" + config));
    }

    private Connection client(LeafServer server) throws IOException, InterruptedException {
        return own(Talk.connect(server.url()));
    }

    private Connection client(LeafServer server, String user) throws IOException, InterruptedException {
        return own(Talk.connect(server.url(user)));
    }

    private static LeafStats leafz(LeafServer server) {
        return server.broker().monitor().leafNodes(new LeafQuery(true, ""));
    }

    private static boolean wants(LeafServer server, String subject) {
        return leafz(server).links().stream()
                .anyMatch(link -> link.subscriptions().contains(subject));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aChainOfTwoLinksCarriesEverything(Kind middle) throws Exception {
        LeafServer top = broker("TOP", leafs(""));
        LeafServer between = server(middle, "MIDDLE", leafs("", remote(top, "")));
        LeafServer bottom = broker("BOTTOM", leafs("", remote(between, "")));
        top.awaitLeafs(1);
        between.awaitLeafs(2);
        bottom.awaitLeafs(1);
        Connection atTop = client(top);
        Connection atBottom = client(bottom);
        new Talk(atTop, atBottom, "down").all();
        new Talk(atBottom, atTop, "up").all();
    }

    @Test
    void siblingsReachEachOtherThroughTheirHub() throws Exception {
        LeafServer hub = broker("HUB", leafs(""));
        LeafServer one = broker("ONE", leafs("", remote(hub, "")));
        LeafServer two = broker("TWO", leafs("", remote(hub, "")));
        hub.awaitLeafs(2);
        new Talk(client(one), client(two), "side").all();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anIsolatedLeafNodeHearsNothingOfItsSiblingsInterest(Kind kind) throws Exception {
        LeafServer hub = broker("HUB", leafs("isolate_leafnode_interest: true"));
        LeafServer one = server(kind, "ONE", leafs("", remote(hub, "")));
        LeafServer two = broker("TWO", leafs("", remote(hub, "")));
        hub.awaitLeafs(2);
        Connection atTwo = client(two);
        Connection atHub = client(hub);
        Subscription ofSibling = atTwo.subscribe("of.sibling");
        Subscription ofHub = atHub.subscribe("of.hub");
        Connection atOne = client(one);
        new Talk(atHub, atTwo, "x").awaitInterest(ofSibling, "of.sibling");
        new Talk(atOne, atHub, "x").awaitInterest(ofHub, "of.hub");
        atOne.publish("of.sibling", Talk.bytes("no"));
        atOne.flush(Talk.LIMIT);
        assertThat(ofSibling.nextMessage(SOON)).isNull();
    }

    @Test
    void aLeafNodeMayAskToBeIsolated() throws Exception {
        LeafServer hub = broker("HUB", leafs(""));
        LeafServer one = broker("ONE", leafs("", remote(hub, "request_isolation: true")));
        LeafServer two = broker("TWO", leafs("", remote(hub, "")));
        hub.awaitLeafs(2);
        client(two).subscribe("of.sibling");
        client(hub).subscribe("of.hub");
        Deadline.await("hears of its hub", () -> wants(one, "of.hub"));
        Deadline.await("the hub hears of the sibling", () -> wants(hub, "of.sibling"));
        client(hub).subscribe("of.hub.later");
        Deadline.await("hears of its hub again", () -> wants(one, "of.hub.later"));
        assertThat(wants(one, "of.sibling")).isFalse();
        assertThat(leafz(hub).links()).anyMatch(LeafStats.Link::isolated);
    }

    @ParameterizedTest
    @EnumSource(names = {"NATS_SERVER", "NATS_SERVER_2_10"})
    void ofTwoWaysToTheSameHubNotBothStay(Kind kind) {
        LeafServer top = broker("TOP", leafs(""));
        LeafServer middle = server(kind, "MIDDLE", leafs("", remote(top, "")));
        top.awaitLeafs(1);
        LeafServer third = broker("THIRD", leafs("", remote(middle, ""), remote(top, "")));
        middle.process().awaitLog("Loop detected for leafnode account=\"\\$G\". Delaying attempt to reconnect for 30s");
        // One of the two at least: who else finds it is a matter of who comes first.
        Deadline.awaitValue("links of the third", third::leafs, links -> links <= 1);
    }

    @Test
    void whatComesAroundEndsTheLinkItCameOver() {
        LeafServer hub = broker("HUB", leafs(""));
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\"}\r\n");
            String told = leaf.readThrough("LS+ $LDS.") + leaf.readThrough("\r\n");
            String loop = told.substring(told.lastIndexOf("$LDS."));
            leaf.send("LS+ " + loop);
            leaf.readThrough(
                    "-ERR 'Loop detected for leafnode account=\"$G\". Delaying attempt to reconnect for 30s'\r\n");
        }
        hub.awaitLeafs(0);
    }

    private static final String RESTRICTED = """
            accounts {
              A {
                users: [
                  {user: all, password: p}
                  {user: few, password: p, permissions: {
                    publish: ["up.>", "_INBOX.>"], subscribe: ["down.>", "_INBOX.>"] } }
                ]
              }
            }
            """;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void permissionsOfTheUserHoldOnBothSides(Kind kind) throws Exception {
        LeafServer hub = broker("HUB", leafs("") + RESTRICTED);
        LeafServer spoke = server(kind, "SPOKE", leafs("", remote("few:p@", hub, "")));
        hub.awaitLeafs(1);
        Connection atHub = client(hub, "all:p");
        Connection atSpoke = client(spoke);
        Subscription up = atHub.subscribe("up.x");
        Subscription notUp = atHub.subscribe("private.x");
        new Talk(atSpoke, atHub, "x").awaitInterest(up, "up.x");
        Subscription down = atSpoke.subscribe("down.>");
        Subscription all = atSpoke.subscribe(">");
        new Talk(atHub, atSpoke, "x").awaitInterest(down, "down.x");
        atHub.publish("secret.x", Talk.bytes("no"));
        atHub.publish("down.last", Talk.bytes("last"));
        assertThat(subjects(all, "down.last")).doesNotContain("secret.x");
        atSpoke.publish("private.x", Talk.bytes("no"));
        atSpoke.publish("up.x", Talk.bytes("last"));
        assertThat(subjects(up, "up.x")).containsExactly("up.x");
        assertThat(notUp.nextMessage(SOON)).isNull();
        hub.awaitLeafs(1);
    }

    @Test
    void aLeafNodeThatSendsWhatItMayNotIsCutOff() {
        LeafServer hub = broker("HUB", leafs("") + RESTRICTED);
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"few\",\"pass\":\"p\"}\r\n");
            hub.awaitLeafs(1);
            leaf.send("LMSG private.x 2\r\nno\r\n");
            leaf.readThrough("-ERR 'Permissions Violation for Publish to \"private.x\"'\r\n");
        }
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"few\",\"pass\":\"p\"}\r\n");
            leaf.send("LS+ private.x\r\n");
            leaf.readThrough("-ERR 'Permissions Violation for Subscription to \"private.x\"'\r\n");
        }
        hub.awaitLeafs(0);
    }

    @Test
    void deniedSubjectsOfTheRemoteStayOnTheirSide() throws Exception {
        LeafServer hub = broker("HUB", leafs(""));
        LeafServer spoke = broker(
                "SPOKE", leafs("", remote(hub, "deny_exports: [\"internal.>\"], deny_imports: [\"foreign.>\"]")));
        hub.awaitLeafs(1);
        Connection atHub = client(hub);
        Connection atSpoke = client(spoke);
        Subscription atHubAll = atHub.subscribe(">");
        Subscription atSpokeAll = atSpoke.subscribe(">");
        new Talk(atHub, atSpoke, "x").awaitInterest(atSpokeAll, "fine");
        new Talk(atSpoke, atHub, "x").awaitInterest(atHubAll, "fine.too");
        atSpoke.publish("internal.heat", Talk.bytes("no"));
        atSpoke.publish("end.of.spoke", Talk.bytes("end"));
        assertThat(subjects(atHubAll, "end.of.spoke")).doesNotContain("internal.heat");
        atHub.publish("foreign.news", Talk.bytes("no"));
        atHub.publish("end.of.hub", Talk.bytes("end"));
        assertThat(subjects(atSpokeAll, "end.of.hub")).doesNotContain("foreign.news");
    }

    /** Of all that comes up to and including the last. */
    private static List<String> subjects(Subscription subscription, String last) throws InterruptedException {
        List<String> subjects = new ArrayList<>();
        do {
            Message message = subscription.nextMessage(Talk.LIMIT);
            assertThat(message).as("after " + subjects).isNotNull();
            subjects.add(message.getSubject());
        } while (!subjects.getLast().equals(last));
        return subjects;
    }

    @Test
    void leafNodesBeyondTheLimitOfTheAccountAreTurnedAway() {
        LeafServer hub = broker("HUB", leafs("") + """
                accounts { A { users: [ {user: a, password: p} ], limits { max_leafnodes: 1 } } }
                """);
        broker("ONE", leafs("", remote("a:p@", hub, "")));
        hub.awaitLeafs(1);
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"a\",\"pass\":\"p\"}\r\n");
            leaf.readThrough("-ERR 'maximum account active connections exceeded'\r\n");
        }
        hub.awaitLeafs(1);
    }

    @Test
    void whoIsNotLetInHearsWhy() {
        LeafServer hub = broker("HUB", leafs("min_version: \"2.10.0\"") + """
                cluster { name: C, listen: "127.0.0.1:-1" }
                accounts { A { users: [ {user: a, password: p} ] } }
                """);
        refused(hub, "\"name\":\"x\",\"user\":\"a\",\"pass\":\"wrong\"", "Authorization Violation");
        refused(hub, "\"lang\":\"go\",\"user\":\"a\",\"pass\":\"p\"", "attempted to connect to leaf node port");
        refused(
                hub,
                "\"name\":\"x\",\"version\":\"2.15.1\",\"cluster\":\"C\",\"user\":\"a\",\"pass\":\"p\"",
                "remote leafnode has same cluster name");
        refused(
                hub,
                "\"name\":\"x\",\"version\":\"2.9.1\",\"user\":\"a\",\"pass\":\"p\"",
                "connection rejected since minimum version required is \"2.10.0\"");
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("LS+ foo\r\n");
            leaf.readThrough("-ERR 'Authorization Violation'\r\n");
        }
    }

    private static void refused(LeafServer hub, String members, String error) {
        try (RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {" + members + "}\r\n");
            leaf.readThrough("-ERR '" + error + "'\r\n");
        }
    }

    @Test
    void aLeafNodeThatComesAgainReplacesItself() {
        LeafServer hub = broker("HUB", leafs(""));
        String connect = "CONNECT {\"name\":\"same\",\"version\":\"2.15.1\",\"remote_account\":\"$G\"}\r\n";
        try (RawClient old = RawClient.connect(hub.leafPort())) {
            old.send(connect);
            hub.awaitLeafs(1);
            try (RawClient fresh = RawClient.connect(hub.leafPort())) {
                fresh.send(connect);
                old.readThrough("-ERR 'Duplicate Remote LeafNode Connection'\r\n");
                hub.awaitLeafs(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLostHubIsDialledAgainAndLocalWorkGoesOnMeanwhile(Kind kind) throws Exception {
        int port = FreePort.next();
        String config = "leafnodes { listen: \"127.0.0.1:" + port + "\" }\n";
        LeafServer hub = LeafServer.start(kind, "server_name: HUB\n" + config);
        LeafServer spoke = broker("SPOKE", leafs("", remote(hub, "")));
        spoke.awaitLeafs(1);
        hub.close();
        spoke.awaitLeafs(0);
        new Talk(client(spoke), client(spoke), "local").messages();
        hub = server(kind, "HUB", config);
        spoke.awaitLeafs(1);
        hub.awaitLeafs(1);
        new Talk(client(hub), client(spoke), "again").all();
    }

    @Test
    void aReloadAddsRemovesAndSwitchesOffRemotes() throws Exception {
        LeafServer one = broker("ONE", leafs(""));
        LeafServer two = broker("TWO", leafs(""));
        String start = "server_name: SPOKE\nlisten: \"127.0.0.1:-1\"\n";
        LeafServer spoke = broker("SPOKE", leafs("", remote(one, "")));
        one.awaitLeafs(1);
        reload(spoke, start + leafs("", remote(one, ""), remote(two, "")));
        two.awaitLeafs(1);
        reload(spoke, start + leafs("", remote(one, "disabled: true"), remote(two, "")));
        one.awaitLeafs(0);
        reload(spoke, start + leafs("", remote(one, ""), remote(two, "")));
        one.awaitLeafs(1);
        reload(spoke, start + leafs("", remote(one, "")));
        two.awaitLeafs(0);
        spoke.awaitLeafs(1);
    }

    private static void reload(LeafServer server, String config) throws Exception {
        server.broker()
                .reload(OptionsFile.parse(config).options())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values());
    }

    @Test
    void leafsOfOneClusterAreOneToTheirHub() throws Exception {
        LeafServer hub = broker("HUB", leafs(""));
        String cluster = "cluster { name: EDGE, listen: \"127.0.0.1:-1\" }\n";
        LeafServer one = broker("ONE", leafs("", remote(hub, "")) + cluster);
        LeafServer two = broker("TWO", leafs("", remote(hub, "")) + cluster);
        hub.awaitLeafs(2);
        client(one).subscribe("mine");
        client(hub).subscribe("everybodys");
        Deadline.await("the hub hears", () -> wants(hub, "mine"));
        Deadline.await("the other hears of the hub", () -> wants(two, "everybodys"));
        client(hub).subscribe("later");
        Deadline.await("the other hears of the hub again", () -> wants(two, "later"));
        assertThat(wants(two, "mine")).isFalse();
    }
}
