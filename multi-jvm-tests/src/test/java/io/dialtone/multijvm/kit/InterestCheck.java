package io.dialtone.multijvm.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Topology.Cluster;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the servers know of each other's subscriptions neither too little nor too much: what each server of a cluster lists for its
 * route to another is exactly what the clients and leaves of that other one want; what is published anywhere arrives everywhere, once;
 * and when the subscriptions end, all forget them. Subjects of the system and of inboxes are left out.
 */
public final class InterestCheck {

    private static final int ROUNDS = 3;

    private final TestSupercluster world;
    private final List<Node> nodes;
    private final Map<String, AtomicInteger> got = new ConcurrentHashMap<>();

    private InterestCheck(TestSupercluster world) {
        this.world = world;
        this.nodes = world.nodes().stream().filter(Node::isAlive).toList();
    }

    /** Checks the nodes that run now, of a supercluster that is whole and whose default account is shared by all. */
    public static void of(TestSupercluster world) {
        InterestCheck check = new InterestCheck(world);
        check.awaitExact();
        List<Connection> clients = check.nodes.stream().map(world::connect).toList();
        check.subscribe(clients);
        check.awaitExact();
        check.publishAndCount(clients);
        clients.parallelStream().forEach(InterestCheck::close);
        check.awaitExact();
    }

    private void subscribe(List<Connection> clients) {
        for (int i = 0; i < clients.size(); i++) {
            String name = nodes.get(i).name();
            AtomicInteger plain = counter(name);
            AtomicInteger members = counter("members");
            Dispatcher dispatcher = clients.get(i).createDispatcher(message -> {});
            dispatcher.subscribe("check.all.*", message -> plain.incrementAndGet());
            dispatcher.subscribe("check.one", "members", message -> members.incrementAndGet());
            dispatcher.subscribe(
                    "check.own." + name, message -> counter("own " + name).incrementAndGet());
            flush(clients.get(i));
        }
    }

    private AtomicInteger counter(String name) {
        return got.computeIfAbsent(name, key -> new AtomicInteger());
    }

    /** Interest reaches other clusters and leaves a little later, so the first messages may find nobody: they are not counted. */
    private void publishAndCount(List<Connection> clients) {
        clients.forEach(this::awaitReach);
        got.values().forEach(count -> count.set(0));
        for (int round = 0; round < ROUNDS; round++) {
            for (Connection client : clients) {
                client.publish("check.all." + round, bytes("x"));
                client.publish("check.one", bytes("x"));
                nodes.forEach(node -> client.publish("check.own." + node.name(), bytes("x")));
            }
        }
        Map<String, Integer> expected = new TreeMap<>();
        expected.put("members", ROUNDS * nodes.size());
        nodes.forEach(node -> {
            expected.put(node.name(), ROUNDS * nodes.size());
            expected.put("own " + node.name(), ROUNDS * nodes.size());
        });
        Deadline.awaitAndStay("all arrives, once", () -> {
            Map<String, Integer> counted = new TreeMap<>();
            got.forEach((name, count) -> counted.put(name, count.get()));
            if (!counted.equals(expected)) {
                throw new AssertionError("got " + counted + ", not " + expected);
            }
        });
    }

    private void awaitReach(Connection client) {
        for (Node node : nodes) {
            AtomicInteger counter = counter("own " + node.name());
            int before = counter.get();
            Deadline.awaitNothingMissing("a client reaches " + node.name(), () -> {
                client.publish("check.own." + node.name(), bytes("first"));
                return counter.get() > before ? "" : "nothing";
            });
        }
        awaitQuiet();
    }

    /** Until the counters stand still. */
    private void awaitQuiet() {
        List<Integer> before = new ArrayList<>();
        Deadline.awaitAndStay("it is quiet", () -> {
            List<Integer> now = got.values().stream().map(AtomicInteger::get).toList();
            if (!now.equals(before)) {
                before.clear();
                before.addAll(now);
                throw new AssertionError("still arriving: " + now);
            }
        });
    }

    private void awaitExact() {
        Deadline.awaitNothingMissing("the interest of all is known exactly", this::difference);
    }

    private String difference() {
        StringBuilder wrong = new StringBuilder();
        try {
            for (Cluster cluster : world.topology().clusters()) {
                List<Node> members = nodes.stream()
                        .filter(node -> cluster.nodeNames().contains(node.name()))
                        .toList();
                for (Node holder : members) {
                    List<String> wanted = wantedAt(holder);
                    members.stream().filter(other -> other != holder).forEach(other -> {
                        List<String> known = knownAt(other, holder);
                        if (!known.equals(wanted)) {
                            wrong.append(other.name() + " knows of " + holder.name() + ": " + known + ", not " + wanted
                                    + "; ");
                        }
                    });
                }
            }
            return wrong.toString();
        } catch (UncheckedIOException e) {
            return e.toString();
        }
    }

    /** What a server's clients and leaves want, each subject once. */
    private static List<String> wantedAt(Node holder) {
        List<String> subjects = new ArrayList<>();
        holder.monitor("/connz?subs=1").path("connections").forEach(connection -> subjects.addAll(listed(connection)));
        return subjects.stream().distinct().sorted().toList();
    }

    /** What another server has been told of it, over all the connections between the two. */
    private static List<String> knownAt(Node other, Node holder) {
        List<String> subjects = new ArrayList<>();
        other.monitor("/routez?subs=1").path("routes").forEach(route -> {
            if (route.path("remote_name").asText().equals(holder.name())) {
                subjects.addAll(listed(route));
            }
        });
        return subjects.stream().sorted().toList();
    }

    private static List<String> listed(JsonNode connection) {
        List<String> subjects = new ArrayList<>();
        connection.path("subscriptions_list").forEach(subject -> subjects.add(subject.asText()));
        subjects.removeIf(subject -> subject.startsWith("$") || subject.startsWith("_"));
        return subjects;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void flush(Connection connection) {
        try {
            connection.flush(Deadline.LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
