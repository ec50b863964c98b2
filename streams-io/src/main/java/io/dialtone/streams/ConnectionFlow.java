package io.dialtone.streams;

import akka.NotUsed;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole stack of a connection, in order:
 *
 * <pre>
 *   socket  &lt;-&gt;  ( PROXY header, TLS )  &lt;-&gt;  ( S2 )  &lt;-&gt;  operations and outbox
 * </pre>
 *
 * <p>What is in brackets is there only where a listener or a dialled server has it: a plain connection pays nothing for it.
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
     */
    public void run(
            int loop,
            SocketChannel channel,
            InetSocketAddress peer,
            TransportSecurity security,
            Session session,
            ConnectionPort port,
            ConnectionEvents events) {
        run(loop, channel, peer, security, session, port, events, null, settings);
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
            @Nullable LinkCompression compression,
            UnaryOperator<LiveSettings> pace) {
        PacedSettings paced = new PacedSettings(settings, pace);
        run(loop, channel, peer, security, session, port, events, compression, paced);
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
            @Nullable LinkCompression compression,
            Supplier<LiveSettings> its) {
        Flow<Batch, Chunk, NotUsed> transport = Flow.fromGraph(
                new SocketStage(channel, its.get().writeDeadline().toNanos(), port));
        if (security.isNeeded()) {
            transport = transport.join(BidiFlow.fromGraph(new OpeningStage(security, peer, session, events, log)));
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
}
