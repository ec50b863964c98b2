package io.dialtone.streams;

import akka.NotUsed;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/**
 * The whole stack of a client connection, in order:
 *
 * <pre>
 *   socket  &lt;-&gt;  operations and outbox
 * </pre>
 */
public final class ConnectionFlow {
    private final Materializer materializer;
    private final EventLoops loops;
    private final Supplier<LiveSettings> settings;
    private final ServerLog log;

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
     */
    public void run(int loop, SocketChannel channel, Session session, ConnectionPort port, ConnectionEvents events) {
        Flow<Batch, Chunk, NotUsed> socket = Flow.fromGraph(
                new SocketStage(channel, settings.get().writeDeadline().toNanos(), port));
        Flow<Chunk, Batch, NotUsed> connection =
                Flow.fromGraph(new ConnectionStage(session, port, events, settings, log));
        socket.join(connection)
                .withAttributes(ActorAttributes.dispatcher(loops.dispatcher(loop)))
                .run(materializer);
    }
}
