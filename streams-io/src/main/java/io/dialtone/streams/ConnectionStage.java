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
        /** A payload of this size gains more from a long read than from a read that fits the processor's cache. */
        private static final int LARGE_READS_FROM = 5 * 1024;

        /** Servers may send longer lines than clients: INFO with many addresses, lists of queue groups. */
        private static final int LINK_LINE_FACTOR = 16;

        private static final long STALL_NANOS = 10_000_000;
        private static final long STALL_LOOK_NANOS = 1_000_000;
        private static final byte[] PONG = ByteText.bytes("PONG\r\n");

        private final EventLoop loop = EventLoop.current();
        private final OperationReader reader = new OperationReader(loop.memory().scratch(), session.dialect());
        private final Router router = new Router(loop, port.outbox(), session, reader, log);
        private final MessageIntake publisher = session.link() == null
                ? SampledIntake.of(
                        new Publisher(session, router, reader, events, log), router, settings.get(), loop.index())
                : new LinkPublisher(session, router, reader, port.outbox(), events, log);
        private int seenVersion = -1;
        private final akka.stream.stage.AsyncCallback<Integer> pauseOver = createAsyncCallback(this::pauseOver);
        private final PublishPace pace = new PublishPace(loop, port, session, log, pauseOver::invoke);

        // Input: the chunk being worked on stays until all of it is done.
        private @Nullable Chunk chunk;
        private boolean awaitingActor;
        private boolean inputOver;
        private long stallEnds;
        private final List<ControlOperation> run = new ArrayList<>();

        // Output.
        private final akka.stream.stage.AsyncCallback<BoxedUnit> deadlineCheck =
                createAsyncCallback(ignored -> checkDeadline());
        private final PushedBatches pushed =
                new PushedBatches(loop, port, events, settings, () -> deadlineCheck.invoke(BoxedUnit.UNIT));
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
                    pushed.written();
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
                case Request.LimitsChanged ignored -> {
                    pace.renew();
                    if (pace.isPausing() && !inputOver) {
                        readOn();
                    }
                }
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
            pace.took(now.length());
            router.count(port.counters());
            boolean gated = router.flush();
            port.attending(false);
            if (done) {
                now.release();
                chunk = null;
                if (!awaitingActor && !inputOver) {
                    // Another server waits for nobody: behind it are publishers who have nothing to do with the slow
                    // one.
                    proceed(gated && session.link() == null && !live.noFastProducerStall());
                }
            }
            if (isAvailable(out)) {
                pushNext();
            }
        }

        private void refresh(LiveSettings live) {
            if (session.link() == null) {
                int payload = live.maxPayload() < 0
                        ? session.maxPayload()
                        : Math.min(live.maxPayload(), session.maxPayload());
                reader.limits(payload, live.maxControlLine(), session.headers());
            } else {
                reader.limits(session.maxPayload(), LINK_LINE_FACTOR * live.maxControlLine(), true);
            }
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
                        && !mayBegin(now.buffer().get(before))) {
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

        private boolean mayBegin(byte letter) {
            int lower = letter | 0x20;
            LinkPath link = session.link();
            return lower == 'c' || lower == 'i' && link != null && link.infoMayComeFirst();
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
                case IGNORED -> {}
                case FAILED -> {
                    if (!run.isEmpty()) {
                        handOver(before);
                        return false;
                    }
                    violate(reader.error());
                    return false;
                }
                default -> {
                    run.add(reader.control(op));
                    if (op != Op.SUB && op != Op.UNSUB && op != Op.INTEREST && op != Op.ACCOUNT_INTEREST) {
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
            } else {
                readOn();
            }
        }

        /** Asks for the next read, unless this connection has published more than it may. */
        private void readOn() {
            if (!pace.holds() && !hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private void pauseOver(int look) {
            if (pace.isCurrent(look) && !inputOver) {
                readOn();
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
            readOn();
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

        /** Pushes what waits; after the last of it, the end, when that is due. */
        private void pushNext() {
            Batch first = pushed.take();
            if (first != null) {
                push(out, first);
            } else if (closing != null) {
                complete(out);
                completeStage();
            }
        }

        private void checkDeadline() {
            pushed.checkDeadline(
                    !isAvailable(out) && !isClosed(out), line -> slow(CloseReason.SLOW_CONSUMER_DEADLINE, line));
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
            port.closeReason(reason);
            inputOver = true;
            if (!reason.flushes()) {
                port.outbox().close();
                failStage(new ConnectionFailure(reason));
                return;
            }
            if (!isClosed(in)) {
                cancel(in);
            }
            if (pushed.isEmpty()) {
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
            pace.end();
            dropChunk();
            pushed.release();
            events.ended();
        }
    }
}
