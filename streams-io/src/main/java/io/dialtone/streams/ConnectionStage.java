package io.dialtone.streams;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import io.dialtone.routing.ByteText;
import io.dialtone.streams.ConnectionPort.Request;
import io.dialtone.streams.OperationReader.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * The middle of a connection: reads come in, what waits in the connection's outbox goes out.
 *
 * <pre>
 *   socket --Chunk--> [ OperationReader -> Router ] ----> outboxes of others
 *                          |         ^
 *                control operations  | resume
 *                          v         |
 *                     Connection actor
 *   socket <--Batch-- [ own outbox ] <------------------- routers of others
 * </pre>
 *
 * <p>A read is worked through in one go. At a run of control operations the stage hands the run to the actor and goes on
 * when that has taken effect, so everything a client sends takes effect in the order sent. It asks for the next read only
 * when this one is done and, if somebody it delivered to is far behind, after a short wait: that is the backpressure a
 * publisher feels.
 */
final class ConnectionStage extends GraphStage<FlowShape<Chunk, Batch>> {
    private final Inlet<Chunk> in = Inlet.create("connection.in");
    private final Outlet<Batch> out = Outlet.create("connection.out");
    private final FlowShape<Chunk, Batch> shape = FlowShape.of(in, out);
    private final Session session;
    private final ConnectionPort port;
    private final ConnectionEvents events;
    private final Supplier<LiveSettings> settings;
    private final ServerLog log;

    ConnectionStage(
            Session session,
            ConnectionPort port,
            ConnectionEvents events,
            Supplier<LiveSettings> settings,
            ServerLog log) {
        this.session = session;
        this.port = port;
        this.events = events;
        this.settings = settings;
        this.log = log;
    }

    @Override
    public FlowShape<Chunk, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private static final int MOST_PER_PUSH = 512 * 1024;
        /** A payload of this size gains more from a long read than from a read that fits the processor's cache. */
        private static final int LARGE_READS_FROM = 5 * 1024;

        private static final long STALL_NANOS = 10_000_000;
        private static final long STALL_LOOK_NANOS = 1_000_000;
        private static final byte[] PONG = ByteText.bytes("PONG\r\n");

        private final EventLoop loop = EventLoop.current();
        private final OperationReader reader = new OperationReader(loop.memory().scratch());
        private final Router router = new Router(loop, port.outbox(), session, reader, log);
        private final Publisher publisher = new Publisher(session, router, reader, events, log);
        private int seenVersion = -1;

        // Input: the chunk being worked on stays until all of it is done.
        private @Nullable Chunk chunk;
        private boolean awaitingActor;
        private boolean inputOver;
        private long stallEnds;
        private final List<ControlOperation> run = new ArrayList<>();

        // Output.
        private @Nullable Batch waiting;
        private long pushedBytes;
        private long pushedMessages;
        private long pushedMessageBytes;
        private int pushedBatches;
        private long pushedAt;
        private long progressAtPush;
        /** Set while a write is late and the connection is kept all the same. */
        private boolean late;

        private EventLoop.@Nullable Timer deadline;
        private @Nullable CloseReason closing;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    read(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    endInput(CloseReason.CLIENT_CLOSED);
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    endInput(cause instanceof ConnectionFailure f ? f.reason() : CloseReason.READ_ERROR);
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    written();
                    pushNext();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    CloseReason why = cause instanceof ConnectionFailure f ? f.reason() : CloseReason.WRITE_ERROR;
                    if (closing == null && !inputOver) {
                        endInput(why);
                    }
                    completeStage();
                }
            });
        }

        @Override
        public void preStart() {
            port.attach(createAsyncCallback(this::asked), loop);
            pull(in);
            if (!port.outbox().isEmpty() && isAvailable(out)) {
                pushNext();
            }
        }

        private void asked(Request request) {
            switch (request) {
                case Request.Resume ignored -> resume();
                case Request.Wake ignored -> {
                    if (isAvailable(out)) {
                        pushNext();
                    }
                }
                case Request.Overflowed ignored ->
                    slow(
                            CloseReason.SLOW_CONSUMER_PENDING,
                            "Slow Consumer Detected: MaxPending of "
                                    + port.outbox().maxPending() + " Exceeded");
                case Request.Close close -> close(close.reason());
            }
        }

        // ---- input

        private void read(Chunk fresh) {
            if (inputOver) {
                fresh.release();
                return;
            }
            chunk = fresh;
            work(fresh, 0);
        }

        private void work(Chunk now, int from) {
            port.attending(true);
            LiveSettings live = settings.get();
            refresh(live);
            reader.attach(now, from);
            boolean done = scan(now);
            // Of large payloads as few as possible should be cut in two, because those are gathered on the heap.
            port.readSize(reader.size() < LARGE_READS_FROM ? Chunk.USUAL_READ : Chunk.CAPACITY);
            reader.detach();
            publisher.count(port.counters());
            router.count(port.counters());
            boolean gated = router.flush();
            port.attending(false);
            if (done) {
                now.release();
                chunk = null;
                if (!awaitingActor && !inputOver) {
                    proceed(gated && !live.noFastProducerStall());
                }
            }
            if (isAvailable(out)) {
                pushNext();
            }
        }

        private void refresh(LiveSettings live) {
            int payload =
                    live.maxPayload() < 0 ? session.maxPayload() : Math.min(live.maxPayload(), session.maxPayload());
            reader.limits(payload, live.maxControlLine(), session.headers());
            if (seenVersion != session.version()) {
                seenVersion = session.version();
                router.rebind();
            }
            router.settings(live);
            publisher.settings(live);
        }

        /** Works through the chunk; returns whether nothing of it is left to do. */
        private boolean scan(Chunk now) {
            while (true) {
                int before = reader.position();
                if (session.awaitsConnect()
                        && !reader.isWithin()
                        && before < now.length()
                        && (now.buffer().get(before) | 0x20) != 'c') {
                    if (run.isEmpty()) {
                        run.add(new ControlOperation.WithoutConnect());
                    }
                    handOver(before);
                    return false;
                }
                Op op = reader.next();
                if (op == Op.PUB || op == Op.HPUB) {
                    if (!run.isEmpty()) {
                        handOver(before);
                        return false;
                    }
                    publisher.publish();
                } else if (op == Op.NEED_MORE) {
                    if (!run.isEmpty()) {
                        handOver(now.length());
                    }
                    return true;
                } else if (!control(op, before)) {
                    return false;
                }
            }
        }

        /** Anything that is not a publish. Returns false when the stage has to wait or is done. */
        private boolean control(Op op, int before) {
            switch (op) {
                case PING -> {
                    if (!run.isEmpty()) {
                        handOver(before);
                        return false;
                    }
                    return ping();
                }
                case PONG -> {
                    publisher.trace("<<- [PONG]");
                    events.pong();
                }
                case OK -> publisher.trace("<<- [OK]");
                case FAILED -> {
                    if (!run.isEmpty()) {
                        handOver(before);
                        return false;
                    }
                    violate(reader.error());
                    return false;
                }
                default -> {
                    ControlOperation operation = operation(op);
                    run.add(operation);
                    if (op != Op.SUB && op != Op.UNSUB) {
                        handOver(reader.position());
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean ping() {
            publisher.trace("<<- [PING]");
            port.counters().active(System.currentTimeMillis());
            if (session.stageAnswersPings()) {
                publisher.trace("->> [PONG]");
                router.reply(PONG);
                return true;
            }
            run.add(new ControlOperation.Ping());
            handOver(reader.position());
            return false;
        }

        private ControlOperation operation(Op op) {
            return switch (op) {
                case SUB -> {
                    boolean queue = reader.argumentCount() == 3;
                    yield new ControlOperation.Subscribe(
                            reader.argument(0), queue ? reader.argument(1) : null, reader.argument(queue ? 2 : 1));
                }
                case UNSUB -> {
                    byte[] max = reader.argumentCount() == 2 ? reader.argument(1) : new byte[0];
                    yield new ControlOperation.Unsubscribe(
                            reader.argument(0), OperationReader.decimal(max, 0, max.length));
                }
                case CONNECT -> new ControlOperation.Connect(reader.arguments());
                case INFO -> new ControlOperation.Info(reader.arguments());
                default -> new ControlOperation.ClientError(ByteText.text(reader.arguments()));
            };
        }

        private int resumeAt;

        /** Gives the run to the actor; the rest of the chunk, from {@code at} on, waits for {@link #resume}. */
        private void handOver(int at) {
            resumeAt = at;
            awaitingActor = true;
            List<ControlOperation> batch = List.copyOf(run);
            run.clear();
            // What was published before must be on its way before the run takes effect.
            router.flush();
            events.control(batch);
        }

        private void resume() {
            if (!awaitingActor) {
                return;
            }
            awaitingActor = false;
            Chunk rest = chunk;
            if (inputOver) {
                dropChunk();
            } else if (rest != null) {
                work(rest, resumeAt);
            } else {
                proceed(false);
            }
        }

        /** Asks for the next read, now or after those far behind had a moment. */
        private void proceed(boolean wait) {
            if (wait && router.isAnyGated()) {
                port.counters().stalled();
                stallEnds = System.nanoTime() + STALL_NANOS;
                loop.schedule(STALL_LOOK_NANOS, () -> look.invoke(BoxedUnit.UNIT));
            } else if (!hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private final akka.stream.stage.AsyncCallback<BoxedUnit> look = createAsyncCallback(ignored -> stillStalled());

        private void stillStalled() {
            if (inputOver) {
                return;
            }
            boolean over = System.nanoTime() - stallEnds >= 0;
            if (router.isAnyGated() && !over) {
                loop.schedule(STALL_LOOK_NANOS, () -> look.invoke(BoxedUnit.UNIT));
                return;
            }
            if (over) {
                events.stalled("Producer was stalled for a total of 10ms");
            }
            if (!hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private void violate(ProtocolError error) {
            inputOver = true;
            publisher.count(port.counters());
            events.violated(error);
        }

        private void endInput(CloseReason reason) {
            if (!inputOver) {
                inputOver = true;
                events.inputEnded(reason);
            }
        }

        private void dropChunk() {
            Chunk rest = chunk;
            if (rest != null) {
                chunk = null;
                rest.release();
            }
        }

        // ---- output

        private void written() {
            if (pushedBytes > 0) {
                port.outbox().written(pushedBytes);
                port.counters().sent(pushedMessages, pushedMessageBytes);
                if (late) {
                    late = false;
                    String took = GoDuration.text(Duration.ofNanos(System.nanoTime() - pushedAt));
                    events.recovered("Slow Consumer Recovered: Flush took " + took + " with " + pushedBatches
                            + " chunks of " + pushedBytes + " total bytes.");
                }
                pushedBytes = 0;
            }
        }

        /** Pushes what waits, up to a bound, so that pending bytes go down while a long queue is written. */
        private void pushNext() {
            Batch first = waiting;
            if (first == null) {
                first = port.outbox().takeAll();
            }
            if (first == null) {
                if (closing != null) {
                    complete(out);
                    completeStage();
                }
                return;
            }
            pushedMessages = 0;
            pushedMessageBytes = 0;
            pushedBatches = 0;
            Batch last = first;
            while (true) {
                pushedBytes += last.size();
                pushedMessages += last.messages();
                pushedMessageBytes += last.messageBytes();
                pushedBatches++;
                Batch following = last.next;
                if (following == null || pushedBytes >= MOST_PER_PUSH) {
                    waiting = following;
                    break;
                }
                last = following;
            }
            last.next = null;
            pushedAt = System.nanoTime();
            progressAtPush = port.bytesWritten();
            watchDeadline();
            push(out, first);
        }

        private void watchDeadline() {
            if (deadline == null) {
                long nanos = settings.get().writeDeadline().toNanos();
                deadline = loop.schedule(nanos, () -> deadlineCheck.invoke(BoxedUnit.UNIT));
            }
        }

        private final akka.stream.stage.AsyncCallback<BoxedUnit> deadlineCheck =
                createAsyncCallback(ignored -> checkDeadline());

        private void checkDeadline() {
            deadline = null;
            if (pushedBytes == 0 || isAvailable(out) || isClosed(out)) {
                return;
            }
            LiveSettings live = settings.get();
            long left = live.writeDeadline().toNanos() - (System.nanoTime() - pushedAt);
            if (left > 0) {
                deadline = loop.schedule(left, () -> deadlineCheck.invoke(BoxedUnit.UNIT));
            } else {
                deadlinePassed(live);
            }
        }

        /** Ends the connection, unless it took something in the meantime and the options say to keep such. */
        private void deadlinePassed(LiveSettings live) {
            boolean keep = live.keepOnWriteDeadline() && port.bytesWritten() > progressAtPush;
            String line = "Slow Consumer " + (late ? "State" : "Detected") + ": WriteDeadline of "
                    + GoDuration.text(live.writeDeadline()) + " exceeded with " + pushedBatches + " chunks of "
                    + pushedBytes + " total bytes.";
            if (!keep) {
                slow(CloseReason.SLOW_CONSUMER_DEADLINE, line);
                return;
            }
            late = true;
            progressAtPush = port.bytesWritten();
            events.late(line);
            deadline = loop.schedule(live.writeDeadline().toNanos(), () -> deadlineCheck.invoke(BoxedUnit.UNIT));
        }

        private void slow(CloseReason reason, String logLine) {
            if (closing == null || closing.flushes()) {
                inputOver = true;
                closing = reason;
                port.outbox().close();
                events.tooSlow(reason, logLine);
                failStage(new ConnectionFailure(reason));
            }
        }

        private void close(CloseReason reason) {
            if (closing != null) {
                return;
            }
            closing = reason;
            inputOver = true;
            if (!reason.flushes()) {
                port.outbox().close();
                failStage(new ConnectionFailure(reason));
                return;
            }
            if (!isClosed(in)) {
                cancel(in);
            }
            if (waiting == null && port.outbox().isEmpty()) {
                // What was pushed before is still written; nothing more comes.
                complete(out);
                completeStage();
            } else if (isAvailable(out)) {
                pushNext();
            }
        }

        @Override
        public void postStop() {
            // What was laid out for others goes off even when this stage failed in the middle of a read.
            router.flush();
            port.outbox().close();
            dropChunk();
            if (deadline != null) {
                deadline.cancel();
            }
            release(waiting);
            waiting = null;
            release(port.outbox().takeAll());
            events.ended();
        }

        private void release(@Nullable Batch from) {
            Batch b = from;
            while (b != null) {
                Batch following = b.next;
                b.release();
                b = following;
            }
        }
    }
}
