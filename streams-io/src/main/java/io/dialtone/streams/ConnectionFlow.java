package io.dialtone.streams;

import akka.NotUsed;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.ws.Upgrade;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole stack of a connection, in order:
 *
 * <pre>
 *   socket  &lt;-&gt;  ( PROXY header, TLS )  &lt;-&gt;  ( WebSocket )  &lt;-&gt;  ( S2 )  &lt;-&gt;  operations and outbox
 * </pre>
 *
 * <p>What is in brackets is there only where a listener or a dialled server has it: a plain connection pays nothing for it.
 * A WebSocket begins with {@link #upgrade}, which ends with the socket in somebody's hands.
 */
public final class ConnectionFlow {
    private final Materializer materializer;
    private final EventLoops loops;
    private final Supplier<LiveSettings> settings;
    private final ServerLog log;

    /**
     * @param settings asked again and again, as a reload changes it
     */
    public ConnectionFlow(Materializer materializer, EventLoops loops, Supplier<LiveSettings> settings, ServerLog log) {
        this.materializer = materializer;
        this.loops = loops;
        this.settings = settings;
        this.log = log;
    }

    /**
     * Starts the streams of a connection on its loop.
     *
     * @param channel accepted or dialled, not blocking; closed by the stream
     * @param peer whom it is connected to
     * @param security what comes before its operations
     * @param webSocket its frames, null for operations as they are
     */
    public void run(
            int loop,
            SocketChannel channel,
            InetSocketAddress peer,
            TransportSecurity security,
            Session session,
            ConnectionPort port,
            ConnectionEvents events,
            @Nullable WebSocket webSocket) {
        run(loop, channel, peer, security, session, port, events, webSocket, null, settings);
    }

    /**
     * The same for a link between servers.
     *
     * @param compression what its actor switches compression with, made with the same port; null where there is none
     * @param pace makes of the server's settings those that hold for this link
     */
    public void run(
            int loop,
            SocketChannel channel,
            InetSocketAddress peer,
            TransportSecurity security,
            Session session,
            ConnectionPort port,
            ConnectionEvents events,
            @Nullable WebSocket webSocket,
            @Nullable LinkCompression compression,
            UnaryOperator<LiveSettings> pace) {
        PacedSettings paced = new PacedSettings(settings, pace);
        run(loop, channel, peer, security, session, port, events, webSocket, compression, paced);
    }

    /** The same for a client in the same process, of which no socket is. */
    public void run(int loop, InProcessPeer peer, Session session, ConnectionPort port, ConnectionEvents events) {
        Flow<Batch, Chunk, NotUsed> transport = Flow.fromGraph(
                new InProcessStage(peer, settings.get().writeDeadline().toNanos(), port));
        transport
                .join(Flow.fromGraph(new ConnectionStage(session, port, events, settings, log)))
                .withAttributes(ActorAttributes.dispatcher(loops.dispatcher(loop)))
                .run(materializer);
    }

    private void run(
            int loop,
            SocketChannel channel,
            InetSocketAddress peer,
            TransportSecurity security,
            Session session,
            ConnectionPort port,
            ConnectionEvents events,
            @Nullable WebSocket webSocket,
            @Nullable LinkCompression compression,
            Supplier<LiveSettings> its) {
        Flow<Batch, Chunk, NotUsed> transport = Flow.fromGraph(
                new SocketStage(channel, its.get().writeDeadline().toNanos(), port));
        if (security.isNeeded()) {
            transport =
                    transport.join(BidiFlow.fromGraph(new OpeningStage(security, peer, session, events, log, null)));
        }
        if (webSocket != null) {
            transport = transport.join(BidiFlow.fromGraph(new WebSocketStage(webSocket, session, port, its, log)));
        }
        if (compression != null) {
            transport = transport.join(BidiFlow.fromGraph(new CompressionStage(compression)));
        }
        Flow<Chunk, Batch, NotUsed> connection = Flow.fromGraph(new ConnectionStage(session, port, events, its, log));
        transport
                .join(connection)
                .withAttributes(ActorAttributes.dispatcher(loops.dispatcher(loop)))
                .run(materializer);
    }

    /**
     * Runs the streams that make a WebSocket of a connection, and end with that.
     *
     * @param security what comes before HTTP
     * @param limit how long it may take; zero for no limit
     * @param taker is given what comes of it, or
     * @param failed is told why nothing does; one of them, on the loop
     */
    public void upgrade(
            int loop,
            SocketChannel channel,
            InetSocketAddress peer,
            TransportSecurity security,
            Upgrade upgrade,
            Duration limit,
            Consumer<UpgradedSocket> taker,
            Consumer<String> failed) {
        Handover handover = new Handover(peer, loop, taker, failed);
        UpgradeEvents events = new UpgradeEvents(handover);
        Session session = new Session(new SubjectSpace());
        session.label(events.label(peer));
        ConnectionPort port =
                new ConnectionPort(0, loops.count(), settings.get().maxPayload(), events);
        Flow<Batch, Chunk, NotUsed> transport = Flow.fromGraph(
                new SocketStage(channel, settings.get().writeDeadline().toNanos(), port, handover));
        if (security.isNeeded()) {
            transport = transport.join(
                    BidiFlow.fromGraph(new OpeningStage(security, peer, session, events, log, handover)));
        }
        transport
                .join(Flow.fromGraph(new UpgradeStage(upgrade, handover, limit, session.label(), log)))
                .withAttributes(ActorAttributes.dispatcher(loops.dispatcher(loop)))
                .run(materializer);
    }
}
