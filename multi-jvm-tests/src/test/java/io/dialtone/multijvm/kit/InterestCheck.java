package io.dialtone.multijvm.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Topology.Cluster;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Whether the servers know of each other's subscriptions neither too little nor too much: what each server of a cluster lists for its
 * route to another is exactly what the clients and leaves of that other one want; what is published anywhere arrives everywhere, once;
 * and when the subscriptions end, all forget them. Subjects of the system and of inboxes are left out.
 */
public final class InterestCheck {

    private static final int ROUNDS = 3;
    private static final byte[] NOTHING = {};

    private final TestSupercluster world;
    private final List<Node> nodes;
    private final Map<String, AtomicInteger> got = new ConcurrentHashMap<>();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();

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
            Dispatcher dispatcher = clients.get(i).createDispatcher(message -> {});
            dispatcher.subscribe("check.all.*", message -> counter(name).incrementAndGet());
            dispatcher.subscribe(
                    "check.one", "members", message -> counter("members").incrementAndGet());
            dispatcher.subscribe("check.own." + name, message -> count(message, name));
            flush(clients.get(i));
        }
    }

    /** One that is only sent to see whether it arrives carries the name of who wants to know. */
    private void count(Message message, String name) {
        if (message.getData().length == 0) {
            counter("own " + name).incrementAndGet();
        } else {
            reached.add(name + " from " + new String(message.getData(), StandardCharsets.US_ASCII));
        }
    }

    private AtomicInteger counter(String name) {
        return got.computeIfAbsent(name, key -> new AtomicInteger());
    }

    private void publishAndCount(List<Connection> clients) {
        for (int i = 0; i < clients.size(); i++) {
            awaitReach(clients.get(i), nodes.get(i).name());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Connection client : clients) {
                client.publish("check.all." + round, NOTHING);
                client.publish("check.one", NOTHING);
                nodes.forEach(node -> client.publish("check.own." + node.name(), NOTHING));
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

    /** Interest reaches other clusters and leaves a little later, and the subscriptions of one client in the order they were made. */
    private void awaitReach(Connection client, String from) {
        for (Node node : nodes) {
            Deadline.awaitNothingMissing(from + " reaches " + node.name(), () -> {
                client.publish("check.own." + node.name(), from.getBytes(StandardCharsets.US_ASCII));
                return reached.contains(node.name() + " from " + from) ? "" : "nothing arrived";
            });
        }
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
        holder.monitor("/leafz?subs=1").path("leafs").forEach(leaf -> subjects.addAll(listed(leaf)));
        return subjects.stream().distinct().sorted().toList();
    }

    /**
     * What another server has been told of it, over all the connections between the two. What leaves want is told once for each cluster of
     * them, so nothing can be said of repetitions where there are some.
     */
    private List<String> knownAt(Node other, Node holder) {
        List<String> subjects = new ArrayList<>();
        other.monitor("/routez?subs=1").path("routes").forEach(route -> {
            if (route.path("remote_name").asText().equals(holder.name())) {
                subjects.addAll(listed(route));
            }
        });
        Stream<String> known = subjects.stream().sorted();
        return (world.topology().leaves().isEmpty() ? known : known.distinct()).toList();
    }

    /** Subjects; of leaves, the name of a queue group may follow. */
    private static List<String> listed(JsonNode connection) {
        List<String> subjects = new ArrayList<>();
        connection
                .path("subscriptions_list")
                .forEach(entry -> subjects.add(entry.asText().split(" ", 2)[0]));
        subjects.removeIf(subject -> subject.startsWith("$") || subject.startsWith("_"));
        return subjects;
    }

    private static void flush(Connection connection) {
        try {
            connection.flush(Deadline.LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
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
