package io.dialtone.app.simulate.world;

import io.dialtone.app.simulate.Layout;
import io.dialtone.app.simulate.Monitoring;
import io.dialtone.app.simulate.Ports;
import io.dialtone.app.simulate.ServerPlan;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Wire;
import io.dialtone.app.simulate.Wires;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A supercluster on this machine. Its own thread starts, kills and changes; any thread may look. {@link #close} ends all that was started,
 * also when that fails half-way.
 */
public final class World implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 50_000_000;

    /**
     * Leaf nodes beside gateways are refused without a system account, and distances are taken from pings, of which there shall be many.
     */
    private static final String EVERYWHERE = "accounts { SYS {} }\nsystem_account: SYS\nping_interval: \"2s\"\n";

    private final Topology topology;
    private final Ports ports;
    private final Map<String, ServerPlan> plans;
    private final Wires wires;
    private final Map<String, SimulatedServer> servers = new LinkedHashMap<>();
    private final Map<String, Monitoring> monitoring = new LinkedHashMap<>();
    private final Set<String> up = ConcurrentHashMap.newKeySet();

    private World(Topology topology, Hosting hosting, Ports ports) {
        this.topology = topology;
        this.ports = ports;
        this.plans = Layout.of(topology, ports::next, node -> EVERYWHERE);
        this.wires = Wires.of(topology, plans.values());
        SimulatedServer.Maker maker = hosting.maker();
        plans.forEach((name, plan) -> {
            servers.put(name, maker.make(plan));
            monitoring.put(name, new Monitoring(plan.monitorPort()));
        });
    }

    /**
     * Starts all servers and waits until clients can connect to them.
     *
     * @throws IOException when one does not start; the others have been ended then
     */
    public static World start(Topology topology, Hosting hosting) throws IOException {
        Ports ports = Ports.take();
        World world;
        try {
            world = new World(topology, hosting, ports);
        } catch (RuntimeException e) {
            ports.close();
            throw e;
        }
        try {
            world.startAll();
            return world;
        } catch (IOException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private void startAll() throws IOException {
        for (SimulatedServer server : servers.values()) {
            server.start();
        }
        for (String name : servers.keySet()) {
            awaitUp(name);
        }
    }

    private void awaitUp(String name) throws IOException {
        SimulatedServer server = server(name);
        if (!await(LONGEST_START, () -> !server.isRunning() || monitoring(name).healthy()) || !server.isRunning()) {
            throw new IOException(name + " does not become ready");
        }
        up.add(name);
    }

    private static boolean await(Duration limit, BooleanSupplier state) {
        long end = System.nanoTime() + limit.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Waits until every server that runs has the links that it should have; false when that takes longer. */
    public boolean awaitLinked(Duration limit) {
        return await(limit, () -> Linkage.of(this).stream().allMatch(Linkage::isWhole));
    }

    public Topology topology() {
        return topology;
    }

    public Wires wires() {
        return wires;
    }

    /** Whether a server runs; it may be a moment late to notice that one ended by itself. */
    public boolean isUp(String name) {
        return up.contains(name);
    }

    /** The monitoring port of a server. */
    public Monitoring monitoring(String name) {
        return known(monitoring, name);
    }

    public int clientPort(String name) {
        return known(plans, name).clientPort();
    }

    public int monitorPort(String name) {
        return known(plans, name).monitorPort();
    }

    /** Ends a server without a word to anybody. */
    public void kill(String name) {
        SimulatedServer server = server(name);
        up.remove(name);
        server.kill();
    }

    /**
     * Starts a server again, ending it before if it runs.
     *
     * @throws IOException when it does not start
     */
    public void restart(String name) throws IOException {
        kill(name);
        server(name).start();
        awaitUp(name);
    }

    private SimulatedServer server(String name) {
        return known(servers, name);
    }

    private static <T> T known(Map<String, T> by, String name) {
        T found = by.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no server " + name + " (" + String.join(", ", by.keySet()) + ")");
        }
        return found;
    }

    /** The connections that are open from one side to another. */
    int open(Wire.Kind kind, String from, String to) {
        return wires.all().stream()
                .filter(wire -> wire.kind() == kind
                        && wire.from().equals(from)
                        && wire.to().equals(to))
                .mapToInt(wire -> wire.link().size())
                .sum();
    }

    @Override
    public void close() {
        wires.close();
        up.clear();
        servers.values().parallelStream().forEach(SimulatedServer::kill);
        ports.close();
    }
}
