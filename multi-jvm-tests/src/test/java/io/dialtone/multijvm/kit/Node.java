package io.dialtone.multijvm.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Monitoring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One server in a process of its own, on ports that are given. May be started again after it ended. Its process is ended by its id when
 * the node is closed, or when this JVM ends.
 */
public final class Node implements AutoCloseable {

    private static final int SECONDS_TO_END = 10;
    private static final Duration SIGNAL_AGAIN = Duration.ofSeconds(3);

    private final String name;
    private final NodeKind kind;
    private final int clientPort;
    private final Monitoring monitoring;
    private final Path configuration;
    private final Path logFile;
    private final NodeLog log;
    private final Thread atExit = new Thread(this::destroy, "end-of-node");
    private volatile @Nullable Process process;
    private volatile boolean askedToEnd;

    /**
     * A node that has not been started.
     *
     * @param directory where its configuration and its log are kept
     */
    Node(String name, NodeKind kind, int clientPort, int monitorPort, String text, Path directory) {
        this.name = name;
        this.kind = kind;
        this.clientPort = clientPort;
        this.monitoring = new Monitoring(monitorPort);
        this.configuration = directory.resolve(name + ".conf");
        this.logFile = directory.resolve(name + ".log");
        this.log = new NodeLog(logFile);
        write(text);
        forgetOldLog();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public String name() {
        return name;
    }

    public NodeKind kind() {
        return kind;
    }

    /** The address for a client library. */
    public String url() {
        return "nats://127.0.0.1:" + clientPort;
    }

    public NodeLog log() {
        return log;
    }

    /** The process id of the latest start. */
    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** Whether the process is gone although nobody here asked for that. */
    boolean endedUnasked() {
        return process != null && !isAlive() && !askedToEnd;
    }

    /** Starts the process and waits until it is ready. */
    public Node start() {
        Starts.within(this);
        return this;
    }

    /** Starts the process only. */
    void launch() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        askedToEnd = false;
        List<String> line = new ArrayList<>(kind.command());
        line.addAll(List.of("-c", configuration.toString()));
        try {
            process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server says that it is healthy, which implies that clients can connect. */
    void awaitReady() {
        Deadline.await(name + " is ready", () -> {
            if (!isAlive()) {
                throw new NotStarted(this);
            }
            if (!monitoring.healthy()) {
                throw new AssertionError("not healthy");
            }
        });
    }

    /** Asks the monitoring port, as in {@code monitor("/varz")}. */
    public JsonNode monitor(String pathAndQuery) {
        return monitoring.get(pathAndQuery);
    }

    /** The round trip of its connection to another cluster in milliseconds; 0 while it is not known, or very short. */
    public double gatewayRttMs(String cluster) {
        String rtt = monitor("/gatewayz")
                .path("outbound_gateways")
                .path(cluster)
                .path("connection")
                .path("rtt")
                .asText();
        return rtt.endsWith("ms") ? Double.parseDouble(rtt.substring(0, rtt.length() - 2)) : 0;
    }

    /** SIGTERM, and the end of the process. */
    public void terminate() {
        askedToEnd = true;
        signal("TERM");
        awaitExit();
    }

    /** SIGKILL, and the end of the process: its sockets are closed by the kernel. */
    public void kill() {
        askedToEnd = true;
        signal("KILL");
        awaitExit();
    }

    /** SIGSTOP: the sockets stay open, and nobody answers. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** SIGUSR2. The server lets its clients go one by one and then ends, which is not waited for. */
    public void lameDuck() {
        askedToEnd = true;
        signal("USR2");
    }

    /** Waits for the end of the process, as after {@link #lameDuck}. */
    public void awaitExit() {
        try {
            if (!running().waitFor(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Replaces the configuration and waits until the server says that it took it. */
    public void reload(String text) {
        String taken = "Reloaded server configuration";
        int before = log.count(taken);
        write(text);
        AtomicLong signalled = new AtomicLong(System.nanoTime());
        signal("HUP");
        Deadline.awaitNothingMissing(name + " has reloaded", () -> {
            // A server that has only just become ready may miss the first one (seen with nats-server 2.10).
            if (System.nanoTime() - signalled.get() > SIGNAL_AGAIN.toNanos()) {
                signalled.set(System.nanoTime());
                signal("HUP");
            }
            return log.count(taken) > before ? "" : log.text();
        });
    }

    @Override
    public void close() {
        destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook runs, and finds nothing to do.
        }
    }

    private void destroy() {
        Process now = process;
        if (now == null || !now.isAlive()) {
            return;
        }
        // In case it is paused: a stopped process does not act on SIGTERM.
        signal("CONT");
        now.destroy();
        try {
            if (!now.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                now.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            now.destroyForcibly();
            throw interrupted(e);
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0 && isAlive()) {
                throw new AssertionError("kill -" + signal + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Process running() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return now;
    }

    /** The directory may be that of an earlier run. */
    private void forgetOldLog() {
        try {
            Files.deleteIfExists(logFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration that it was last started or reloaded with. */
    public String configuration() {
        try {
            return Files.readString(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        writeBeside(configuration.getFileName().toString(), text);
    }

    /** Makes a file that its configuration may name, relative to its own place. */
    public void writeBeside(String name, String text) {
        Path file = configuration.resolveSibling(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** The process ended by itself instead of becoming ready. */
    static final class NotStarted extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private final boolean portTaken;

        NotStarted(Node node) {
            super(node.name + " (" + node.kind + ") did not start: " + node.log.text());
            portTaken = node.log.text().contains("address already in use");
        }

        /** Another try with other ports may succeed. */
        boolean portTaken() {
            return portTaken;
        }
    }
}
