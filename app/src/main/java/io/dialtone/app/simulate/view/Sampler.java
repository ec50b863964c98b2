package io.dialtone.app.simulate.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.world.Linkage;
import io.dialtone.app.simulate.world.World;
import io.dialtone.conf.GoDuration;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Takes {@link Picture}s of a world, from the monitoring ports of its servers and from the wires between them. For one thread. */
public final class Sampler {

    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private record Counted(long nanos, long in, long out) {}

    private final World world;
    private final long startNanos = System.nanoTime();
    private final Map<String, Counted> before = new HashMap<>();

    public Sampler(World world) {
        this.world = world;
    }

    public Picture picture() {
        Topology topology = world.topology();
        List<ServerFigures> servers =
                topology.nodeNames().stream().map(this::server).toList();
        List<LinkFigures> links = Linkage.of(world).stream().map(this::link).toList();
        return new Picture(Duration.ofNanos(System.nanoTime() - startNanos), servers, links);
    }

    private ServerFigures server(String name) {
        JsonNode figures = ask(name, "/varz");
        boolean up = !figures.isMissingNode();
        Counted now = new Counted(
                System.nanoTime(),
                figures.path("in_msgs").asLong(),
                figures.path("out_msgs").asLong());
        Counted last = before.put(name, now);
        double seconds = last == null ? 0 : (now.nanos - last.nanos) / NANOS_PER_SECOND;
        return new ServerFigures(
                name,
                world.topology().regionOf(name),
                up,
                world.clientPort(name),
                world.monitorPort(name),
                figures.path("connections").asLong(),
                figures.path("subscriptions").asLong(),
                last == null ? 0 : perSecond(now.in - last.in, seconds),
                last == null ? 0 : perSecond(now.out - last.out, seconds));
    }

    /** A server that was restarted counts from zero again. */
    private static double perSecond(long more, double seconds) {
        return more <= 0 || seconds <= 0 ? 0 : more / seconds;
    }

    private LinkFigures link(Linkage linkage) {
        Duration set = world.wires().rtt(linkage.from(), linkage.to());
        return new LinkFigures(linkage, set, median(measured(linkage)));
    }

    private List<Double> measured(Linkage linkage) {
        List<Double> found = new ArrayList<>();
        for (String node : world.topology().nodesOf(linkage.from())) {
            switch (linkage.kind()) {
                case ROUTE -> ask(node, "/routez").path("routes").forEach(route -> add(found, route));
                case GATEWAY ->
                    add(
                            found,
                            ask(node, "/gatewayz")
                                    .path("outbound_gateways")
                                    .path(linkage.to())
                                    .path("connection"));
                case LEAF ->
                    ask(node, "/leafz").path("leafs").forEach(leaf -> {
                        if (leaf.path("is_spoke").asBoolean()) {
                            add(found, leaf);
                        }
                    });
            }
        }
        return found;
    }

    private static void add(List<Double> found, JsonNode link) {
        String text = link.path("rtt").asText();
        if (!text.isEmpty()) {
            try {
                double ms = GoDuration.parse(text).toNanos() / NANOS_PER_MS;
                if (ms > 0) {
                    found.add(ms);
                }
            } catch (IllegalArgumentException e) {
                // Nothing measured yet.
            }
        }
    }

    private static OptionalDouble median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sorted.get((sorted.size() - 1) / 2));
    }

    private JsonNode ask(String node, String path) {
        if (!world.isUp(node)) {
            return MissingNode.getInstance();
        }
        try {
            return world.monitoring(node).get(path);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }
}
