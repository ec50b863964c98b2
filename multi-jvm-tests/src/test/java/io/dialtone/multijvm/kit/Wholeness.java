package io.dialtone.multijvm.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Compares the links that the nodes report on their monitoring ports with those that a topology asks for. */
final class Wholeness {

    private final Topology topology;
    private final Map<String, Node> nodes;

    /** @param nodes those that run; links to others must be gone */
    Wholeness(Topology topology, Map<String, Node> nodes) {
        this.topology = topology;
        this.nodes = nodes;
    }

    /** What is not as it should be, in words; empty when all is. */
    String missing() {
        return answers(() -> routes() + gateways() + leaves());
    }

    /** The same for routes alone. */
    String missingRoutes() {
        return answers(this::routes);
    }

    private static String answers(Supplier<String> check) {
        try {
            return check.get();
        } catch (UncheckedIOException e) {
            return e.getMessage() + ": " + e.getCause();
        }
    }

    private String routes() {
        StringBuilder wrong = new StringBuilder();
        for (Cluster cluster : topology.clusters()) {
            List<String> members = running(cluster.nodeNames());
            for (String member : members) {
                Set<String> expected = new TreeSet<>(members);
                expected.remove(member);
                Set<String> seen = new TreeSet<>();
                ask(member, "/routez")
                        .path("routes")
                        .forEach(route -> seen.add(route.path("remote_name").asText()));
                compare(wrong, member + " has routes to ", expected, seen);
            }
        }
        return wrong.toString();
    }

    private String gateways() {
        StringBuilder wrong = new StringBuilder();
        if (topology.clusters().size() < 2) {
            return "";
        }
        for (Cluster cluster : topology.clusters()) {
            List<String> members = running(cluster.nodeNames());
            List<String> inbound = new ArrayList<>();
            for (String member : members) {
                JsonNode gateways = ask(member, "/gatewayz");
                Set<String> outbound = new TreeSet<>();
                gateways.path("outbound_gateways").fieldNames().forEachRemaining(outbound::add);
                compare(wrong, member + " has gateways to ", clustersThatRun(cluster.name()), outbound);
                gateways.path("inbound_gateways")
                        .properties()
                        .forEach(entry -> entry.getValue().forEach(connection -> inbound.add(entry.getKey())));
            }
            if (!members.isEmpty()) {
                compare(
                        wrong,
                        cluster.name() + " is dialled by ",
                        dialling(cluster.name()),
                        inbound.stream().sorted().toList());
            }
        }
        return wrong.toString();
    }

    private Set<String> clustersThatRun(String but) {
        Set<String> names = new TreeSet<>(topology.clustersBut(but));
        names.removeIf(name -> running(topology.nodesOf(name)).isEmpty());
        return names;
    }

    /** The name of a cluster for each of its servers, since each dials for itself. */
    private List<String> dialling(String but) {
        return topology.clustersBut(but).stream()
                .flatMap(other -> running(topology.nodesOf(other)).stream().map(node -> other))
                .sorted()
                .toList();
    }

    private String leaves() {
        StringBuilder wrong = new StringBuilder();
        for (Leaf leaf : topology.leaves()) {
            List<String> hubs = running(topology.nodesOf(leaf.to()));
            boolean linked = nodes.containsKey(leaf.name()) && !hubs.isEmpty();
            List<String> accepted = new ArrayList<>();
            for (String hub : hubs) {
                ask(hub, "/leafz")
                        .path("leafs")
                        .forEach(link -> accepted.add(link.path("name").asText()));
            }
            accepted.removeIf(name -> !name.equals(leaf.name()));
            compare(wrong, leaf.to() + " has leaves ", linked ? List.of(leaf.name()) : List.of(), accepted);
            if (linked
                    && topology.leaves().stream().noneMatch(other -> other.to().equals(leaf.name()))) {
                compare(
                        wrong,
                        leaf.name() + " has hubs ",
                        1,
                        ask(leaf.name(), "/leafz").path("leafs").size());
            }
        }
        return wrong.toString();
    }

    private List<String> running(List<String> names) {
        return names.stream().filter(nodes::containsKey).toList();
    }

    private JsonNode ask(String node, String path) {
        return nodes.get(node).monitor(path);
    }

    private static void compare(StringBuilder wrong, String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            wrong.append(what).append(seen).append(", not ").append(expected).append("; ");
        }
    }
}
