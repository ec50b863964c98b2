package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.actors.monitor.RouteInfo;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers that know one other broker each, and clients of them. */
@Timeout(120)
class MeshOfBrokersTest {
    private final List<Member> members = new ArrayList<>();

    @AfterEach
    void end() {
        members.forEach(Member::close);
    }

    private Member start(String more) {
        String route =
                members.isEmpty() ? "" : '"' + members.get(members.size() - 1).routeUrl() + '"';
        return add(
                MemberKind.DIALTONE, "cluster { name: C, listen: '127.0.0.1:-1', routes: [" + route + "] }\n" + more);
    }

    private Member add(MemberKind kind, String config) {
        Member member = Member.start(kind, "server_name: M" + members.size() + "\n" + config);
        members.add(member);
        return member;
    }

    private static Set<String> known(Member member) {
        return member.broker().monitor().routes(Subscriptions.NONE).toCompletableFuture().join().routes().stream()
                .map(RouteInfo::remoteName)
                .collect(Collectors.toSet());
    }

    private void awaitFullMesh() {
        for (Member member : members) {
            Deadline.awaitValue("all know all", () -> known(member), names -> names.size() == members.size() - 1);
        }
    }

    private static Connection roaming(Member first) throws IOException, InterruptedException {
        return Nats.connect(new Options.Builder()
                .server(first.url())
                .connectionTimeout(Deadline.LIMIT)
                .maxReconnects(-1)
                .build());
    }

    @Test
    void aChainOfFiveBecomesAFullMeshAndAnyTwoTalk() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            start("");
        }
        awaitFullMesh();
        Exchange.everything(members.get(0), members.get(4));
        for (Member member : members) {
            // Three of the pool and one of the system account to each.
            Deadline.awaitValue(
                    "no connection too many",
                    () -> member.broker()
                            .monitor()
                            .routes(Subscriptions.NONE)
                            .toCompletableFuture()
                            .join()
                            .routes(),
                    routes -> routes.size() == 16);
        }
    }

    @Test
    void aClientLearnsOfEveryServerAndOutlivesTheOneItKnew() throws Exception {
        Member first = start("");
        try (Connection client = roaming(first)) {
            Member second = start("");
            Member third = start("");
            Deadline.await(
                    "it is told while it is connected",
                    () -> client.getServers().containsAll(List.of(second.url(), third.url())));
            members.remove(first);
            first.close();
            Deadline.await(
                    "it is elsewhere",
                    () -> client.getStatus() == Connection.Status.CONNECTED
                            && !first.url().equals(client.getConnectedUrl()));
            Deadline.await("the others forget it", () -> known(second).equals(Set.of("M2")));
        }
    }

    @Test
    void aServerThatRetiresIsNoLongerShownToClientsOfTheOthers() throws Exception {
        Member first = start("lame_duck_duration: 30s\nlame_duck_grace_period: 1s");
        Member second = start("");
        awaitFullMesh();
        try (Connection stays = roaming(second);
                Connection moves = roaming(first)) {
            // A route is shown a moment before clients are told of it.
            Deadline.await(
                    "it is shown", () -> stays.getServerInfo().getConnectURLs().contains(address(first)));
            first.broker().lameDuck();
            Deadline.await(
                    "it is not shown any more",
                    () -> !stays.getServerInfo().getConnectURLs().contains(address(first)));
            Deadline.await("its client has moved", () -> second.url().equals(moves.getConnectedUrl()));
        }
    }

    private static String address(Member member) {
        return member.url().substring("nats://".length());
    }

    @Test
    void whoDoesNotAdvertiseTellsClientsOfNobodyAndNobodyOfItself() throws Exception {
        add(MemberKind.DIALTONE, "cluster { name: C, listen: '127.0.0.1:-1', no_advertise: true }");
        start("");
        awaitFullMesh();
        for (Member member : members) {
            try (Connection client = roaming(member)) {
                assertThat(client.getServerInfo().getConnectURLs()).doesNotContain(address(members.get(0)));
            }
        }
    }

    @Test
    void namesThatWereMadeUpGiveWayUntilAllAreOneCluster() {
        add(MemberKind.DIALTONE, "cluster { listen: '127.0.0.1:-1' }");
        add(
                MemberKind.DIALTONE,
                "cluster { listen: '127.0.0.1:-1', routes: ['" + members.get(0).routeUrl() + "'] }");
        awaitFullMesh();
        start("");
        awaitFullMesh();
        for (Member member : members) {
            assertThat(member.broker()
                            .monitor()
                            .serverStats()
                            .toCompletableFuture()
                            .join()
                            .cluster())
                    .isNotNull()
                    .satisfies(cluster -> assertThat(cluster.name()).isEqualTo("C"));
        }
    }

    @Test
    void wrongCredentialsAndForeignClustersAreKeptOut() {
        Member first = add(
                MemberKind.DIALTONE,
                "cluster { name: C, listen: '127.0.0.1:-1', authorization { user: r, password: p } }");
        add(
                MemberKind.DIALTONE,
                "cluster { name: C, listen: '127.0.0.1:-1', routes: ['" + first.routeUrl("r:x@") + "'] }");
        add(
                MemberKind.DIALTONE,
                "cluster { name: D, listen: '127.0.0.1:-1', routes: ['" + first.routeUrl("r:p@") + "'] }");
        Member friend = add(
                MemberKind.DIALTONE,
                "cluster { name: C, listen: '127.0.0.1:-1', routes: ['" + first.routeUrl("r:p@") + "'] }");
        Deadline.await(
                "the friend is in",
                () -> known(first).contains("M3") && known(friend).contains("M0"));
        assertThat(known(first)).containsExactly("M3");
    }

    @Test
    void requestsAreSharedByWeightAmongTheMembersOfAGroupOnSeveralServers() throws Exception {
        Member first = start("");
        add(
                MemberKind.NATS_SERVER,
                "cluster { name: C, listen: '127.0.0.1:-1', routes: ['" + first.routeUrl() + "'] }");
        Member third = add(
                MemberKind.DIALTONE,
                "cluster { name: C, listen: '127.0.0.1:-1', routes: ['" + first.routeUrl() + "'] }");
        try (Connection asking = roaming(first);
                Connection one = roaming(members.get(1));
                Connection three = roaming(third)) {
            AtomicInteger atOne = new AtomicInteger();
            AtomicInteger atThree = new AtomicInteger();
            respond(one, atOne, 1);
            respond(three, atThree, 3);
            awaitToldOfAll(three, asking);
            Deadline.await("both are known", () -> {
                asking.publish("work", "nobody", null);
                return atOne.get() > 0 && atThree.get() > 0;
            });
            asking.flush(Deadline.LIMIT);
            atOne.set(0);
            atThree.set(0);
            int requests = 2000;
            for (int i = 0; i < requests; i++) {
                asking.publish("work", "nobody", null);
            }
            Deadline.awaitValue("each once", () -> atOne.get() + atThree.get(), sum -> sum >= requests);
            assertThat(atThree.get()).isBetween(requests * 6 / 10, requests * 9 / 10);
        }
    }

    /** How many members there are is told one by one; what is subscribed to behind them is told behind them. */
    private static void awaitToldOfAll(Connection at, Connection asking) throws Exception {
        at.flush(Deadline.LIMIT);
        Exchange.awaitInterest(asking, "told", at.subscribe("told.probe"));
    }

    private static void respond(Connection at, AtomicInteger count, int members) {
        for (int i = 0; i < members; i++) {
            at.createDispatcher(m -> count.incrementAndGet()).subscribe("work", "workers");
        }
    }
}
