package io.dialtone.streams;

import akka.actor.ActorSystem;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import scala.concurrent.Await;

/** An event loop and what it takes to run both ends of connections over real sockets. */
final class LinkLab implements AutoCloseable {
    private static final LiveSettings SETTINGS =
            new LiveSettings(1 << 20, 4096, Duration.ofSeconds(10), false, false, 0, false);

    final ExecutorService handshakes = Executors.newFixedThreadPool(2);
    final EventLoop loop;
    private final EventLoops loops = new EventLoops(1);
    private final ActorSystem system;
    private final ConnectionFlow flow;
    private final List<AutoCloseable> opened = new ArrayList<>();

    LinkLab() {
        system = ActorSystem.create(
                "links",
                loops.config()
                        .withFallback(ConfigFactory.parseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF"))
                        .withFallback(ConfigFactory.load()));
        flow = new ConnectionFlow(Materializer.matFromSystem(system), loops, () -> SETTINGS, new ServerLog());
        CompletableFuture<EventLoop> found = new CompletableFuture<>();
        system.dispatchers().lookup(loops.dispatcher(0)).execute(() -> found.complete(EventLoop.current()));
        loop = found.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Listens, and runs what connects to it; gives the address. */
    InetSocketAddress listen(TransportSecurity security, LinkEnd end) {
        try {
            ServerSocketChannel listener =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            opened.add(listener);
            Thread.ofPlatform().daemon().start(() -> accept(listener, security, end));
            return (InetSocketAddress) listener.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel listener, TransportSecurity security, LinkEnd end) {
        try {
            SocketChannel channel = listener.accept();
            channel.configureBlocking(false);
            loop.execute(() -> run(channel, security, end));
        } catch (IOException e) {
            end.seen.add("not accepted: " + e);
        }
    }

    /** A listener that a test serves itself. */
    ServerSocket serverSocket() {
        try {
            ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(40_000);
            opened.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to a server and runs this end. */
    void dial(InetSocketAddress to, TransportSecurity security, LinkEnd end) {
        Consumer<IOException> failed = e -> end.seen.add("not connected: " + e.getMessage());
        Dialer.dial(loop, to, Duration.ofSeconds(30), channel -> run(channel, security, end), failed);
    }

    /** On the loop. */
    private void run(SocketChannel channel, TransportSecurity security, LinkEnd end) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            flow.run(0, channel, peer, security, end.session, end.port, end, null);
        } catch (IOException e) {
            end.seen.add("not run: " + e);
        }
    }

    /** Runs it on the loop. */
    void onLoop(Runnable work) {
        loop.execute(work);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        Await.result(system.terminate(), scala.concurrent.duration.Duration.create(30, TimeUnit.SECONDS));
        handshakes.shutdownNow();
        if (!loop.awaitTermination(1, TimeUnit.MILLISECONDS)) {
            loop.shutdown();
        }
    }
}
