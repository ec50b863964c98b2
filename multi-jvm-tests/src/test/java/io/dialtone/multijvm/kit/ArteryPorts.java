package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.ServerPlan.Port;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the nodes of an Akka Cluster are reached by each other: behind proxies, like all that servers dial, so a fault between two nodes
 * is one for their heartbeats as well.
 */
record ArteryPorts(Topology topology, Map<String, Port> byNode, String splitBrain) {

    /** No Akka Cluster. */
    static final ArteryPorts NONE = new ArteryPorts(new Topology(List.of(), List.of(), Map.of()), Map.of(), "");

    /**
     * Gives every node of a cluster its ports.
     *
     * @param splitBrain what stands in the block of that name, besides how long a view must be stable
     */
    static ArteryPorts of(Topology topology, String splitBrain) {
        Map<String, Port> ports = new LinkedHashMap<>();
        topology.clusters().stream()
                .flatMap(cluster -> cluster.nodeNames().stream())
                .forEach(node -> ports.put(node, new Port(PortsOfThisJvm.next(), PortsOfThisJvm.next())));
        return new ArteryPorts(topology, ports, splitBrain);
    }

    /**
     * The text of a node with its block in it. A machine under load pauses for seconds, which is no reason to give somebody up; and those
     * behind a fault are missed seconds apart, so a view that is stable for less than that is not yet the whole one.
     */
    String in(String node, String text) {
        return Optional.ofNullable(byNode.get(node))
                .map(port -> text.replaceFirst("(?m)^cluster \\{$", "cluster {\n" + block(node, port)))
                .orElse(text);
    }

    private String block(String node, Port port) {
        return """
                  akka {
                    host: "127.0.0.1", port: %d, advertise: "127.0.0.1:%d", seed_nodes: [ %s ]
                    failure_detector { acceptable_pause: 10s }
                    split_brain { stable_after: 6s, %s }
                  }
                """.formatted(port.listen(), port.advertise(), seeds(node), splitBrain);
    }

    private String seeds(String node) {
        Cluster own = topology.clusters().stream()
                .filter(cluster -> cluster.nodeNames().contains(node))
                .findFirst()
                .orElseThrow();
        return own.nodeNames().stream()
                .map(member -> "\"127.0.0.1:" + byNode.get(member).advertise() + "\"")
                .collect(Collectors.joining(", "));
    }
}
