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
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * What {@link SocketStage} is for a socket, for a client in the same process: batches in are shown to it, what it has to say comes
 * out. It reads only when asked to, and asks for the next batches only when the client has taken the last ones, so back-pressure and
 * the rules for slow consumers are those of a socket.
 */
final class InProcessStage extends GraphStage<FlowShape<Batch, Chunk>> {
    private final Inlet<Batch> in = Inlet.create("peer.in");
    private final Outlet<Chunk> out = Outlet.create("peer.out");
    private final FlowShape<Batch, Chunk> shape = FlowShape.of(in, out);
    private final InProcessPeer peer;
    private final long closeDeadlineNanos;
    private final ConnectionPort port;

    /**
     * @param port told how much the peer took
     * @param closeDeadlineNanos how long the last bytes may take after the stream has ended
     */
    InProcessStage(InProcessPeer peer, long closeDeadlineNanos, ConnectionPort port) {
        this.peer = peer;
        this.closeDeadlineNanos = closeDeadlineNanos;
        this.port = port;
    }

    @Override
    public FlowShape<Batch, Chunk> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic implements Batch.Gather, InProcessPeer.Bell {
        private static final int READABLE = 1;
        private static final int WRITABLE = 2;

        private final EventLoop loop = EventLoop.current();
        private final AsyncCallback<BoxedUnit> rungCallback = createAsyncCallback(ignored -> onRung());
        private final AsyncCallback<BoxedUnit> endCallback = createAsyncCallback(ignored -> completeStage());
        /** What was rung for since the stream looked; one callback for all of it. */
        private final AtomicInteger rung = new AtomicInteger();

        // Output: batches that the peer has not taken, and how much of the first one it has.
        private @Nullable Batch first;
        private long done;
        private long taken;
        private boolean finishing;
        private String reason = "";

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    first = grab(in);
                    write();
                }

                @Override
                public void onUpstreamFinish() {
                    finishing = true;
                    loop.schedule(closeDeadlineNanos, () -> endCallback.invoke(BoxedUnit.UNIT));
                    write();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    remember(cause);
                    failStage(cause);
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    read();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    // Otherwise no more is read, and what was queued before still goes out.
                    if (cause instanceof ConnectionFailure) {
                        remember(cause);
                        failStage(cause);
                    }
                }
            });
        }

        @Override
        public void preStart() {
            peer.attached(this);
            pull(in);
        }

        @Override
        public void readable() {
            ring(READABLE);
        }

        @Override
        public void writable() {
            ring(WRITABLE);
        }

        private void ring(int what) {
            if (rung.getAndUpdate(before -> before | what) == 0) {
                rungCallback.invoke(BoxedUnit.UNIT);
            }
        }

        private void onRung() {
            int what = rung.getAndSet(0);
            if ((what & WRITABLE) != 0) {
                write();
            }
            if ((what & READABLE) != 0 && isAvailable(out)) {
                read();
            }
        }

        private void read() {
            Chunk chunk = loop.memory().takeChunk();
            int n = peer.read(chunk.buffer().limit(port.readSize()));
            if (n > 0) {
                chunk.filled(n);
                push(out, chunk);
                return;
            }
            chunk.release();
            if (n < 0) {
                complete(out);
            }
        }

        private void write() {
            if (!isTaken()) {
                return;
            }
            if (finishing) {
                completeStage();
            } else if (!hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        /** Shows the peer what it has not taken; whether that was all. */
        private boolean isTaken() {
            Batch batch = first;
            while (batch != null) {
                taken = 0;
                boolean all = batch.gather(done, this);
                port.wrote(taken);
                done += taken;
                if (!all) {
                    return false;
                }
                first = batch.next;
                done = 0;
                batch.release();
                batch = first;
            }
            return true;
        }

        @Override
        public boolean copied(byte[] source, int from, int count) {
            int n = peer.write(source, from, count);
            taken += n;
            return n == count;
        }

        @Override
        public boolean direct(ByteBuffer source, int from, int count) {
            int n = peer.write(source, from, count);
            taken += n;
            return n == count;
        }

        private void remember(Throwable cause) {
            if (cause instanceof ConnectionFailure failure) {
                reason = failure.reason().text();
            }
        }

        @Override
        public void postStop() {
            Batch batch = first;
            first = null;
            while (batch != null) {
                Batch following = batch.next;
                batch.release();
                batch = following;
            }
            peer.ended(reason);
        }
    }
}
