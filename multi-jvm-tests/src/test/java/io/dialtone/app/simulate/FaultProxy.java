package io.dialtone.app.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback address in front of one server. Each connection belongs to a {@link Link}, chosen by who calls, and it is
 * the links that are made to misbehave; the proxy as a whole can only {@link #refuse}.
 *
 * <p>Takes effect at once for open connections, and never looks at the bytes. Ended by {@link #close}, with all its connections.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final long PAUSE_NANOS = 1_000_000;

    private final InetSocketAddress server;
    private final Function<Socket, Link> links;
    private final Set<Link> used = ConcurrentHashMap.newKeySet();
    private final Set<Socket> opening = ConcurrentHashMap.newKeySet();
    private int port;
    private @Nullable ServerSocket listener;

    private FaultProxy(int port, int serverPort, Function<Socket, Link> links) {
        this.port = port;
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.links = links;
    }

    /**
     * Listens at a port.
     *
     * @param port 0 for any
     * @param links the link of an accepted connection
     * @throws UncheckedIOException when the port is taken
     */
    public static FaultProxy listen(int port, int serverPort, Function<Socket, Link> links) {
        FaultProxy proxy = new FaultProxy(port, serverPort, links);
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
            Thread.ofVirtual().name("proxy-accept-" + port).start(() -> acceptAll(socket));
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
            Link link = links.apply(caller);
            used.add(link);
            Runnable firstBytes = link.awaitOpening();
            if (link.admits()) {
                connect(link, caller, firstBytes);
            } else {
                reset(caller);
            }
        } catch (IOException | RuntimeException e) {
            reset(caller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opening.remove(caller);
        }
    }

    private void connect(Link link, Socket caller, Runnable firstBytes) throws IOException {
        Socket onwards = new Socket();
        onwards.connect(server);
        onwards.setTcpNoDelay(true);
        caller.setTcpNoDelay(true);
        new ProxiedConnection(link, caller, onwards).start(firstBytes);
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
