package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.actors.monitor.RouteInfo;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reload changes about routes that are there, on either side of them, beside brokers and nats-servers alike. */
@Timeout(120)
class RouteReloadTest {
    @TempDir
    Path directory;

    private static final Duration NEVER = Duration.ofMillis(300);

    private interface Play {
        void with(Member reloading, Member other, String route) throws Exception;
    }

    private static Stream<DynamicTest> oursWithEach(String before, Play play) {
        return Stream.of(MemberKind.values())
                .map(kind -> DynamicTest.dynamicTest("beside " + kind, () -> {
                    try (Member other = Member.start(kind, config("other", "", ""));
                            Member ours = Member.start(MemberKind.DIALTONE, config("ours", before, other.routeUrl()))) {
                        awaitRoutes(ours, 4);
                        play.with(ours, other, other.routeUrl());
                    }
                }));
    }

    private static String config(String name, String more, String route) {
        return """
                server_name: %s
                authorization { timeout: 30 }
                accounts { A { users: [{user: a, password: a}] }, SYS { users: [{user: s, password: s}] } }
                system_account: SYS
                cluster { name: C, listen: "127.0.0.1:-1", routes: [%s], %s }
                """.formatted(name, route.isEmpty() ? "" : '"' + route + '"', more);
    }

    private static List<RouteInfo> routes(Member ours) {
        return ours.broker()
                .monitor()
                .routes(Subscriptions.DETAIL)
                .toCompletableFuture()
                .join()
                .routes();
    }

    private static void awaitRoutes(Member ours, int count) {
        Deadline.awaitValue(count + " routes", () -> routes(ours).size(), now -> now == count);
    }

    @TestFactory
    Stream<DynamicTest> interestIsTakenBackAndToldAnewAsPermissionsChange() {
        return oursWithEach("", (ours, other, route) -> {
            try (Connection here = ours.connect("a", "a");
                    Connection there = other.connect("a", "a")) {
                Subscription own = here.subscribe("in.probe");
                Subscription theirs = there.subscribe("out.probe");
                Exchange.awaitInterest(there, "in", own);
                Exchange.awaitInterest(here, "out", theirs);
                drain(own);
                drain(theirs);

                ours.reload(config("ours", "permissions { import: {deny: 'in.>'}, export: {deny: 'out.>'} }", route));
                Deadline.await("nobody sends any more", () -> silent(there, "in", own) && silent(here, "out", theirs));

                ours.reload(config("ours", "", route));
                Exchange.awaitInterest(there, "in", own);
                Exchange.awaitInterest(here, "out", theirs);
                assertThat(routes(ours)).hasSize(4);
            }
        });
    }

    /** What was under way is not counted. */
    private static void drain(Subscription subscription) throws InterruptedException {
        rest(subscription);
    }

    /** All that comes until nothing comes for a while. */
    private static List<String> rest(Subscription subscription) throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (Message one = subscription.nextMessage(NEVER); one != null; one = subscription.nextMessage(NEVER)) {
            rest.add(new String(one.getData(), StandardCharsets.US_ASCII));
        }
        return rest;
    }

    /** Publishes messages that can be told apart until some arrive: none of them twice. A late one of a wait before is none of them. */
    private static void eachArrivesOnce(Connection from, String subject, Subscription subscription) {
        AtomicInteger number = new AtomicInteger();
        List<String> arrived = new CopyOnWriteArrayList<>();
        Deadline.await("a message on " + subject + " arrives", () -> {
            try {
                String text = "number " + number.incrementAndGet();
                from.publish(subject + ".probe", text.getBytes(StandardCharsets.US_ASCII));
                rest(subscription).stream().filter(one -> !one.isEmpty()).forEach(arrived::add);
                return !arrived.isEmpty();
            } catch (InterruptedException e) {
                throw Exchange.interrupted(e);
            }
        });
        assertThat(arrived).as("each message once").doesNotHaveDuplicates();
    }

    private static boolean silent(Connection from, String subject, Subscription subscription) {
        try {
            from.publish(subject + ".probe", new byte[0]);
            return subscription.nextMessage(NEVER) == null;
        } catch (InterruptedException e) {
            throw Exchange.interrupted(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> anAccountGetsAConnectionOfItsOwnAndLosesItAgain() {
        return oursWithEach("", (ours, other, route) -> {
            try (Connection here = ours.connect("a", "a");
                    Connection there = other.connect("a", "a")) {
                Subscription own = here.subscribe("in.probe");
                Subscription theirs = there.subscribe("out.probe");
                Exchange.awaitInterest(there, "in", own);
                Exchange.awaitInterest(here, "out", theirs);
                ours.reload(config("ours", "accounts: [A]", route));
                other.reload(config("other", "accounts: [A]", ""));
                Deadline.awaitValue(
                        "a connection of the account's own",
                        () -> routes(ours),
                        all -> all.size() == 5
                                && all.stream().anyMatch(one -> one.account().equals("A")));
                drain(own);
                drain(theirs);
                Exchange.awaitInterest(there, "in", own);
                Exchange.awaitInterest(here, "out", theirs);
                eachArrivesOnce(there, "in", own);
                ours.reload(config("ours", "", route));
                other.reload(config("other", "", ""));
                awaitRoutes(ours, 4);
                drain(own);
                drain(theirs);
                Exchange.awaitInterest(there, "in", own);
                Exchange.awaitInterest(here, "out", theirs);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aRouteThatIsTakenOutIsClosedAndOneThatIsPutInIsMade() {
        return oursWithEach("", (ours, other, route) -> {
            ours.reload(config("ours", "", ""));
            awaitRoutes(ours, 0);
            ours.reload(config("ours", "", route));
            awaitRoutes(ours, 4);
        });
    }

    @TestFactory
    Stream<DynamicTest> compressionIsAgreedUponAnew() {
        return oursWithEach("", (ours, other, route) -> {
            other.reload(config("other", "compression: s2_fast", ""));
            ours.reload(config("ours", "compression: s2_fast", route));
            Deadline.awaitValue(
                    "compressed routes",
                    () -> routes(ours).stream().map(RouteInfo::compression).toList(),
                    List.of("s2_fast", "s2_fast", "s2_fast", "s2_fast")::equals);
            awaitTraffic(ours, other);
        });
    }

    @TestFactory
    Stream<DynamicTest> tlsAndCredentialsHoldForRoutesThatAreMadeFromThenOn() {
        String secured =
                new TestCertificates(directory).tlsBlock("") + "\nauthorization { user: r, password: 'secret' }";
        return oursWithEach("", (ours, other, route) -> {
            other.reload(config("other", secured, ""));
            ours.reload(config("ours", secured, ""));
            awaitRoutes(ours, 0);
            String url = "nats-route://r:secret@localhost:" + other.routePort();
            ours.reload(config("ours", secured, url));
            awaitRoutes(ours, 4);
            awaitTraffic(ours, other);
        });
    }

    private static void awaitTraffic(Member ours, Member other) throws InterruptedException {
        try (Connection here = ours.connect("a", "a");
                Connection there = other.connect("a", "a")) {
            Subscription own = here.subscribe("in.probe");
            Subscription theirs = there.subscribe("out.probe");
            Exchange.awaitInterest(there, "in", own);
            Exchange.awaitInterest(here, "out", theirs);
        }
    }

    @TestFactory
    Stream<DynamicTest> anotherSizeOfThePoolMakesAllConnectionsAnew() {
        return oursWithEach("", (ours, other, route) -> {
            ours.reload(config("ours", "pool_size: 1", route));
            other.reload(config("other", "pool_size: 1", ""));
            awaitRoutes(ours, 2);
            try (Connection here = ours.connect("a", "a");
                    Connection there = other.connect("a", "a")) {
                Subscription own = here.subscribe("in.probe");
                Exchange.awaitInterest(there, "in", own);
            }
        });
    }
}
