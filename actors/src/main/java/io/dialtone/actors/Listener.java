package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.streams.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Owns the bound socket of the client port; makes a {@link Connection} of each connection it accepts, on the event loops
 * in turn. Runs on the first loop. Made by the {@link Server}; stops, closing the socket, at lame duck or shutdown.
 *
 * <p>When the process has no file descriptor left it waits a moment instead of spinning.
 */
final class Listener extends AbstractBehavior<Listener.Command> {
    sealed interface Command {}

    private enum Ready implements Command {
        INSTANCE
    }

    private enum TryAgain implements Command {
        INSTANCE
    }

    /** Closes the socket and stops; connections stay. */
    record Stop(ActorRef<Server.Command> replyTo) implements Command {}

    /** Makes a connection of a client in this process. */
    record Inside(InProcessClient client) implements Command {}

    private static final int MOST_AT_ONCE = 256;
    private static final Duration NO_DESCRIPTORS_PAUSE = Duration.ofMillis(100);

    private final ServerContext server;
    private final ServerSocketChannel socket;
    private final SelectionKey key;
    private int nextLoop;
    private boolean told;

    static Behavior<Command> create(ServerContext server, ServerSocketChannel socket) {
        return Behaviors.setup(context -> new Listener(context, server, socket));
    }

    private Listener(ActorContext<Command> context, ServerContext server, ServerSocketChannel socket)
            throws IOException {
        super(context);
        this.server = server;
        this.socket = socket;
        socket.configureBlocking(false);
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
                .onMessage(Inside.class, inside -> open(inside.client()))
                .onMessage(Stop.class, this::stop)
                .onSignal(PostStop.class, ignored -> closed())
                .build();
    }

    private Behavior<Command> accept() {
        told = false;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            SocketChannel channel;
            try {
                channel = socket.accept();
            } catch (IOException e) {
                server.log().error("Temporary Client Accept Error (" + e.getMessage() + "), sleeping 100ms");
                key.interestOps(0);
                getContext().scheduleOnce(NO_DESCRIPTORS_PAUSE, getContext().getSelf(), TryAgain.INSTANCE);
                return this;
            }
            if (channel == null) {
                return this;
            }
            open(channel);
        }
        return this;
    }

    private Behavior<Command> tryAgain() {
        key.interestOps(SelectionKey.OP_ACCEPT);
        return this;
    }

    private void open(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (peer == null) {
                channel.close();
                return;
            }
            spawn(new ConnectionInfoCard(server.connections().nextCid(), peer), channel);
        } catch (IOException e) {
            server.log().debug(() -> "a connection was gone before it was taken: " + e.getMessage());
            closeQuietly(channel);
        }
    }

    private Behavior<Command> open(InProcessClient client) {
        spawn(
                new ConnectionInfoCard(server.connections().nextCid(), InProcessClient.ADDRESS, client),
                /* channel= */ null);
        return this;
    }

    private void spawn(ConnectionInfoCard card, @Nullable SocketChannel channel) {
        server.connections().add(card);
        int loop = nextLoop;
        nextLoop = (nextLoop + 1) % server.loops().count();
        getContext()
                .spawn(
                        Connection.create(server, card, channel, loop),
                        "c" + card.cid(),
                        DispatcherSelector.fromConfig(server.loops().dispatcher(loop)));
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private Behavior<Command> stop(Stop message) {
        closed();
        message.replyTo().tell(Server.ListenerStopped.INSTANCE);
        return this;
    }

    private Behavior<Command> closed() {
        try {
            socket.close();
        } catch (IOException e) {
            server.log().debug(() -> "closing the client port: " + e.getMessage());
        }
        return this;
    }
}
