package io.dialtone.multijvm.kit.start;

import io.dialtone.app.Main;
import io.dialtone.app.process.OsSignal;
import io.dialtone.app.simulate.Monitoring;
import io.dialtone.app.simulate.Ports;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import io.dialtone.app.simulate.Topology.Seeding;
import io.dialtone.app.simulate.world.Hosting;
import io.dialtone.app.simulate.world.World;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A run of the program, with servers of a little supercluster beside it in the same JVM, so that all classes of links are loaded when the
 * JVM writes down what it loaded.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 20_000_000;

    private Rehearsal() {}

    /**
     * Ends the process.
     *
     * @param args a directory
     */
    public static void main(String[] args) throws IOException {
        try (Ports ports = Ports.take()) {
            int artery = ports.next();
            int monitor = ports.next();
            Path configuration = Files.writeString(Path.of(args[0], "rehearsal.conf"), configuration(artery, monitor));
            Thread.ofPlatform().daemon().name("rehearsal").start(() -> play(new Monitoring(monitor)));
            Main.main(new String[] {"-c", configuration.toString()});
        }
    }

    private static String configuration(int artery, int monitor) {
        return """
                server_name: rehearsal
                listen: "127.0.0.1:-1"
                http: "127.0.0.1:%2$d"
                cluster {
                  name: rehearsal, listen: "127.0.0.1:-1"
                  akka { host: "127.0.0.1", port: %1$d, seed_nodes: [ "127.0.0.1:%1$d" ] }
                }
                """.formatted(artery, monitor);
    }

    /** Begins when the program is there: two that set up logging at once would be in each other's way. */
    private static void play(Monitoring program) {
        Topology topology = new Topology(
                List.of(new Cluster("A", 2, Seeding.ALL), new Cluster("B", 1, Seeding.ALL)),
                // The proxies of one JVM tell who calls by what he says in plain.
                List.of(new Leaf("leaf", "A", "", "", "compression: off")),
                Map.of());
        await(program::healthy);
        try (World world = World.start(topology, new Hosting.OneJvm())) {
            world.awaitLinked(PATIENCE);
            ask(world);
        } catch (IOException e) {
            e.printStackTrace(System.out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            OsSignal.raise("TERM");
        }
    }

    /** A request from the leaf into the other cluster, and what monitoring says of everybody. */
    private static void ask(World world) throws IOException, InterruptedException {
        try (Connection far = connect(world, "B-1");
                Connection near = connect(world, "leaf")) {
            far.createDispatcher(m -> far.publish(m.getReplyTo(), m.getData())).subscribe("echo", "workers");
            byte[] question = "?".getBytes(StandardCharsets.US_ASCII);
            await(() -> answered(near, question));
        }
        for (String server : world.topology().nodeNames()) {
            for (String page : List.of("/varz", "/connz?subs=1", "/routez?subs=1", "/gatewayz", "/leafz?subs=1")) {
                world.monitoring(server).get(page);
            }
        }
    }

    private static boolean answered(Connection client, byte[] question) {
        try {
            return client.request("echo", question, Duration.ofSeconds(1)) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void await(BooleanSupplier state) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static Connection connect(World world, String server) throws IOException, InterruptedException {
        return Nats.connect("nats://127.0.0.1:" + world.clientPort(server));
    }
}
