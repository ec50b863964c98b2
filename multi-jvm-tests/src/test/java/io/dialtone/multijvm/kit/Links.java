package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.FaultProxy;
import io.dialtone.app.simulate.Link;
import io.dialtone.app.simulate.ServerPlan;
import io.dialtone.app.simulate.ServerPlan.Port;
import io.dialtone.app.simulate.SocketOwner;
import io.dialtone.app.simulate.Topology;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A proxy before every port that servers dial, and a {@link Link} for each pair of servers and direction of dialling. All advertise their
 * proxies; who calls is found out by process id, so gossip cannot go around a fault.
 */
final class Links implements AutoCloseable {

    private record Pair(String from, String to) {}

    private final Map<Pair, Link> links = new HashMap<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Supplier<Map<Long, String>> nodesByPid;

    /** @param nodesByPid the names of the nodes that run now */
    Links(Topology topology, Collection<ServerPlan> plans, ArteryPorts artery, Supplier<Map<Long, String>> nodesByPid) {
        this.nodesByPid = nodesByPid;
        for (String from : topology.nodeNames()) {
            for (String to : topology.nodeNames()) {
                links.put(new Pair(from, to), new Link().rtt(topology.rtt(from, to)));
            }
        }
        for (ServerPlan plan : plans) {
            Stream.of(plan.route(), plan.gateway(), plan.leaf())
                    .flatMap(port -> port.stream())
                    .forEach(port -> proxies.add(proxy(plan.name(), port)));
        }
        artery.byNode().forEach((node, port) -> proxies.add(proxy(node, port)));
    }

    private FaultProxy proxy(String to, Port port) {
        return FaultProxy.listen(port.advertise(), port.listen(), caller -> linkOf(caller, to));
    }

    private Link linkOf(Socket caller, String to) {
        Map<Long, String> nodes = nodesByPid.get();
        OptionalLong pid = SocketOwner.of(caller, nodes.keySet());
        if (pid.isEmpty()) {
            throw new IllegalStateException("nobody that we know called, or it has gone");
        }
        return between(nodes.get(pid.getAsLong()), to);
    }

    /** The connections that one dials to the other. */
    Link between(String from, String to) {
        return links.get(new Pair(from, to));
    }

    /** All that connects the one set with the other, whoever dialled. */
    List<Link> between(Collection<String> some, Collection<String> others) {
        return links.entrySet().stream()
                .filter(entry -> crosses(entry.getKey(), some, others))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean crosses(Pair pair, Collection<String> some, Collection<String> others) {
        return some.contains(pair.from) && others.contains(pair.to)
                || others.contains(pair.from) && some.contains(pair.to);
    }

    Collection<Link> all() {
        return links.values();
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
    }
}
