package io.dialtone.streams;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * A TCP connection as a flow: batches in are written, what is read comes out. Owns the channel and closes it when it ends.
 *
 * <p>It reads only when asked to, so a connection whose stream waits is not read and TCP slows its peer; and it asks for
 * the next batches only when the last ones are written. After an orderly end of its input it still takes, for a moment,
 * what the peer sends, so that the peer gets to read the last bytes instead of a reset.
 */
final class SocketStage extends GraphStage<FlowShape<Batch, Chunk>> {
    private static final long LINGER_NANOS = 500_000_000L;

    private final Inlet<Batch> in = Inlet.create("socket.in");
    private final Outlet<Chunk> out = Outlet.create("socket.out");
    private final FlowShape<Batch, Chunk> shape = FlowShape.of(in, out);
    private final SocketChannel channel;
    private final long closeDeadlineNanos;
    private final ConnectionPort port;
    /** Takes the socket over instead of its being closed; null: nobody does. */
    private final @Nullable Handover handover;

    /**
     * @param channel connected and not blocking
     * @param port told how much was written
     * @param closeDeadlineNanos how long the last bytes may take after the stream has ended
     */
    SocketStage(SocketChannel channel, long closeDeadlineNanos, ConnectionPort port) {
        this(channel, closeDeadlineNanos, port, null);
    }

    /** The same, for somebody who may want the socket when the stream has ended. */
    SocketStage(SocketChannel channel, long closeDeadlineNanos, ConnectionPort port, @Nullable Handover handover) {
        this.channel = channel;
        this.closeDeadlineNanos = closeDeadlineNanos;
        this.port = port;
        this.handover = handover;
    }

    @Override
    public FlowShape<Batch, Chunk> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final EventLoop loop = EventLoop.current();
        private final SocketWriter writer = new SocketWriter(channel, loop.memory(), port);
        private final AsyncCallback<BoxedUnit> readyCallback = createAsyncCallback(ignored -> onReady());
        private final AsyncCallback<BoxedUnit> endCallback = createAsyncCallback(ignored -> completeStage());
        private @Nullable SelectionKey key;
        private int ready;
        private boolean readParked;
        private boolean finishing;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    writer.add(grab(in));
                    write();
                }

                @Override
                public void onUpstreamFinish() {
                    if (isHandedOver()) {
                        completeStage();
                        return;
                    }
                    finishing = true;
                    loop.schedule(closeDeadlineNanos, () -> endCallback.invoke(BoxedUnit.UNIT));
                    if (writer.isEmpty()) {
                        linger();
                    }
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (readParked) {
                        readParked = false;
                        interest(SelectionKey.OP_READ, true);
                    }
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    if (cause instanceof ConnectionFailure) {
                        failStage(cause);
                    } else {
                        interest(SelectionKey.OP_READ, false);
                    }
                }
            });
        }

        @Override
        public void preStart() throws IOException {
            key = loop.register(channel, SelectionKey.OP_READ, this::noteReady);
            pull(in);
        }

        /** On the loop, outside the stream: says so to the stream, once until that has looked. */
        private void noteReady(int operations) {
            boolean told = ready != 0;
            ready |= operations;
            if (!told) {
                readyCallback.invoke(BoxedUnit.UNIT);
            }
        }

        private void onReady() {
            int operations = ready;
            ready = 0;
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                write();
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                if (finishing) {
                    discard();
                } else if (isAvailable(out)) {
                    read();
                } else {
                    readParked = true;
                    interest(SelectionKey.OP_READ, false);
                }
            }
        }

        private void read() {
            Chunk chunk = loop.memory().takeChunk();
            int n;
            try {
                n = channel.read(chunk.buffer().limit(port.readSize()));
            } catch (IOException e) {
                chunk.release();
                interest(SelectionKey.OP_READ, false);
                fail(out, new ConnectionFailure(CloseReason.READ_ERROR, String.valueOf(e.getMessage())));
                return;
            }
            if (n > 0) {
                chunk.filled(n);
                push(out, chunk);
                return;
            }
            chunk.release();
            if (n < 0) {
                interest(SelectionKey.OP_READ, false);
                complete(out);
            }
        }

        private void write() {
            boolean done;
            try {
                done = writer.write();
            } catch (IOException e) {
                failStage(new ConnectionFailure(CloseReason.WRITE_ERROR, String.valueOf(e.getMessage())));
                return;
            }
            interest(SelectionKey.OP_WRITE, !done);
            if (!done) {
                return;
            }
            if (finishing) {
                linger();
            } else if (!hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        /** All is written: says goodbye, and goes once the peer has, too. */
        private void linger() {
            try {
                channel.shutdownOutput();
                interest(SelectionKey.OP_READ, true);
                loop.schedule(LINGER_NANOS, () -> endCallback.invoke(BoxedUnit.UNIT));
            } catch (IOException e) {
                completeStage();
            }
        }

        private void discard() {
            ByteBuffer sink = loop.memory().writeBuffer().clear();
            try {
                if (channel.read(sink) < 0) {
                    completeStage();
                }
            } catch (IOException e) {
                completeStage();
            }
        }

        private void interest(int operation, boolean wanted) {
            SelectionKey k = key;
            if (k != null && k.isValid() && ((k.interestOps() & operation) != 0) != wanted) {
                k.interestOps(wanted ? k.interestOps() | operation : k.interestOps() & ~operation);
            }
        }

        private boolean isHandedOver() {
            return handover != null && handover.isDue();
        }

        @Override
        public void postStop() throws IOException {
            writer.release();
            Handover taker = handover;
            SelectionKey k = key;
            if (taker != null && taker.isDue() && k != null && k.isValid()) {
                // Whoever registers it next on this loop takes over the key, interest and handler.
                k.interestOps(0);
                taker.complete(channel);
                return;
            }
            channel.close();
            if (taker != null) {
                taker.closed();
            }
        }
    }
}
