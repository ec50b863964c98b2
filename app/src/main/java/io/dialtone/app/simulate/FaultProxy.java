package io.dialtone.app.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback address in front of one server. Each connection belongs to a {@link Link}, chosen by who calls, and it is
 * the links that are made to misbehave; the proxy as a whole can only {@link #refuse}.
 *
 * <p>Takes effect at once for open connections, and does not change the bytes. Ended by {@link #close}, with all its connections.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final InetSocketAddress server;
    private final Opening how;
    private final Set<Link> used = ConcurrentHashMap.newKeySet();
    private final Set<Socket> opening = ConcurrentHashMap.newKeySet();
    private int port;
    private @Nullable ServerSocket listener;
    /** Accepts from it. */
    private @Nullable Thread acceptor;

    /** Brings an accepted connection to the server. */
    private interface Opening {
        void open(FaultProxy proxy, Socket caller) throws IOException, InterruptedException;
    }

    private FaultProxy(int port, int serverPort, Opening how) {
        this.port = port;
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.how = how;
    }

    /**
     * Listens at a port.
     *
     * @param port 0 for any
     * @param links the link of an accepted connection
     * @throws UncheckedIOException when the port is taken
     */
    public static FaultProxy listen(int port, int serverPort, Function<Socket, Link> links) {
        return accepting(new FaultProxy(port, serverPort, (proxy, caller) -> proxy.open(caller, links.apply(caller))));
    }

    /**
     * Listens at a port, for callers that cannot be told apart before they speak. Only their first lines are looked at, and those take no
     * time; callers that name nobody are reset.
     *
     * @param links the link that a line of the caller tells, or empty to hear the next one
     */
    public static FaultProxy introduced(int port, int serverPort, Function<String, Optional<Link>> links) {
        return accepting(new FaultProxy(port, serverPort, (proxy, caller) -> proxy.introduce(caller, links)));
    }

    private static FaultProxy accepting(FaultProxy proxy) {
        proxy.accept();
        return proxy;
    }

    /** Listens at any port, one link for all who call. */
    public static FaultProxy before(int serverPort, Link link) {
        return listen(0, serverPort, caller -> link);
    }

    /** The port to call instead of the server's. */
    public synchronized int port() {
        return port;
    }

    /** Nobody listens any more: callers are refused by the kernel. Open connections stay. */
    public synchronized void refuse() {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            closeQuietly(open);
            // A socket that a virtual thread accepts from goes on listening until that thread has noticed.
            awaitEnd(acceptor);
        }
    }

    private static void awaitEnd(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join(END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens (again), at the same port. */
    public synchronized void accept() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            port = socket.getLocalPort();
            listener = socket;
            acceptor = Thread.ofVirtual().name("proxy-accept-" + port).start(() -> acceptAll(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at port " + port, e);
        }
    }

    @Override
    public void close() {
        refuse();
        used.forEach(link -> link.cut(Ending.RST).heal());
        opening.forEach(ProxiedConnection::closeQuietly);
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().name("proxy-open").start(() -> open(caller));
            } catch (IOException e) {
                // Closed, or out of descriptors: the loop's condition tells which.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void open(Socket caller) {
        opening.add(caller);
        try {
            how.open(this, caller);
        } catch (IOException | RuntimeException e) {
            reset(caller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opening.remove(caller);
        }
    }

    private void open(Socket caller, Link link) throws IOException, InterruptedException {
        used.add(link);
        Runnable firstBytes = link.awaitOpening();
        if (link.admits()) {
            new ProxiedConnection(link, caller, connect(caller)).start(firstBytes);
        } else {
            reset(caller);
        }
    }

    private void introduce(Socket caller, Function<String, Optional<Link>> links)
            throws IOException, InterruptedException {
        Socket onwards = connect(caller);
        opening.add(onwards);
        boolean opened = false;
        try {
            Introduction introduction = Introduction.hear(caller, onwards, links);
            Link link = introduction.link();
            used.add(link);
            link.forth().awaitFlow();
            if (link.admits()) {
                onwards.getOutputStream().write(introduction.said());
                new ProxiedConnection(link, caller, onwards).start(() -> {});
                opened = true;
            }
        } finally {
            opening.remove(onwards);
            if (!opened) {
                ProxiedConnection.closeQuietly(onwards);
                reset(caller);
            }
        }
    }

    private Socket connect(Socket caller) throws IOException {
        Socket onwards = new Socket();
        onwards.connect(server);
        onwards.setTcpNoDelay(true);
        caller.setTcpNoDelay(true);
        return onwards;
    }

    private static void reset(Socket caller) {
        try {
            caller.setSoLinger(true, 0);
        } catch (IOException gone) {
            // Closed already.
        }
        ProxiedConnection.closeQuietly(caller);
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it was not open.
        }
    }
}
