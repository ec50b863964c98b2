package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What the system account says of and asks from servers that are reached over routes. */
@Timeout(120)
class SystemAcrossRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Deadline.LIMIT;

    private interface Play {
        void with(Member ours, Member other) throws Exception;
    }

    private static Stream<DynamicTest> oursWithEach(Play play) {
        return Stream.of(MemberKind.values())
                .map(kind -> DynamicTest.dynamicTest("beside " + kind, () -> {
                    try (Member other = Member.start(kind, config("other", ""));
                            Member ours =
                                    Member.start(MemberKind.DIALTONE, config("ours", '"' + other.routeUrl() + '"'))) {
                        // The system account's own may be there before the other server has the first of the others.
                        Deadline.awaitValue("all routes", () -> routes(ours), now -> now == 4);
                        play.with(ours, other);
                    }
                }));
    }

    private static int routes(Member ours) {
        return ours.broker()
                .monitor()
                .routes(Subscriptions.NONE)
                .toCompletableFuture()
                .join()
                .routes()
                .size();
    }

    private static String config(String name, String route) {
        return """
                server_name: %s
                authorization { timeout: 30 }
                accounts {
                  A { users: [{user: a, password: a}], exports: [{service: "svc", response: single}, {stream: "ev.>"}] }
                  B { users: [{user: b, password: b}],
                      imports: [{service: {account: A, subject: svc}, to: "their.svc"},
                                {stream: {account: A, subject: "ev.>"}, prefix: imp}] }
                  SYS { users: [{user: s, password: s}] }
                }
                system_account: SYS
                cluster { name: C, listen: "127.0.0.1:-1", routes: [%s] }
                """.formatted(name, route);
    }

    private static JsonNode json(Message message) {
        try {
            return JSON.readTree(message.getData());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks all, and goes on until both have answered. */
    private static Map<String, JsonNode> askBoth(Connection system, String subject) throws InterruptedException {
        Map<String, JsonNode> answers = new TreeMap<>();
        Subscription inbox = system.subscribe(system.createInbox());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (answers.size() < 2 && System.nanoTime() - end < 0) {
            system.publish(subject, inbox.getSubject(), null);
            Message message = inbox.nextMessage(Duration.ofMillis(500));
            while (message != null) {
                JsonNode answer = json(message);
                answers.put(answer.path("server").path("name").asText(), answer);
                message = inbox.nextMessage(Duration.ofMillis(100));
            }
        }
        inbox.unsubscribe();
        return answers;
    }

    @TestFactory
    Stream<DynamicTest> everyServerAnswersAndEachOneCanBeAskedThroughTheOther() {
        return oursWithEach((ours, other) -> {
            for (Member entry : new Member[] {ours, other}) {
                try (Connection system = entry.connect("s", "s")) {
                    Map<String, JsonNode> answers = askBoth(system, "$SYS.REQ.SERVER.PING");
                    assertThat(answers).containsOnlyKeys("other", "ours");
                    answers.forEach((name, answer) -> {
                        assertThat(answer.path("statsz").path("routes").size())
                                .as(name)
                                .isGreaterThan(1);
                        String id = answer.path("server").path("id").asText();
                        for (String kind : new String[] {"VARZ", "CONNZ", "ROUTEZ", "STATSZ"}) {
                            assertThat(system.request("$SYS.REQ.SERVER." + id + "." + kind, null)
                                            .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                                            .thenApply(SystemAcrossRoutesTest::json)
                                            .join()
                                            .path("server")
                                            .path("name")
                                            .asText())
                                    .isEqualTo(name);
                        }
                    });
                    assertThat(askBoth(system, "$SYS.REQ.SERVER.PING.CONNZ")).hasSize(2);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eventsOfOneServerAreHeardOnTheOther() {
        return oursWithEach((ours, other) -> {
            for (Member entry : new Member[] {ours, other}) {
                Member elsewhere = entry == ours ? other : ours;
                try (Connection system = entry.connect("s", "s")) {
                    Subscription events = system.subscribe("$SYS.ACCOUNT.A.CONNECT");
                    Subscription counts = system.subscribe("$SYS.ACCOUNT.A.SERVER.CONNS");
                    askBoth(system, "$SYS.REQ.SERVER.PING");
                    Deadline.await("an event", () -> {
                        try (Connection client = elsewhere.connect("a", "a")) {
                            return events.nextMessage(Duration.ofMillis(300)) != null
                                    && counts.nextMessage(Duration.ofMillis(300)) != null;
                        } catch (InterruptedException e) {
                            throw Exchange.interrupted(e);
                        }
                    });
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eachServerTellsOfItsOwnConnectionsOfAnAccount() {
        return oursWithEach((ours, other) -> {
            // Who came before servers knew each other is told half a minute later.
            try (Connection early = ours.connect("s", "s")) {
                assertThat(askBoth(early, "$SYS.REQ.SERVER.PING")).hasSize(2);
            }
            try (Connection here = ours.connect("a", "a");
                    Connection there = other.connect("a", "a");
                    Connection system = ours.connect("s", "s")) {
                assertThat(here.getStatus()).isEqualTo(there.getStatus());
                Deadline.awaitValue(
                        "both tell of their own",
                        () -> {
                            try {
                                Map<String, JsonNode> answers = new TreeMap<>();
                                Subscription inbox = system.subscribe(system.createInbox());
                                system.publish("$SYS.REQ.ACCOUNT.A.CONNS", inbox.getSubject(), null);
                                for (int i = 0; i < 2; i++) {
                                    Message message = inbox.nextMessage(Duration.ofMillis(300));
                                    if (message != null) {
                                        JsonNode answer = json(message);
                                        answers.put(
                                                answer.path("server")
                                                        .path("name")
                                                        .asText(),
                                                answer);
                                    }
                                }
                                return answers;
                            } catch (InterruptedException e) {
                                throw Exchange.interrupted(e);
                            }
                        },
                        answers -> answers.size() == 2
                                && answers.values().stream()
                                        .allMatch(a -> a.path("conns").asInt() == 1
                                                && a.path("total_conns").asInt() == 1));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whoeverCameLastLeavesWhenAnotherServerBringsAnAccountOverItsLimit() {
        return Stream.of(MemberKind.values())
                .map(kind -> DynamicTest.dynamicTest("beside " + kind, () -> {
                    String limit = "authorization { timeout: 30 }\n"
                            + "accounts { A { users: [{user: a, password: a}], limits { max_connections: 3 } }, "
                            + "SYS { users: [{user: s, password: s}] } }\nsystem_account: SYS\n";
                    String alone = "cluster { name: C, listen: '127.0.0.1:-1', routes: [%s] }\n" + limit;
                    try (Member other = Member.start(kind, "server_name: other\n" + alone.formatted(""));
                            Member ours =
                                    Member.start(MemberKind.DIALTONE, "server_name: ours\n" + alone.formatted(""));
                            Connection first = ours.connect("a", "a");
                            Connection second = ours.connect("a", "a");
                            Connection third = other.connect("a", "a");
                            Connection system = ours.connect("s", "s")) {
                        ours.reload("server_name: ours\n" + alone.formatted('"' + other.routeUrl() + '"'));
                        assertThat(askBoth(system, "$SYS.REQ.SERVER.PING")).hasSize(2);
                        assertThat(first.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                        // The other server has not been told of these two, so it lets a second one in itself.
                        try (Connection fourth = other.connect("a", "a")) {
                            Deadline.await("the last one leaves", () -> second.getStatus() == Connection.Status.CLOSED);
                            assertThat(fourth.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                        }
                        assertThat(first.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                        assertThat(third.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                        assertThat(second.getLastError())
                                .containsIgnoringCase("maximum account active connections exceeded");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aServiceAndAStreamOfAnotherAccountAreReachedOverTheRoute() {
        return oursWithEach((ours, other) -> {
            for (Member entry : new Member[] {ours, other}) {
                Member elsewhere = entry == ours ? other : ours;
                try (Connection requester = entry.connect("b", "b");
                        Connection responder = elsewhere.connect("a", "a")) {
                    responder
                            .createDispatcher(m -> responder.publish(m.getReplyTo(), m.getData()))
                            .subscribe("svc");
                    assertThat(Exchange.ask(requester, "their.svc", "hello")).isEqualTo("hello");
                    Subscription stream = requester.subscribe("imp.ev.probe");
                    Exchange.awaitInterest(responder, "ev", stream);
                }
            }
        });
    }
}
