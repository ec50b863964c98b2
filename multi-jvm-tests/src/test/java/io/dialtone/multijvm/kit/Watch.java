package io.dialtone.multijvm.kit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one test started, and what its servers may complain about. When the test ends, all of it ends; a test that would pass fails if a
 * server logged an error that was not expected, or ended without being asked to; the logs of a failed test are printed.
 */
public final class Watch {

    private final Path directory;
    private final AtomicInteger worlds = new AtomicInteger();
    private final List<Node> nodes = new ArrayList<>();
    private final Deque<AutoCloseable> others = new ArrayDeque<>();
    private final List<String> allowed = new ArrayList<>(List.of(NodeLog.PEER_AWAY, NodeLog.MACHINE_BUSY));

    Watch(Path directory) {
        this.directory = directory;
    }

    /** Allows the servers of this test to log errors in which this expression is found. */
    public synchronized Watch allow(String expression) {
        allowed.add(expression);
        return this;
    }

    /** Allows what servers say of connections that were reset. */
    public Watch allowLostLinks() {
        return allow(NodeLog.LINK_LOST);
    }

    /** Ends this with the test, before what was given earlier. */
    public synchronized <T extends AutoCloseable> T own(T closeable) {
        others.push(closeable);
        return closeable;
    }

    /** A node of its own, without links. */
    public Node node(NodeKind kind, String more) {
        return node("alone", kind, more);
    }

    /** A node whose links are in its text. */
    public Node node(String name, NodeKind kind, String more) {
        int client = PortsOfThisJvm.next();
        int monitor = PortsOfThisJvm.next();
        String text = "server_name: " + name + "\nlisten: \"127.0.0.1:" + client + "\"\nhttp: \"127.0.0.1:" + monitor
                + "\"\nlame_duck_duration: 30s\nlame_duck_grace_period: 500ms\n" + more + "\n";
        return own(new Node(name, kind, client, monitor, text, nextDirectory()));
    }

    /** A port for a link, to be put into a text. */
    public int port() {
        return PortsOfThisJvm.next();
    }

    synchronized Node own(Node node) {
        nodes.add(node);
        return node;
    }

    /** What a start with other ports replaces. */
    synchronized void forget(Node node) {
        nodes.remove(node);
        node.close();
    }

    Path nextDirectory() {
        return directory.resolve(String.format(Locale.ROOT, "%02d", worlds.incrementAndGet()));
    }

    /** Ends everything. Returns what is wrong with a test that would pass otherwise. */
    synchronized List<String> end(@Nullable Throwable failure) {
        // Before anything is ended: what servers say about that is of no interest.
        List<String> complaints =
                nodes.stream().flatMap(node -> complaints(node).stream()).toList();
        others.forEach(Watch::closeQuietly);
        nodes.parallelStream().forEach(Node::close);
        if (failure != null || !complaints.isEmpty()) {
            nodes.forEach(node -> System.out.println("---- " + node.name() + " (" + node.kind() + ")\n"
                    + node.log().text()));
        }
        return complaints;
    }

    private List<String> complaints(Node node) {
        List<String> complaints = new ArrayList<>();
        if (node.endedUnasked()) {
            complaints.add(node.name() + " ended by itself");
        }
        node.log().errorsBut(allowed).forEach(line -> complaints.add(node.name() + " logged " + line));
        return complaints;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            System.out.println("closing " + closeable + ": " + e);
        }
    }
}
