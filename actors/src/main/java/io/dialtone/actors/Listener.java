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
import io.dialtone.streams.UpgradedSocket;
import io.dialtone.streams.ws.AcceptedUpgrade;
import io.dialtone.streams.ws.UpgradeRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Owns the bound socket of the client port, or of that for WebSockets; makes a {@link Connection} of each connection it accepts, on
 * the event loops in turn. Runs on the first loop. Made by the {@link Server}; stops, closing the socket, at lame duck or shutdown.
 *
 * <p>On the port for WebSockets a connection is one only when its upgrade is done; some of them are leaf nodes, who are for others
 * to take.
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

    /** There is a WebSocket. */
    private record Upgraded(UpgradedSocket socket) implements Command {}

    /** Closes the socket and stops; connections stay. */
    record Stop(ActorRef<Server.Command> replyTo) implements Command {}

    /** Makes a connection of a client in this process. */
    record Inside(InProcessClient client) implements Command {}

    private static final int MOST_AT_ONCE = 256;
    private static final Duration NO_DESCRIPTORS_PAUSE = Duration.ofMillis(100);

    private final ServerContext server;
    private final ServerSocketChannel socket;
    private final SelectionKey key;
    /** Null on the client port. */
    private final @Nullable AcceptedUpgrade upgrade;

    private int nextLoop;
    private boolean told;
    private boolean stopped;

    /** Of the client port. */
    static Behavior<Command> create(ServerContext server, ServerSocketChannel socket) {
        return Behaviors.setup(context -> new Listener(context, server, socket, null));
    }

    /** Of the port for WebSockets. */
    static Behavior<Command> ofWebSockets(ServerContext server, ServerSocketChannel socket) {
        return Behaviors.setup(
                context -> new Listener(context, server, socket, WebSocketPort.upgrade(server.options())));
    }

    private Listener(
            ActorContext<Command> context,
            ServerContext server,
            ServerSocketChannel socket,
            @Nullable AcceptedUpgrade upgrade)
            throws IOException {
        super(context);
        this.upgrade = upgrade;
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
                .onMessage(Upgraded.class, message -> upgraded(message.socket()))
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
            int loop = nextLoop;
            nextLoop = (nextLoop + 1) % server.loops().count();
            AcceptedUpgrade rules = upgrade;
            if (rules == null) {
                ClientSocket accepted = ClientSocket.accepted(channel, server.security(ClientOrigin.CLIENT_PORT));
                connect(accepted, peer, ClientOrigin.CLIENT_PORT, loop);
            } else {
                upgrade(rules, channel, peer, loop);
            }
        } catch (IOException e) {
            server.log().debug(() -> "a connection was gone before it was taken: " + e.getMessage());
            closeQuietly(channel);
        }
    }

    private Behavior<Command> open(InProcessClient client) {
        int loop = nextLoop;
        nextLoop = (nextLoop + 1) % server.loops().count();
        connect(ClientSocket.NONE, InProcessClient.ADDRESS, ClientOrigin.inProcess(client), loop);
        return this;
    }

    private void connect(ClientSocket accepted, InetSocketAddress peer, ClientOrigin origin, int loop) {
        long cid = server.connections().nextCid();
        ConnectionInfoCard card = new ConnectionInfoCard(cid, peer, origin);
        server.connections().add(card);
        getContext()
                .spawn(
                        Connection.create(server, card, accepted, loop),
                        "c" + cid,
                        DispatcherSelector.fromConfig(server.loops().dispatcher(loop)));
    }

    private void upgrade(AcceptedUpgrade rules, SocketChannel channel, InetSocketAddress peer, int loop) {
        ActorRef<Command> self = getContext().getSelf();
        server.flow()
                .upgrade(
                        loop,
                        channel,
                        peer,
                        server.webSocketSecurity(),
                        rules,
                        server.options().webSocket().handshakeTimeout(),
                        done -> self.tell(new Upgraded(done)),
                        // Whoever it was has been answered.
                        why -> {});
    }

    private Behavior<Command> upgraded(UpgradedSocket done) {
        UpgradeRequest request = done.request();
        if (stopped || request == null) {
            done.close();
        } else if (request.kind() == UpgradeRequest.Kind.LEAF) {
            server.leafDoor().accept(done);
        } else {
            connect(ClientSocket.upgraded(done), done.peer(), new ClientOrigin(request), done.loop());
        }
        return this;
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
        stopped = true;
        try {
            socket.close();
        } catch (IOException e) {
            server.log().debug(() -> "closing a port of clients: " + e.getMessage());
        }
        return this;
    }
}
