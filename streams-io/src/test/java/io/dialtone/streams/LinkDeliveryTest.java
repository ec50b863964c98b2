package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.LinkKind;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.Rendezvous;
import io.dialtone.routing.StickyRule;
import io.dialtone.routing.StickyRules;
import io.dialtone.routing.SubjectSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where messages of clients and of other servers go among clients, routes, leaf links and gateways: the table of who may send
 * what to whom, the choice among queue members, and the frames.
 */
class LinkDeliveryTest {
    private final LoopFixture fixture = new LoopFixture();
    private final SubjectSpace space = new SubjectSpace("A", null, new RemoteSpace());
    private final TestConnection alice = new TestConnection(fixture, space, 1);
    private final TestConnection bob = new TestConnection(fixture, space, 2);
    private long lastCid = 10;

    /** A link with what it says and hears. */
    private final class Link {
        final TestConnection wire;
        final LinkAccount account;

        Link(LinkKind kind, String cluster) {
            LinkPath path = new LinkPath(kind, name -> name.equals("A") ? space : null);
            path.cluster(cluster);
            wire = new TestConnection(fixture, space, ++lastCid, path);
            boolean named = kind == LinkKind.ROUTE || kind == LinkKind.GATEWAY;
            account = new LinkAccount(
                    kind,
                    wire.outbox,
                    named ? "A" : "",
                    cluster,
                    new LinkAccount.Peer("S" + lastCid, true, true, true));
        }

        Link wants(String subject) {
            return wants(subject, null, 1, "");
        }

        Link wants(String subject, String queue, int weight) {
            return wants(subject, queue, weight, "");
        }

        Link wants(String subject, String queue, int weight, String origin) {
            space.remote()
                    .set(new RemoteInterest(
                            Reading.bytes(subject),
                            queue == null ? null : Reading.bytes(queue),
                            account,
                            Reading.bytes(origin),
                            weight));
            return this;
        }

        Link rank(int rank) {
            account.rank(rank);
            return this;
        }

        String heard() {
            return wire.received();
        }
    }

    private Link route() {
        return new Link(LinkKind.ROUTE, "");
    }

    private Link link(LinkKind kind) {
        return new Link(kind, "");
    }

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    // ---- frames

    @Test
    void aRouteGetsWhatAClientPublishes() {
        Link route = route().wants("a.*");
        alice.send("PUB a.b 2\r\nhi\r\nPUB a.c r.1 3\r\nyou\r\nHPUB a.d 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        assertThat(route.heard())
                .isEqualTo(
                        "RMSG A a.b 2\r\nhi\r\nRMSG A a.c r.1 3\r\nyou\r\nHMSG A a.d 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
    }

    @Test
    void aLeafLinkNamesNoAccount() {
        Link leaf = link(LinkKind.LEAF).wants("a");
        alice.send("PUB a 2\r\nhi\r\nHPUB a r 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        assertThat(leaf.heard()).isEqualTo("LMSG a 2\r\nhi\r\nHMSG a r 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
    }

    @Test
    void queueGroupsAreListedBehindTheReply() {
        Link route = route().wants("a", "q", 1).wants("a", "r", 1).wants("*");
        alice.send("PUB a 2\r\nhi\r\nPUB a r.1 2\r\nyo\r\nHPUB a 12 12\r\nNATS/1.0\r\n\r\n\r\n");
        assertThat(route.heard())
                .isEqualTo("RMSG A a | q r 2\r\nhi\r\nRMSG A a + r.1 q r 2\r\nyo\r\n"
                        + "HMSG A a | q r 12 12\r\nNATS/1.0\r\n\r\n\r\n");
    }

    @Test
    void aServerThatDoesNotTakeHeadersGetsNone() {
        Link route = route();
        LinkAccount old = new LinkAccount(
                LinkKind.ROUTE, route.wire.outbox, "A", "", new LinkAccount.Peer("there", false, false, false));
        space.remote().set(new RemoteInterest(Reading.bytes("a"), null, old, RemoteInterest.NO_ORIGIN, 1));
        alice.send("HPUB a r 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        assertThat(route.heard()).isEqualTo("RMSG A a r 2\r\nhi\r\n");
    }

    @Test
    void whatComesFromALeafClusterIsToldToRoutesAsSuch() {
        Link route = route().wants("a");
        Link leaf = new Link(LinkKind.LEAF, "L");
        leaf.wire.send("LMSG a 2\r\nhi\r\nHMSG a r 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        assertThat(route.heard()).isEqualTo("LMSG L A a 0 2\r\nhi\r\nLMSG L A a r 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
    }

    @Test
    void aLargePayloadArrivesWhole() {
        Link route = route().wants("a", "q", 1).wants("b");
        String payload = "x".repeat(70_000);
        alice.send("PUB a 70000\r\n" + payload + "\r\nPUB b 70000\r\n" + payload + "\r\n");
        assertThat(route.heard())
                .isEqualTo("RMSG A a | q 70000\r\n" + payload + "\r\nRMSG A b 70000\r\n" + payload + "\r\n");
    }

    // ---- what comes from other servers

    @Test
    void clientsGetWhatComesOverARoute() {
        bob.subscribe("a.>", "7");
        route().wire.send("RMSG A a.b 2\r\nhi\r\nRMSG A a.c r 3\r\nyou\r\nHMSG A a.d 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
        assertThat(bob.received())
                .isEqualTo("MSG a.b 7 2\r\nhi\r\nMSG a.c 7 r 3\r\nyou\r\nHMSG a.d 7 12 14\r\nNATS/1.0\r\n\r\nhi\r\n");
    }

    @Test
    void onlyTheGroupsThatAreListedGetIt() {
        bob.subscribe("a", "q", "1");
        bob.subscribe("a", "r", "2");
        Link route = route();
        route.wire.send("RMSG A a 2\r\nno\r\nRMSG A a | r 2\r\nhi\r\nRMSG A a + x q s 2\r\nyo\r\n");
        assertThat(bob.received()).isEqualTo("MSG a 2 2\r\nhi\r\nMSG a 1 x 2\r\nyo\r\n");
    }

    @Test
    void anAccountThatIsNotKnownIsNobodys() {
        bob.subscribe("a", "1");
        Link route = route();
        route.wire.send("RMSG B a 2\r\nno\r\nRMSG A a 2\r\nhi\r\n");
        assertThat(bob.received()).isEqualTo("MSG a 1 2\r\nhi\r\n");
        assertThat(route.wire.refusals).containsExactly("unknown account B");
    }

    @Test
    void clientsSeeTheSubjectThatAStreamHasPutBehindItsAcknowledgement() {
        bob.subscribe("dlv", "1");
        Link route = route();
        route.wire.send("RMSG A dlv $JS.ACK.S1.C1.1.1.1.1795.0@foo.a 5\r\nhello\r\nRMSG A dlv r 1\r\nx\r\n");
        assertThat(bob.received())
                .isEqualTo("MSG foo.a 1 $JS.ACK.S1.C1.1.1.1.1795.0 5\r\nhello\r\nMSG dlv 1 r 1\r\nx\r\n");
    }

    /** Section by section the table of who passes on what to whom; a link never gets back what it has sent. */
    @ParameterizedTest
    @CsvSource({
        "ROUTE,ROUTE,false", "ROUTE,LEAF,true", "ROUTE,HUB,false", "ROUTE,GATEWAY,false",
        "GATEWAY,ROUTE,true", "GATEWAY,LEAF,true", "GATEWAY,HUB,true", "GATEWAY,GATEWAY,false",
        "LEAF,ROUTE,true", "LEAF,LEAF,true", "LEAF,HUB,true", "LEAF,GATEWAY,true",
        "HUB,ROUTE,false", "HUB,LEAF,true", "HUB,HUB,true", "HUB,GATEWAY,true"
    })
    void whoPassesOnToWhom(LinkKind from, LinkKind to, boolean passes) {
        bob.subscribe("a", "1");
        Link source = link(from).wants("a");
        Link other = link(to).wants("a");
        boolean named = from == LinkKind.ROUTE || from == LinkKind.GATEWAY;
        source.wire.send(named ? "RMSG A a 2\r\nhi\r\n" : "LMSG a 2\r\nhi\r\n");
        assertThat(bob.received()).isEqualTo("MSG a 1 2\r\nhi\r\n");
        assertThat(source.heard()).isEmpty();
        assertThat(!other.heard().isEmpty()).isEqualTo(passes);
    }

    @Test
    void answersToAnonymousRequestsGoUpToTheHubFromARoute() {
        Link hub = link(LinkKind.HUB).wants("_R_.>");
        route().wire.send("RMSG A _R_.abc.def 2\r\nhi\r\n");
        assertThat(hub.heard()).isEqualTo("LMSG _R_.abc.def 2\r\nhi\r\n");
    }

    @Test
    void leafNodesOfOneClusterGetNothingFromEachOther() {
        Link one = new Link(LinkKind.LEAF, "L").wants("a");
        Link two = new Link(LinkKind.LEAF, "L").wants("a");
        Link other = new Link(LinkKind.LEAF, "M").wants("a");
        Link route = route().wants("a", null, 1, "L");
        one.wire.send("LMSG a 2\r\nhi\r\n");
        assertThat(two.heard()).isEmpty();
        assertThat(route.heard())
                .as("only leaf nodes of the same cluster wait there")
                .isEmpty();
        assertThat(other.heard()).isEqualTo("LMSG a 2\r\nhi\r\n");
        route.wants("*");
        one.wire.send("LMSG a 2\r\nhi\r\n");
        assertThat(route.heard()).isEqualTo("LMSG L A a 0 2\r\nhi\r\n");
    }

    @Test
    void theClusterAMessageComesFromIsRememberedOverARoute() {
        Link same = new Link(LinkKind.LEAF, "L").wants("a");
        Link other = new Link(LinkKind.LEAF, "M").wants("a");
        route().wire.send("LMSG L A a 0 2\r\nhi\r\n");
        assertThat(same.heard()).isEmpty();
        assertThat(other.heard()).isEqualTo("LMSG a 2\r\nhi\r\n");
    }

    // ---- queue groups

    private int[] shares(int messages, List<TestConnection> clients, List<Link> links) {
        for (int i = 0; i < messages; i++) {
            alice.send("PUB q 1\r\nx\r\n");
        }
        List<Integer> shares = new ArrayList<>();
        clients.forEach(c -> shares.add(count(c.received(), "MSG q ")));
        links.forEach(l -> shares.add(count(l.heard(), "RMSG A q | g ")));
        return shares.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int count(String text, String what) {
        int count = 0;
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) {
            count++;
        }
        return count;
    }

    @Test
    void membersHereAndOnOtherServersHaveTheSameShare() {
        bob.subscribe("q", "g", "1");
        Link one = route().wants("q", "g", 1);
        Link three = route().wants("q", "g", 3);
        int[] shares = shares(4000, List.of(bob), List.of(one, three));
        assertThat(shares[0] + shares[1] + shares[2]).isEqualTo(4000);
        assertThat(shares[0]).isBetween(650, 950);
        assertThat(shares[1]).isBetween(650, 950);
        assertThat(shares[2]).isBetween(2200, 2600);
    }

    /** Where a key belongs, of this server and links with names and members. */
    private static String chosen(String key, Map<String, Integer> members) {
        long hash = StickyRule.byTokens("q.*", null, 2).keyOf(Reading.bytes("q." + key), 0, 2 + key.length());
        return members.entrySet().stream()
                .max(Comparator.comparingDouble(
                        e -> Rendezvous.score(hash, Rendezvous.hash(Reading.bytes(e.getKey())), e.getValue())))
                .orElseThrow()
                .getKey();
    }

    private void stick() {
        StickyRule rule = StickyRule.byTokens("q.*", null, 2);
        space.stickyRules(new StickyRules(Rendezvous.hash(Reading.bytes("HERE")), List.of(rule)));
    }

    @Test
    void aMessageWithAKeyGoesToTheServerThatEveryServerFindsForIt() {
        stick();
        bob.subscribe("q.*", "g", "1");
        Link one = route().wants("q.*", "g", 1);
        // Two patterns over there are one group.
        Link two = route().wants("q.*", "g", 1).wants("q.>", "g", 2);
        Map<String, Integer> members = Map.of("HERE", 1, "S" + (lastCid - 1), 1, "S" + lastCid, 3);
        for (int i = 0; i < 200; i++) {
            alice.send("PUB q.k" + i + " 1\r\nx\r\n");
            String took = (bob.received().isEmpty() ? "" : "HERE")
                    + (one.heard().isEmpty() ? "" : "S" + (lastCid - 1))
                    + (two.heard().isEmpty() ? "" : "S" + lastCid);
            assertThat(took).isEqualTo(chosen("k" + i, members));
        }
    }

    @Test
    void aMessageWithAKeyThatARouteBringsStaysHere() {
        stick();
        bob.subscribe("q.*", "g", "1");
        Link other = route().wants("q.*", "g", 9);
        Link from = route();
        from.wire.send("RMSG A q.k | g 1\r\nx\r\n".repeat(50));
        assertThat(other.heard()).isEmpty();
        assertThat(count(bob.received(), "MSG q.k ")).isEqualTo(50);
    }

    @Test
    void aServerThatIsGoneLeavesItsKeysToTheOthers() {
        stick();
        Link gone = route().wants("q.*", "g", 9);
        Link there = route().wants("q.*", "g", 1);
        gone.wire.outbox.close();
        alice.send("PUB q.k 1\r\nx\r\n".repeat(20));
        assertThat(count(there.heard(), "RMSG A q.k | g 1")).isEqualTo(20);
    }

    @Test
    void leafNodesGetAnythingOnlyWhenNobodyElseIsThere() {
        Link leaf = link(LinkKind.LEAF).wants("q", "g", 5);
        Link behind = route().wants("q", "g", 5, "L");
        Link peer = route().wants("q", "g", 1);
        assertThat(shares(100, List.of(), List.of(peer))).containsExactly(100);
        assertThat(leaf.heard() + behind.heard()).isEmpty();
        peer.wants("q", "g", 0);
        alice.send("PUB q 1\r\nx\r\n".repeat(100));
        int leafs = count(leaf.heard(), "LMSG q | g 1");
        int behindRoute = count(behind.heard(), "RMSG A q | g 1");
        assertThat(leafs + behindRoute).isEqualTo(100);
        assertThat(leafs).isBetween(20, 80);
    }

    @Test
    void aServerThatIsGoneIsPassedOver() {
        Link gone = route().wants("q", "g", 9);
        Link there = route().wants("q", "g", 1);
        gone.wire.outbox.close();
        assertThat(shares(50, List.of(), List.of(there))).containsExactly(50);
    }

    @Test
    void theNearestClusterServesAGroupThatHasNobodyHere() {
        Link far = link(LinkKind.GATEWAY).rank(2).wants("q", "g", 1).wants("q");
        Link near = link(LinkKind.GATEWAY).rank(1).wants("q", "g", 1);
        alice.send("PUB q 1\r\nx\r\n");
        assertThat(near.heard()).isEqualTo("RMSG A q | g 1\r\nx\r\n");
        assertThat(far.heard()).as("plain subscribers get it in every cluster").isEqualTo("RMSG A q 1\r\nx\r\n");
        near.wants("q", "g", 0);
        alice.send("PUB q 1\r\nx\r\n");
        assertThat(far.heard()).isEqualTo("RMSG A q | g 1\r\nx\r\n");
        near.wants("q", "g", 1);
        alice.send("PUB q 1\r\nx\r\n");
        assertThat(near.heard()).isEqualTo("RMSG A q | g 1\r\nx\r\n");
    }

    @Test
    void noOtherClusterServesAGroupThatIsServedInThisOne() {
        Link far = link(LinkKind.GATEWAY).rank(1).wants("q", "g", 1);
        bob.subscribe("q", "g", "1");
        alice.send("PUB q 1\r\nx\r\n");
        assertThat(far.heard()).isEmpty();
        assertThat(bob.received()).isEqualTo("MSG q 1 1\r\nx\r\n");
    }

    @Test
    void whatWasMeantForThisServerGoesToAnotherOneWhenNobodyIsLeftHere() {
        Link other = route().wants("q", "g", 1);
        Link from = route();
        from.wire.send("RMSG A q | g 1\r\nx\r\n");
        assertThat(other.heard()).isEqualTo("RMSG A q | g 1\r\nx\r\n");
        bob.subscribe("q", "g", "1");
        from.wire.send("RMSG A q | g 1\r\nx\r\n");
        assertThat(other.heard()).isEmpty();
        assertThat(bob.received()).isEqualTo("MSG q 1 1\r\nx\r\n");
    }

    @Test
    void aLeafLinkWithoutAListIsForNoGroup() {
        bob.subscribe("q", "g", "1");
        Link leaf = link(LinkKind.LEAF);
        leaf.wire.send("LMSG q 1\r\nx\r\nLMSG q | g 1\r\ny\r\n");
        assertThat(bob.received()).isEqualTo("MSG q 1 1\r\ny\r\n");
    }

    @Test
    void aPublisherHearsThatNobodyIsThereOnlyWhenNoServerHasAnybody() {
        alice.session.connected(false, false, true, true, true);
        alice.subscribe("inbox", "9");
        Link route = route().wants("svc", "g", 1);
        alice.send("PUB svc inbox 1\r\nx\r\n");
        assertThat(route.heard()).isEqualTo("RMSG A svc + inbox g 1\r\nx\r\n");
        assertThat(alice.received()).isEmpty();
        route.wants("svc", "g", 0);
        alice.send("PUB svc inbox 1\r\nx\r\n");
        assertThat(alice.received()).contains("503");
    }
}
