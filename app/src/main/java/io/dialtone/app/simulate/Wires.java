package io.dialtone.app.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.app.simulate.ServerPlan.Port;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import io.dialtone.app.simulate.Wire.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A proxy before every port that servers dial, and a {@link Wire} for each that dials. Who calls is what the caller says of itself in its
 * first lines, so servers of one JVM can be told apart.
 */
public final class Wires implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Topology topology;
    private final List<Wire> wires = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Map<Set<String>, Duration> rtts = new ConcurrentHashMap<>();

    private Wires(Topology topology) {
        this.topology = topology;
        rtts.putAll(topology.rtts());
        topology.clusters().forEach(this::addCluster);
        topology.leaves().forEach(this::addLeaf);
    }

    /** Listens before all servers of these plans. */
    public static Wires of(Topology topology, Collection<ServerPlan> plans) {
        Wires wires = new Wires(topology);
        try {
            for (ServerPlan plan : plans) {
                plan.route().ifPresent(port -> wires.listen(Kind.ROUTE, plan.name(), port));
                plan.gateway().ifPresent(port -> wires.listen(Kind.GATEWAY, plan.name(), port));
                plan.leaf().ifPresent(port -> wires.listen(Kind.LEAF, plan.name(), port));
            }
            return wires;
        } catch (RuntimeException e) {
            wires.close();
            throw e;
        }
    }

    private void addCluster(Cluster cluster) {
        for (String to : cluster.nodeNames()) {
            cluster.nodeNames().stream().filter(from -> !from.equals(to)).forEach(from -> add(Kind.ROUTE, from, to));
            topology.clustersBut(cluster.name()).forEach(from -> add(Kind.GATEWAY, from, to));
        }
    }

    private void addLeaf(Leaf leaf) {
        topology.nodesOf(leaf.to()).forEach(to -> add(Kind.LEAF, leaf.name(), to));
    }

    private void add(Kind kind, String from, String to) {
        Link link = new Link().rtt(topology.rtt(from, to));
        wires.add(new Wire(kind, from, to, link));
    }

    private void listen(Kind kind, String to, Port port) {
        proxies.add(FaultProxy.introduced(
                port.advertise(), port.listen(), line -> caller(line).flatMap(from -> link(kind, from, to))));
    }

    private Optional<Link> link(Kind kind, String from, String to) {
        return wires.stream()
                .filter(wire -> wire.kind() == kind
                        && wire.from().equals(from)
                        && wire.to().equals(to))
                .map(Wire::link)
                .findFirst();
    }

    /** Gateways name their cluster in CONNECT, leaf nodes themselves; routes name themselves in INFO, in CONNECT only their ids. */
    private static Optional<String> caller(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            JsonNode said = JSON.readTree(line.substring(space));
            for (String field : List.of("gateway", "server_name", "name")) {
                if (!said.path(field).asText().isEmpty()) {
                    return Optional.of(said.path(field).asText());
                }
            }
        } catch (JsonProcessingException e) {
            // Not a line that introduces anybody.
        }
        return Optional.empty();
    }

    /** All of them; what is dialled over each is in its link. */
    public List<Wire> all() {
        return List.copyOf(wires);
    }

    /** The round trip that is set between two regions; none within one. */
    public Duration rtt(String region, String other) {
        return region.equals(other) ? Duration.ZERO : rtts.getOrDefault(Set.of(region, other), Duration.ZERO);
    }

    /** Sets the round trip between two regions; at once, for what is on its way too. */
    public void rtt(String region, String other, Duration rtt) {
        rtts.put(Set.of(region, other), rtt);
        wires.stream()
                .filter(wire -> regions(wire).equals(Set.of(region, other)))
                .forEach(wire -> wire.link().rtt(rtt));
    }

    /** Resets all that connects a region with others, until {@link #heal}. */
    public void partition(String region) {
        wires.stream()
                .filter(wire -> regions(wire).size() == 2 && regions(wire).contains(region))
                .forEach(wire -> wire.link().block(Ending.RST));
    }

    /** Ends all partitions. */
    public void heal() {
        wires.forEach(wire -> wire.link().heal());
    }

    private Set<String> regions(Wire wire) {
        return Stream.of(wire.from(), wire.to()).map(topology::regionOf).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
    }
}
