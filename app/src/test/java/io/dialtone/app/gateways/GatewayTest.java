package io.dialtone.app.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.ServerHash;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;
import io.dialtone.app.routes.Exchange;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.RawClient;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one broker says to, and takes from, other clusters, line by line. */
@Timeout(120)
class GatewayTest {
    private static final String OWN_HASH = ServerHash.inReplies("A");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T own(T one) {
        opened.add(one);
        return one;
    }

    /** Whoever is not listened to for a while does not answer PINGs, and is not to be taken for gone. */
    private Member broker(String gateway, String more) {
        return own(Member.start(MemberKind.DIALTONE, """
                server_name: a1
                ping_interval: "1s"
                ping_max: 1000
                gateway { name: A, listen: "127.0.0.1:-1", %s }
                %s
                """.formatted(gateway, more)));
    }

    private Member brokerTo(FakeCluster... others) {
        List<String> remotes = new ArrayList<>();
        for (FakeCluster other : others) {
            String name = other.info().replaceAll("(?s).*\"gateway\":\"(\\w+)\".*", "$1");
            remotes.add(other.remote(name));
        }
        return broker("gateways: [" + String.join(", ", remotes) + "]", "");
    }

    private RawClient client(Member member) {
        return own(RawClient.connect(URI.create(member.url()).getPort(), "\"headers\":true"));
    }

    private FakeCluster fake(String name, long millisAway) {
        return own(FakeCluster.named(name, Duration.ofMillis(millisAway)));
    }

    /** Connects to a broker as a server of cluster B does, and takes all that is said at first. */
    private RawClient inbound(Member member) {
        RawClient link = own(RawClient.open(member.gatewayPort()));
        link.readInfo();
        link.send("CONNECT {\"name\":\"ID-B\",\"gateway\":\"B\"}\r\n");
        link.send(FakeCluster.introduction("B", "").replace("PORT", "1"));
        return link;
    }

    private static void until(RawClient link, String line) {
        while (!link.expectLine(".*").group().equals(line)) {
            // Something else that is said at first.
        }
    }

    private static String hashOf(Member member) {
        return ServerHash.inReplies(member.broker().serverId());
    }

    // ---- who may connect

    @Test
    void refusesWhoTakesTheGatewayPortForAnother() {
        Member member = broker("", "");
        RawClient stray = own(RawClient.open(member.gatewayPort()));
        assertThat(stray.readInfo().path("gateway").asText()).isEqualTo("A");
        stray.send("CONNECT {\"lang\":\"java\"}\r\n");
        stray.expect("-ERR 'attempted to connect to gateway port'\r\n");
    }

    @Test
    void refusesClustersThatAreNotConfiguredWhenToldSo() {
        Member member = broker("reject_unknown_cluster: true", "");
        RawClient link = own(RawClient.open(member.gatewayPort()));
        link.readInfo();
        link.send("CONNECT {\"name\":\"ID-Z\",\"gateway\":\"Z\"}\r\n");
        link.expect("-ERR 'Connection to gateway \"A\" rejected'\r\n");
    }

    @Test
    void saysSoWhenItDialledSomethingElse() {
        FakeCluster clients = own(FakeCluster.saying("INFO {\"server_id\":\"X\",\"client_id\":1}\r\n"));
        broker("gateways: [" + clients.remote("B") + "]", "");
        clients.awaitLine("-ERR 'Attempt to connect to gateway \"B\" using wrong port'"::equals);
    }

    @Test
    void saysSoWhenItDialledAnotherCluster() {
        FakeCluster other = fake("Y", 0);
        broker("gateways: [" + other.remote("B") + "]", "");
        other.awaitLine("-ERR 'Connection from \"A\" rejected, wanted to connect to \"B\", this is \"Y\"'"::equals);
    }

    @Test
    void leavesOneThatIsCalledAsItIs() {
        FakeCluster twin =
                own(FakeCluster.saying(FakeCluster.introduction("B", "").replace("fake-B", "a1")));
        broker("gateways: [" + twin.remote("B") + "]", "");
        twin.awaitLine("<closed>"::equals);
        assertThat(twin.lines()).noneMatch(line -> line.startsWith("CONNECT"));
    }

    // ---- interest of this cluster

    @Test
    void refusesOnceWhatComesOfAnAccountThatItDoesNotKnow() {
        Member member = broker("", "");
        RawClient link = inbound(member);
        link.send("RMSG STRANGE foo 2\r\nok\r\nRMSG STRANGE foo 2\r\nok\r\nRMSG OTHER foo 2\r\nok\r\n");
        until(link, "A- STRANGE");
        link.expectLine("A- OTHER");
    }

    @Test
    void tellsInterestInBracketsAndThenEachChangeOnce() {
        Member member = broker("", "");
        RawClient first = client(member);
        first.send("SUB orders.* 1\r\nSUB work q 2\r\nSUB work q 3\r\n").flush();
        RawClient link = inbound(member);
        until(link, "RS+ $G work q 1");
        link.expectLine(".*\"gateway_cmd\":2,\"gateway_cmd_payload\":\"JEc=\"}");
        link.expectLine("RS\\+ \\$G orders.\\*");
        link.expectLine(".*\"gateway_cmd\":3,\"gateway_cmd_payload\":\"JEc=\"}");
        link.send("PING\r\n");
        until(link, "PONG");

        RawClient second = client(member);
        second.send("SUB orders.* 1\r\nSUB new 2\r\n").flush();
        until(link, "RS+ $G new");
        first.send("UNSUB 1\r\nUNSUB 2\r\n").flush();
        second.send("UNSUB 1\r\n").flush();
        until(link, "RS- $G orders.*");
    }

    @Test
    void closesAGatewayThatTellsInterestTheWrongWay() {
        Member member = broker("", "");
        RawClient link = inbound(member);
        link.send("RS+ $G foo\r\n");
        // Before it is registered it is not shown either.
        link.readToEof();
        Deadline.await(
                "closed",
                () -> member.broker()
                        .monitor()
                        .gateways(GatewayQuery.ALL)
                        .inbound()
                        .isEmpty());
    }

    // ---- interest of others

    @Test
    void sendsOnlyWhatIsWantedAndWhatIsNotRefusedWhereAllIs() {
        FakeCluster modern = fake("B", 0);
        FakeCluster old = own(FakeCluster.optimistic("C"));
        Member member = brokerTo(modern, old);
        modern.awaitDialled().wants("B", "RS+ $G wanted");
        old.awaitDialled();
        RawClient client = client(member);
        awaitSent(client, modern, "wanted");
        client.send("PUB other 1\r\nx\r\n");
        old.awaitLine("RMSG $G other 1"::equals);

        old.say("RS- $G other\r\nPING\r\n").awaitLine("PONG"::equals);
        client.send("PUB other 2\r\nxx\r\nPUB third 1\r\nx\r\n").flush();
        old.awaitLine("RMSG $G third 1"::equals);
        old.say("A- $G\r\nRS+ $G group q 1\r\nRS+ $SYS x q 1\r\nPING\r\n");
        Deadline.await("a second PONG", () -> count(old, "PONG") == 2);
        client.send("PUB third 2\r\nxx\r\nPUB wanted 3\r\nxxx\r\n").flush();
        modern.awaitLine("RMSG $G wanted 3"::equals);

        assertThat(modern.lines()).noneMatch(line -> line.contains("other") || line.contains("third"));
        assertThat(old.lines()).doesNotContain("RMSG $G other 2");
    }

    private static long count(FakeCluster cluster, String line) {
        return cluster.lines().stream().filter(line::equals).count();
    }

    /** Publishes until it arrives: then what the cluster wants is known. */
    private static void awaitSent(RawClient client, FakeCluster to, String subject) {
        Deadline.await(subject + " is sent", () -> {
            client.send("PUB " + subject + " 0\r\n\r\n").flush();
            return to.lines().stream().anyMatch(line -> line.startsWith("RMSG $G " + subject + " "));
        });
    }

    @Test
    void aQueueGroupIsServedHereElseByTheNearestClusterThatHasAMember() {
        FakeCluster far = fake("FAR", 400);
        FakeCluster near = fake("NEAR", 20);
        Member member = brokerTo(far, near);
        far.awaitDialled().wants("FAR", "RS+ $G job q 1", "RS+ $G all");
        near.awaitDialled().wants("NEAR", "RS+ $G job q 1");
        RawClient client = client(member);
        awaitSent(client, far, "all");
        awaitNearer(member, "NEAR", near, "FAR", far);
        Deadline.await("the order is in effect", () -> {
            client.send("PUB job 5\r\nprobe\r\n").flush();
            return near.lines().contains("RMSG $G job | q 5");
        });

        RawClient worker = client(member);
        worker.send("SUB job q 1\r\n").flush();
        client.send("PUB job 4\r\nhere\r\n").flush();
        worker.expect("MSG job 1 4\r\nhere\r\n");
        worker.send("UNSUB 1\r\n").flush();
        client.send("PUB job 6\r\nnearer\r\n").flush();
        near.awaitLine("RMSG $G job | q 6"::equals);

        near.say("RS- $G job q\r\n");
        Deadline.await("the other one serves", () -> {
            client.send("PUB job 7\r\nfarther\r\n").flush();
            return far.lines().contains("RMSG $G job | q 7");
        });
        near.say("RS+ $G job q 1\r\n");
        Deadline.await("the nearest serves again", () -> {
            client.send("PUB job 8\r\nnear now\r\n").flush();
            return near.lines().contains("RMSG $G job | q 8");
        });
        assertThat(far.lines()).doesNotContain("RMSG $G job | q 4", "RMSG $G job | q 6");
        assertThat(near.lines()).doesNotContain("RMSG $G job | q 4");
    }

    /**
     * Waits until one is measured as nearer than the other, and has it stay so: from then on neither answers a PING, for one that a busy
     * machine answers late would change the order for a while.
     */
    private static void awaitNearer(Member member, String name, FakeCluster one, String otherName, FakeCluster other) {
        Deadline.await(name + " is measured as nearer than " + otherName, () -> {
            one.answersPings(true);
            other.answersPings(true);
            if (!isNearer(member, name, otherName)) {
                return false;
            }
            settle(one);
            settle(other);
            return isNearer(member, name, otherName);
        });
    }

    private static boolean isNearer(Member member, String name, String otherName) {
        Duration rtt = rtt(member, name);
        return rtt.isPositive() && rtt.compareTo(rtt(member, otherName)) < 0;
    }

    private static Duration rtt(Member member, String cluster) {
        GatewayStats.Remote remote =
                member.broker().monitor().gateways(GatewayQuery.ALL).outbound().get(cluster);
        return remote == null ? Duration.ZERO : remote.connection().rtt();
    }

    /** It answers no more PINGs, and its last answer is known. */
    private static void settle(FakeCluster cluster) {
        cluster.answersPings(false);
        long before = count(cluster, "PONG");
        cluster.say("PING\r\n");
        Deadline.await("one more PONG", () -> count(cluster, "PONG") > before);
    }

    // ---- replies

    @Test
    void aReplyIsNamedForTwoSecondsAfterItsSubscription() throws InterruptedException {
        FakeCluster other = fake("B", 0);
        Member member = brokerTo(other);
        other.awaitDialled().wants("B", "RS+ $G svc");
        RawClient client = client(member);
        awaitSent(client, other, "svc");
        client.send("SUB INB.* 1\r\nPUB svc INB.1 3\r\nnew\r\n").flush();
        String reply = "_GR_." + OWN_HASH + "." + hashOf(member) + ".INB.1";
        other.awaitLine(("RMSG $G svc " + reply + " 3")::equals);

        TimeUnit.MILLISECONDS.sleep(2100);
        client.send("PUB svc INB.1 3\r\nold\r\n").flush();
        other.awaitLine("RMSG $G svc INB.1 3"::equals);

        RawClient link = inbound(member);
        link.send("RMSG $G _GR_.XXXXXX." + hashOf(member) + ".INB.1 4\r\nlost\r\n");
        link.send("RMSG $G " + reply + " 6\r\nanswer\r\n");
        client.expect("MSG INB.1 1 6\r\nanswer\r\n");
    }

    @Test
    void anAnswerFindsTheClusterThatAskedWithoutInterest() {
        FakeCluster other = fake("B", 0);
        Member member = brokerTo(other);
        other.awaitDialled().wants("B");
        RawClient service = client(member);
        service.send("SUB svc 1\r\n").flush();
        RawClient link = inbound(member);
        until(link, "RS+ $G svc");
        String reply = "_GR_." + ServerHash.inReplies("B") + ".SSSSSS.INB.9";
        link.send("HMSG $G svc " + reply + " 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        service.expect("HMSG svc 1 INB.9 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        service.send("PUB INB.9 2\r\nok\r\n").flush();
        other.awaitLine(("RMSG $G " + reply + " 2")::equals);
        RawClient stranger = client(member);
        stranger.send("PUB INB.9 3\r\nnot\r\n").flush();
        stranger.send("PUB _GR_.a.b.c 1\r\nx\r\n");
        stranger.expect("-ERR 'Permissions Violation for Publish to \"_GR_.a.b.c\"'\r\n");
        assertThat(other.lines()).doesNotContain("RMSG $G INB.9 3");
    }

    // ---- within a cluster

    @Test
    void aClusterTellsItsInterestAsOneAndBringsRepliesToTheServerThatAsked() {
        Member one = broker("", "cluster { name: A, listen: \"127.0.0.1:-1\" }");
        Member two = own(Member.start(MemberKind.DIALTONE, """
                server_name: a2
                gateway { name: A, listen: "127.0.0.1:-1" }
                cluster { name: A, listen: "127.0.0.1:-1", routes: ["%s"] }
                """.formatted(one.routeUrl())));
        RawClient link = inbound(one);
        RawClient there = client(two);
        there.send("SUB far 1\r\n").flush();
        until(link, "RS+ $G far");
        there.send("SUB INB.* 2\r\n").flush();
        until(link, "RS+ $G INB.*");
        link.send("RMSG $G far 3\r\nmsg\r\n");
        there.expect("MSG far 1 3\r\nmsg\r\n");
        link.send("RMSG $G _GR_." + OWN_HASH + "." + hashOf(two) + ".INB.7 5\r\nreply\r\n");
        there.expect("MSG INB.7 2 5\r\nreply\r\n");
        link.send("PING\r\n");
        until(link, "PONG");

        RawClient here = client(one);
        here.send("SUB far 1\r\nUNSUB 1\r\nSUB mark 2\r\n").flush();
        there.send("UNSUB 1\r\n").flush();
        until(link, "RS- $G far");
    }

    @Test
    void servicesOfAnotherAccountAnswerAcrossClusters() throws Exception {
        String accounts = """
                accounts {
                  S { users: [{user: s, password: s}], exports: [{service: help}] }
                  C { users: [{user: c, password: c}], imports: [{service: {account: S, subject: help}}] }
                }
                """;
        Member one = broker("", accounts);
        Member two = own(Member.start(MemberKind.DIALTONE, """
                server_name: b1
                gateway { name: B, listen: "127.0.0.1:-1", gateways: [{name: A, url: "nats://127.0.0.1:%d"}] }
                %s
                """.formatted(one.gatewayPort(), accounts)));
        try (Connection service = one.connect("s", "s");
                Connection asking = two.connect("c", "c")) {
            Dispatcher responder = service.createDispatcher(m -> service.publish(m.getReplyTo(), m.getData()));
            responder.subscribe("help");
            assertThat(Exchange.ask(asking, "help", "me")).isEqualTo("me");
        }
    }
}
