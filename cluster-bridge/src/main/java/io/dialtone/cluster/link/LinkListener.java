package io.dialtone.cluster.link;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.streams.EventLoop;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Accepts the connections of other servers on one port and hands them on. Runs on an event loop; made by whoever owns that kind of
 * link; closes the socket when it is stopped. When it fails it starts again over the same socket.
 */
public final class LinkListener extends AbstractBehavior<LinkListener.Command> {
    /** Told to itself. */
    public sealed interface Command {}

    private enum Ready implements Command {
        INSTANCE
    }

    private enum TryAgain implements Command {
        INSTANCE
    }

    private static final int BACKLOG = 1024;
    private static final int MOST_AT_ONCE = 256;
    private static final Duration NO_DESCRIPTORS_PAUSE = Duration.ofMillis(100);
    private static final Duration FIRST_RESTART = Duration.ofMillis(100);
    private static final Duration LAST_RESTART = Duration.ofSeconds(10);

    private final ServerLog log;
    private final String kind;
    private final ServerSocketChannel socket;
    private final Consumer<SocketChannel> accepted;
    private final SelectionKey key;
    private boolean told;

    /**
     * @param kind what kind of connections, for the log
     * @param accepted takes what was accepted: not blocking, without delay
     */
    public static Behavior<Command> create(
            ServerLog log, String kind, ServerSocketChannel socket, Consumer<SocketChannel> accepted) {
        return Behaviors.supervise(
                        Behaviors.<Command>setup(context -> new LinkListener(context, log, kind, socket, accepted)))
                .onFailure(SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, 0.1));
    }

    /**
     * Binds the port of a kind of link. One that was drawn before is had again: others know of it.
     *
     * @param address every address where it is empty, {@code 0.0.0.0} or {@code ::}
     * @param port below 1 for a free one
     */
    public static ServerSocketChannel bind(LinkHost host, LinkPort kind, String address, int port) throws IOException {
        InetSocketAddress before = port < 1 ? host.address(kind) : null;
        return bind(address, before == null ? port : before.getPort());
    }

    /**
     * Binds a port.
     *
     * @param host every address where it is empty, {@code 0.0.0.0} or {@code ::}
     * @param port below 1 for a free one
     */
    static ServerSocketChannel bind(String host, int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            boolean every = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
            int wanted = Math.max(0, port);
            socket.bind(
                    every ? new InetSocketAddress(wanted) : new InetSocketAddress(InetAddress.getByName(host), wanted),
                    BACKLOG);
            socket.configureBlocking(false);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private LinkListener(
            ActorContext<Command> context,
            ServerLog log,
            String kind,
            ServerSocketChannel socket,
            Consumer<SocketChannel> accepted)
            throws IOException {
        super(context);
        this.log = log;
        this.kind = kind;
        this.socket = socket;
        this.accepted = accepted;
        this.key = EventLoop.current().register(socket, SelectionKey.OP_ACCEPT, ignored -> {
            if (!told) {
                told = true;
                context.getSelf().tell(Ready.INSTANCE);
            }
        });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Ready.INSTANCE, this::accept)
                .onMessageEquals(TryAgain.INSTANCE, this::tryAgain)
                .onSignal(PostStop.class, ignored -> stopped())
                .build();
    }

    private Behavior<Command> accept() {
        told = false;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            SocketChannel channel;
            try {
                channel = socket.accept();
            } catch (IOException e) {
                log.error("Temporary " + kind + " Accept Error (" + e.getMessage() + "), sleeping 100ms");
                key.interestOps(0);
                getContext().scheduleOnce(NO_DESCRIPTORS_PAUSE, getContext().getSelf(), TryAgain.INSTANCE);
                return this;
            }
            if (channel == null) {
                return this;
            }
            handOn(channel);
        }
        return this;
    }

    private void handOn(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.accept(channel);
        } catch (IOException e) {
            log.debug(() -> "a connection was gone before it was taken: " + e.getMessage());
            close(channel);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private Behavior<Command> tryAgain() {
        key.interestOps(SelectionKey.OP_ACCEPT);
        return this;
    }

    private Behavior<Command> stopped() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug(() -> "closing the port of " + kind + "s: " + e.getMessage());
        }
        return this;
    }
}
