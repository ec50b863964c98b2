package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages with the same key go to the same member of a queue group, on whatever server they arrive. */
@Timeout(120)
class StickyQueueTest {
    private static final String RULES = "sticky_queues: [ { subject: \"orders.*.>\", queue: workers, key_token: 2 },"
            + " { subject: jobs, key_header: \"Job-Key\" } ]\n";
    private static final int KEYS = 120;

    private final List<AutoCloseable> opened = new ArrayList<>();
    /** Who got which key of the round that is played. */
    private final Map<String, Set<String>> owners = new ConcurrentHashMap<>();

    private final AtomicInteger received = new AtomicInteger();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Member server(String config) {
        Member server = Member.start(MemberKind.DIALTONE, config);
        opened.add(server);
        return server;
    }

    private Connection connect(Member server) {
        Connection connection = server.connect();
        opened.add(connection);
        return connection;
    }

    /** A member of a group; the first token behind "orders.", or the header, is noted as what it got. */
    private Connection worker(Member server, String name, String subject, String group) throws Exception {
        Connection connection = connect(server);
        connection
                .createDispatcher(message -> {
                    Headers headers = message.getHeaders();
                    String key = headers == null
                            ? message.getSubject().split("\\.", -1)[1]
                            : String.valueOf(headers.getFirst("Job-Key"));
                    owners.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet())
                            .add(name);
                    received.incrementAndGet();
                })
                .subscribe(subject, group);
        connection.flush(Deadline.LIMIT);
        return connection;
    }

    /** Each of them publishes one message of each key. */
    private Map<String, Set<String>> play(List<Connection> publishers) throws Exception {
        owners.clear();
        received.set(0);
        for (Connection publisher : publishers) {
            for (int key = 0; key < KEYS; key++) {
                publisher.publish("orders.k" + key + ".created", new byte[] {1});
            }
            publisher.flush(Deadline.LIMIT);
        }
        Deadline.awaitValue("messages", received::get, n -> n == KEYS * publishers.size());
        return new HashMap<>(owners);
    }

    private static Map<String, String> single(Map<String, Set<String>> owners) {
        Map<String, String> single = new HashMap<>();
        owners.forEach((key, its) -> {
            assertThat(its).as(key).hasSize(1);
            single.put(key, its.iterator().next());
        });
        assertThat(single).hasSize(KEYS);
        return single;
    }

    @Test
    void aKeyStaysWithItsMemberAndOnlyTheShareOfOneThatGoesOrComesMoves() throws Exception {
        Member server = server(RULES);
        List<Connection> publishers = List.of(connect(server), connect(server));
        Connection leaving = worker(server, "w0", "orders.>", "workers");
        for (int i = 1; i < 5; i++) {
            // Two patterns: members of both are one group.
            worker(server, "w" + i, i % 2 == 0 ? "orders.>" : "orders.*.created", "workers");
        }
        Map<String, String> before = single(play(publishers));
        assertThat(new HashSet<>(before.values())).hasSize(5);
        assertThat(single(play(publishers))).isEqualTo(before);

        leave(server, leaving);
        Map<String, String> without = single(play(publishers));
        without.forEach((key, now) -> {
            if (!before.get(key).equals("w0")) {
                assertThat(now).as(key).isEqualTo(before.get(key));
            }
        });

        worker(server, "back", "orders.>", "workers");
        Map<String, String> back = single(play(publishers));
        back.forEach((key, now) -> assertThat(now).isIn("back", without.get(key)));
        assertThat(back.values()).contains("back");
    }

    @Test
    void aHeaderMayBeTheKeyAndWithoutOneAnyMemberGetsTheMessage() throws Exception {
        Member server = server(RULES);
        Connection publisher = connect(server);
        for (int i = 0; i < 4; i++) {
            worker(server, "w" + i, "jobs", "any");
        }
        String large = "x".repeat(20_000);
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < 40; key++) {
                Headers headers = new Headers().put("Other", "o" + round).put("Job-Key", "j" + key);
                String payload = round == 2 ? large : "small";
                publisher.publish("jobs", headers, payload.getBytes(StandardCharsets.UTF_8));
            }
        }
        for (int i = 0; i < 100; i++) {
            publisher.publish("jobs", new Headers().put("Other", "o"), new byte[0]);
        }
        Deadline.awaitValue("messages", received::get, n -> n == 220);
        Set<String> ofNoKey = owners.remove("null");
        assertThat(ofNoKey).hasSize(4);
        assertThat(owners).hasSize(40).allSatisfy((key, its) -> assertThat(its).hasSize(1));
    }

    @Test
    void otherGroupsAndOtherSubjectsAreServedAsAlways() throws Exception {
        Member server = server(RULES);
        List<Connection> publishers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            publishers.add(connect(server));
        }
        for (int i = 0; i < 3; i++) {
            worker(server, "w" + i, "orders.>", "others");
        }
        assertThat(play(publishers).values()).anyMatch(its -> its.size() > 1);
    }

    @Test
    void rulesComeAndGoWithAReload() throws Exception {
        Member server = server("");
        List<Connection> publishers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            publishers.add(connect(server));
        }
        for (int i = 0; i < 3; i++) {
            worker(server, "w" + i, "orders.>", "workers");
        }
        assertThat(play(publishers).values()).anyMatch(its -> its.size() > 1);
        server.reload(RULES);
        Map<String, String> sticky = single(play(publishers));
        server.reload(RULES + "max_payload: 1000000");
        assertThat(single(play(publishers))).isEqualTo(sticky);
        server.reload("");
        assertThat(play(publishers).values()).anyMatch(its -> its.size() > 1);
    }

    @Test
    void theServersOfAClusterChooseTheSameMember() throws Exception {
        List<Member> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String route = i == 0 ? "" : '"' + servers.getFirst().routeUrl() + '"';
            servers.add(server("server_name: S" + i + "\n" + RULES
                    + "cluster { name: C, listen: \"127.0.0.1:-1\", routes: [" + route + "] }"));
        }
        for (Member server : servers) {
            Deadline.awaitValue(
                    "routes",
                    () -> server.broker()
                            .monitor()
                            .routes(Subscriptions.NONE)
                            .toCompletableFuture()
                            .join()
                            .routes()
                            .size(),
                    n -> n == 8);
        }
        List<Connection> publishers = servers.stream().map(this::connect).toList();
        Connection leaving = null;
        // One on the first server, two on the second and three on the third.
        for (int i = 0; i < 6; i++) {
            int at = i == 0 ? 0 : i < 3 ? 1 : 2;
            leaving = worker(servers.get(at), "w" + i, "orders.>", "workers");
        }
        Map<String, String> before = settled(publishers, 6);

        assertThat(leaving).isNotNull();
        leave(servers.get(2), leaving);
        Map<String, String> without = settled(publishers, 5);
        assertThat(without.values()).doesNotContain("w5");
        // Its own share, and what its server has to give away for having fewer members.
        long moved = before.entrySet().stream()
                .filter(e -> !e.getValue().equals(without.get(e.getKey())))
                .count();
        assertThat(moved).isLessThan(KEYS / 6 * 3);
        without.forEach((key, now) -> {
            String was = before.get(key);
            if ("w0 w1 w2".contains(was)) {
                assertThat(now).as("a key of another server").isEqualTo(was);
            }
        });
    }

    /** Until its server has noticed: what goes there before that is lost with it. */
    private static void leave(Member server, Connection leaving) throws InterruptedException {
        int connections = connections(server);
        leaving.close();
        Deadline.awaitValue("connections", () -> connections(server), n -> n == connections - 1);
    }

    private static int connections(Member server) {
        return server.broker()
                .monitor()
                .serverStats()
                .toCompletableFuture()
                .join()
                .counts()
                .connections();
    }

    /** Plays until all servers know of all members: what they say of them takes a moment to get around. */
    private Map<String, String> settled(List<Connection> publishers, int members) throws Exception {
        Map<String, Set<String>> before = Map.of();
        long end = System.nanoTime() + Deadline.LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Map<String, Set<String>> now = play(publishers);
            boolean all = now.values().stream().flatMap(Set::stream).distinct().count() == members;
            if (all && now.equals(before)) {
                return single(now);
            }
            before = now;
        }
        throw new AssertionError("the servers do not agree: " + before);
    }
}
