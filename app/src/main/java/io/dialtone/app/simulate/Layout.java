package io.dialtone.app.simulate;

import io.dialtone.app.simulate.ServerPlan.Port;
import io.dialtone.app.simulate.ServerPlan.Remote;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** Gives the servers of a topology their ports: {@link ServerPlan}s that fit together. */
public final class Layout {

    private final Topology topology;
    private final IntSupplier freePorts;
    private final UnaryOperator<String> more;
    private final Map<String, Port> routePorts = new LinkedHashMap<>();
    private final Map<String, Port> gatewayPorts = new LinkedHashMap<>();
    private final Map<String, Port> leafPorts = new LinkedHashMap<>();

    private Layout(Topology topology, IntSupplier freePorts, UnaryOperator<String> more) {
        this.topology = topology;
        this.freePorts = freePorts;
        this.more = more;
    }

    /**
     * The plans, by server, in an order in which they may be started.
     *
     * @param more the further text of a server, by its name
     */
    public static Map<String, ServerPlan> of(Topology topology, IntSupplier freePorts, UnaryOperator<String> more) {
        Layout layout = new Layout(topology, freePorts, more);
        layout.assignPorts();
        Map<String, ServerPlan> plans = new LinkedHashMap<>();
        topology.clusters()
                .forEach(cluster -> cluster.nodeNames().forEach(node -> plans.put(node, layout.member(cluster, node))));
        topology.leaves().forEach(leaf -> plans.put(leaf.name(), layout.leaf(leaf)));
        return plans;
    }

    private void assignPorts() {
        for (Cluster cluster : topology.clusters()) {
            for (String node : cluster.nodeNames()) {
                routePorts.put(node, port());
                if (topology.clusters().size() > 1) {
                    gatewayPorts.put(node, port());
                }
            }
        }
        for (String node : topology.nodeNames()) {
            if (topology.hasLeaves(topology.regionOf(node))) {
                leafPorts.put(node, port());
            }
        }
    }

    private Port port() {
        return new Port(freePorts.getAsInt(), freePorts.getAsInt());
    }

    private ServerPlan member(Cluster cluster, String node) {
        Map<String, List<Integer>> gateways = new LinkedHashMap<>();
        topology.clustersBut(cluster.name())
                .forEach(other -> gateways.put(other, advertised(topology.nodesOf(other), gatewayPorts)));
        return new ServerPlan(
                node,
                cluster.name(),
                freePorts.getAsInt(),
                freePorts.getAsInt(),
                Optional.ofNullable(routePorts.get(node)),
                Optional.ofNullable(gatewayPorts.get(node)),
                Optional.ofNullable(leafPorts.get(node)),
                advertised(named(cluster, node), routePorts),
                gateways,
                List.of(),
                more.apply(node));
    }

    private ServerPlan leaf(Leaf leaf) {
        Remote remote = new Remote(advertised(topology.nodesOf(leaf.to()), leafPorts), leaf);
        return new ServerPlan(
                leaf.name(),
                leaf.name(),
                freePorts.getAsInt(),
                freePorts.getAsInt(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(leafPorts.get(leaf.name())),
                List.of(),
                Map.of(),
                List.of(remote),
                more.apply(leaf.name()));
    }

    /** The others of its cluster that the server's configuration names. */
    private static List<String> named(Cluster cluster, String node) {
        List<String> nodes = cluster.nodeNames();
        int index = nodes.indexOf(node);
        return switch (cluster.seeding()) {
            case ALL -> nodes.stream().filter(other -> !other.equals(node)).toList();
            case CHAIN -> nodes.subList(Math.max(0, index - 1), index);
        };
    }

    private static List<Integer> advertised(List<String> nodes, Map<String, Port> ports) {
        return nodes.stream()
                .flatMap(node -> Optional.ofNullable(ports.get(node)).stream())
                .map(Port::advertise)
                .toList();
    }
}
