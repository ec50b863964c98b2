package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.Ending;
import io.dialtone.app.simulate.Link;
import io.dialtone.app.simulate.Topology;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A running supercluster of processes: its nodes by name, faults between them, and waiting for it to be whole.
 *
 * <pre>{@code
 * TestSupercluster world = TestSupercluster.of(cluster("US-EAST").nodes(3), cluster("EU-WEST").nodes(3))
 *         .leaf("factory").to("US-EAST")
 *         .rtt("US-EAST", "EU-WEST", Duration.ofMillis(40))
 *         .kinds(mix)
 *         .start(watch);
 * }</pre>
 */
public final class TestSupercluster implements AutoCloseable {

    /** What those behind a partition notice of it. */
    public enum Cut {
        /** Connections are reset, new ones too. */
        RESET,
        /** Nothing moves, and nothing is lost if it is healed before somebody gives up. */
        SILENCE
    }

    private final Topology topology;
    private final Map<String, Node> nodes;
    private final Links links;
    private final Clients clients;

    TestSupercluster(Topology topology, Map<String, Node> nodes, Links links, Clients clients) {
        this.topology = topology;
        this.nodes = nodes;
        this.links = links;
        this.clients = clients;
    }

    /** Describes one. */
    public static SuperclusterBuilder of(SuperclusterBuilder.ClusterStep... clusters) {
        return new SuperclusterBuilder(List.of(clusters));
    }

    /** Describes a cluster of one server; says more with {@code nodes} and {@code chained}. */
    public static SuperclusterBuilder.ClusterStep cluster(String name) {
        return new SuperclusterBuilder.ClusterStep(name, 1, Topology.Seeding.ALL);
    }

    /** A node of a cluster, counted from 1. */
    public Node node(String cluster, int number) {
        return node(Topology.nodeName(cluster, number));
    }

    /** A node by its name, such as {@code US-EAST-1}, or a leaf by its own. */
    public Node node(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name + " in " + nodes.keySet());
        }
        return node;
    }

    /** The nodes of a cluster, or the leaf. */
    public List<Node> region(String region) {
        return topology.nodesOf(region).stream().map(this::node).toList();
    }

    public Collection<Node> nodes() {
        return nodes.values();
    }

    /** All but these. */
    public List<Node> nodesBut(Node... some) {
        List<Node> others = new ArrayList<>(nodes.values());
        others.removeAll(List.of(some));
        return others;
    }

    public Topology topology() {
        return topology;
    }

    /** A client that stays with its node, closed with the test. */
    public Connection connect(Node node) {
        return clients.connect(node, Clients.Place.FIXED, "");
    }

    public Clients clients() {
        return clients;
    }

    /** The connections that one dials to the other, to be troubled. */
    public Link link(Node from, Node to) {
        return links.between(from.name(), to.name());
    }

    /** Sets the round trip between two regions. */
    public void rtt(String region, String other, Duration rtt) {
        between(topology.nodesOf(region), topology.nodesOf(other)).forEach(link -> link.rtt(rtt));
    }

    /** All that connects two regions, whoever dialled. */
    public List<Link> between(String region, String other) {
        return between(topology.nodesOf(region), topology.nodesOf(other));
    }

    private List<Link> between(Collection<String> some, Collection<String> others) {
        return links.between(some, others);
    }

    /** Cuts one node off from all other servers; its clients stay. */
    public void isolate(Node node, Cut cut) {
        isolate(List.of(node), cut);
    }

    /** Cuts some nodes off from all others, not from each other. */
    public void isolate(Collection<Node> some, Cut cut) {
        apart(some.stream().map(Node::name).toList(), cut);
    }

    /** Cuts a region off from all others. */
    public void partition(String region, Cut cut) {
        apart(topology.nodesOf(region), cut);
    }

    private void apart(Collection<String> some, Cut cut) {
        List<String> others = new ArrayList<>(nodes.keySet());
        others.removeAll(some);
        for (Link link : between(some, others)) {
            switch (cut) {
                case RESET -> link.block(Ending.RST);
                case SILENCE -> link.silence();
            }
        }
    }

    /** Ends every fault and waits until all is whole again. */
    public void heal() {
        links.all().forEach(Link::heal);
        awaitWhole();
    }

    /** Waits until every node that runs is linked with all that it should be, and with nobody else. */
    public void awaitWhole() {
        Wholeness wholeness = new Wholeness(topology, running());
        Deadline.awaitNothingMissing("all are linked", wholeness::missing);
    }

    /** Waits until the nodes of a region are linked with each other and with nobody else in it. */
    public void awaitMesh(Collection<Node> mesh) {
        Map<String, Node> some = mesh.stream().collect(Collectors.toMap(Node::name, node -> node));
        Deadline.awaitNothingMissing("the mesh is full", () -> new Wholeness(topology, some).missingRoutes());
    }

    /** Restarts all nodes one after the other, each by this, and goes on when all is whole. */
    public void rollingRestart(Consumer<Node> restart) {
        for (Node node : nodes.values()) {
            restart.accept(node);
            awaitWhole();
        }
    }

    private Map<String, Node> running() {
        return nodes.values().stream().filter(Node::isAlive).collect(Collectors.toMap(Node::name, node -> node));
    }

    @Override
    public void close() {
        clients.close();
        links.close();
    }
}
