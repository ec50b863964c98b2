package io.dialtone.app.simulate.world;

import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import io.dialtone.app.simulate.Wire.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How well two regions, or the servers of one, are linked.
 *
 * @param from the region that dials
 * @param to the region that is dialled, the same one for routes
 * @param open for routes the pairs of servers that are linked, for gateways and leaf nodes the connections
 * @param wanted how many there should be, given the servers that run
 */
public record Linkage(Kind kind, String from, String to, int open, int wanted) {

    public boolean isWhole() {
        return open == wanted;
    }

    /** All that a world should have. */
    public static List<Linkage> of(World world) {
        Topology topology = world.topology();
        List<Linkage> all = new ArrayList<>();
        for (Cluster cluster : topology.clusters()) {
            if (cluster.nodes() > 1) {
                all.add(routes(world, cluster));
            }
        }
        for (Cluster cluster : topology.clusters()) {
            for (String other : new TreeSet<>(topology.clustersBut(cluster.name()))) {
                all.add(gateways(world, cluster.name(), other));
            }
        }
        topology.leaves().forEach(leaf -> all.add(leaf(world, leaf)));
        return all;
    }

    private static Linkage routes(World world, Cluster cluster) {
        List<String> nodes = running(world, cluster.name());
        int open = 0;
        for (String node : nodes) {
            for (String other : nodes) {
                boolean once = node.compareTo(other) < 0;
                if (once && world.open(Kind.ROUTE, node, other) + world.open(Kind.ROUTE, other, node) > 0) {
                    open++;
                }
            }
        }
        return new Linkage(Kind.ROUTE, cluster.name(), cluster.name(), open, nodes.size() * (nodes.size() - 1) / 2);
    }

    /** Each server of the one cluster dials one of the other. */
    private static Linkage gateways(World world, String from, String to) {
        List<String> dialled = running(world, to);
        int open = dialled.stream()
                .mapToInt(node -> world.open(Kind.GATEWAY, from, node))
                .sum();
        int wanted = dialled.isEmpty() ? 0 : running(world, from).size();
        return new Linkage(Kind.GATEWAY, from, to, open, wanted);
    }

    private static Linkage leaf(World world, Leaf leaf) {
        List<String> hubs = running(world, leaf.to());
        int open = hubs.stream()
                .mapToInt(node -> world.open(Kind.LEAF, leaf.name(), node))
                .sum();
        boolean wanted = world.isUp(leaf.name()) && !hubs.isEmpty();
        return new Linkage(Kind.LEAF, leaf.name(), leaf.to(), open, wanted ? 1 : 0);
    }

    private static List<String> running(World world, String region) {
        return world.topology().nodesOf(region).stream().filter(world::isUp).toList();
    }
}
