package io.dialtone.app.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a supercluster looks like, without addresses.
 *
 * @param rtts round trips between two regions; a region is a cluster or a leaf, by name, and within one there is no delay
 */
public record Topology(List<Cluster> clusters, List<Leaf> leaves, Map<Set<String>, Duration> rtts) {

    /** How the servers of a cluster learn of each other. */
    public enum Seeding {
        /** Each names all others. */
        ALL,
        /** Each names the one before it only, the first nobody; the rest is gossip. */
        CHAIN
    }

    /**
     * Servers in a full mesh. Its servers are called {@code NAME-1}, {@code NAME-2} and so on.
     *
     * @param name also the name of its gateways
     */
    public record Cluster(String name, int nodes, Seeding seeding) {

        public List<String> nodeNames() {
            return IntStream.rangeClosed(1, nodes)
                    .mapToObj(n -> nodeName(name, n))
                    .toList();
        }
    }

    /**
     * One server that dials a cluster or another leaf.
     *
     * @param credentials {@code user:password}, or empty
     * @param account the local account that is bound, or empty for the default one
     * @param more further lines for the remote, such as {@code deny_exports: [..]}
     */
    public record Leaf(String name, String to, String credentials, String account, String more) {}

    public Topology {
        clusters = List.copyOf(clusters);
        leaves = List.copyOf(leaves);
        rtts = Map.copyOf(rtts);
    }

    public static String nodeName(String cluster, int number) {
        return cluster + "-" + number;
    }

    /** All servers, in an order in which they may be started one after the other. */
    public List<String> nodeNames() {
        return Stream.concat(
                        clusters.stream().flatMap(cluster -> cluster.nodeNames().stream()),
                        leaves.stream().map(Leaf::name))
                .toList();
    }

    /** The servers of a region: those of the cluster, or the leaf. */
    public List<String> nodesOf(String region) {
        List<String> nodes = nodeNames().stream()
                .filter(node -> regionOf(node).equals(region))
                .toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no region " + region + " in " + this);
        }
        return nodes;
    }

    /** The cluster of a server, or the leaf itself. */
    public String regionOf(String node) {
        return clusters.stream()
                .filter(cluster -> cluster.nodeNames().contains(node))
                .map(Cluster::name)
                .findFirst()
                .orElse(node);
    }

    public Duration rtt(String node, String otherNode) {
        String here = regionOf(node);
        String there = regionOf(otherNode);
        return here.equals(there) ? Duration.ZERO : rtts.getOrDefault(Set.of(here, there), Duration.ZERO);
    }

    /** Whether anybody dials this region as a leaf. */
    boolean hasLeaves(String region) {
        return leaves.stream().anyMatch(leaf -> leaf.to().equals(region));
    }

    /** The names of all clusters but this one. */
    public Set<String> clustersBut(String name) {
        return clusters.stream()
                .map(Cluster::name)
                .filter(other -> !other.equals(name))
                .collect(Collectors.toSet());
    }
}
