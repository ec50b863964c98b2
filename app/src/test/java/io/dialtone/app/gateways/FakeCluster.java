package io.dialtone.app.gateways;

import io.dialtone.app.testkit.Deadline;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of one server that a test plays: others dial it, and it says what it is told to. PINGs are answered after a delay, so
 * that it may be as far away as one likes; lines are kept for the test.
 */
final class FakeCluster implements Closeable {
    private final ServerSocket listener;
    private final String info;
    private final Duration distance;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket outbound;
    private boolean answering = true;

    private FakeCluster(String info, Duration distance) {
        try {
            this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.info = info.replace("PORT", Integer.toString(listener.getLocalPort()));
        this.distance = distance;
        Thread accepting = new Thread(this::accept, "fake-cluster");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** One that tells all its interest at once, as servers do since 2.9. */
    static FakeCluster named(String name, Duration distance) {
        return new FakeCluster(introduction(name, ",\"gateway_iom\":true"), distance);
    }

    /** One of old, that is sent what it has not refused. */
    static FakeCluster optimistic(String name) {
        return new FakeCluster(introduction(name, ""), Duration.ZERO);
    }

    /** Something else that listens there, by its INFO. */
    static FakeCluster saying(String info) {
        return new FakeCluster(info, Duration.ZERO);
    }

    /** The INFO of a server of a cluster. */
    static String introduction(String name, String more) {
        return "INFO {\"server_id\":\"ID-" + name + "\",\"server_name\":\"fake-" + name
                + "\",\"host\":\"127.0.0.1\",\"port\":PORT,\"headers\":true,\"gateway\":\"" + name
                + "\",\"gateway_urls\":[\"127.0.0.1:PORT\"],\"gateway_nrp\":true" + more + "}\r\n";
    }

    /** For {@code gateway.gateways}. */
    String remote(String name) {
        return "{ name: %s, url: \"nats://127.0.0.1:%d\" }".formatted(name, listener.getLocalPort());
    }

    /** The INFO it introduces itself with. */
    String info() {
        return info;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                greet(listener.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void greet(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        try {
            write(socket, info);
        } catch (UncheckedIOException gone) {
            // Whoever does not wait for the greeting dials again.
            return;
        }
        outbound = socket;
        Thread reading = new Thread(() -> read(socket), "fake-cluster-reader");
        reading.setDaemon(true);
        reading.start();
    }

    private void read(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("PING")) {
                    var unused = later.schedule(() -> answerPing(socket), distance.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException closed) {
            lines.add("<closed>");
            return;
        }
        lines.add("<closed>");
    }

    private synchronized void answerPing(Socket socket) {
        if (answering) {
            write(socket, "PONG\r\n");
        }
    }

    /** Whether PINGs are answered from now on, also those that have come already. While they are not, nobody measures it anew. */
    synchronized void answersPings(boolean now) {
        answering = now;
    }

    private static void write(Socket socket, String text) {
        try {
            synchronized (socket) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has been dialled and introduced to. */
    FakeCluster awaitDialled() {
        awaitLine(line -> line.startsWith("INFO "));
        return this;
    }

    /** Says something to the server that has dialled it last. */
    FakeCluster say(String text) {
        Socket to = outbound;
        if (to == null) {
            throw new IllegalStateException("nobody has dialled");
        }
        write(to, text);
        return this;
    }

    /** Says all its interest in {@code $G}: lines of {@code RS+}. */
    FakeCluster wants(String name, String... lines) {
        StringBuilder text = new StringBuilder(command(name, 2));
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        return say(text.append(command(name, 3)).toString());
    }

    private static String command(String name, int command) {
        String account = Base64.getEncoder().encodeToString("$G".getBytes(StandardCharsets.UTF_8));
        return "INFO {\"server_id\":\"\",\"gateway\":\"" + name + "\",\"gateway_cmd\":" + command
                + ",\"gateway_cmd_payload\":\"" + account + "\"}\r\n";
    }

    /** Waits for a line. */
    String awaitLine(Predicate<String> wanted) {
        Deadline.awaitValue("a line", () -> lines, all -> all.stream().anyMatch(wanted));
        return lines.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** All lines so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        later.shutdownNow();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
