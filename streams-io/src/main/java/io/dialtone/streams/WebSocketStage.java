package io.dialtone.streams;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import io.dialtone.streams.ws.CloseFrame;
import io.dialtone.streams.ws.FrameHeader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Between the transport and the operations of a WebSocket: takes frames apart and makes them, answers pings, says goodbye.
 *
 * <pre>
 *   transport --Chunk--&gt; wireIn  [ unmask, decompress ] plainOut --Chunk--&gt; operations
 *   transport &lt;-Batch--- wireOut [ frame, compress    ] plainIn  &lt;-Batch--- outbox
 *                            ^- pong, close
 * </pre>
 *
 * <p>What the outbox pushes at once is one message. It keeps nothing that was not asked for: a read is asked for when the last one
 * is passed on and no pong waits, and the outbox when the transport took all. Whoever breaks the rules of frames is cut off without a word, as by
 * nats-server.
 */
final class WebSocketStage extends GraphStage<BidiShape<Chunk, Chunk, Batch, Batch>> {
    private static final long MOST_OF_LINK = 1L << 30;

    private final Inlet<Chunk> wireIn = Inlet.create("webSocket.wireIn");
    private final Outlet<Chunk> plainOut = Outlet.create("webSocket.plainOut");
    private final Inlet<Batch> plainIn = Inlet.create("webSocket.plainIn");
    private final Outlet<Batch> wireOut = Outlet.create("webSocket.wireOut");
    private final BidiShape<Chunk, Chunk, Batch, Batch> shape = BidiShape.of(wireIn, plainOut, plainIn, wireOut);
    private final WebSocket webSocket;
    private final Session session;
    private final ConnectionPort port;
    private final Supplier<LiveSettings> settings;
    private final ServerLog log;

    WebSocketStage(
            WebSocket webSocket, Session session, ConnectionPort port, Supplier<LiveSettings> settings, ServerLog log) {
        this.webSocket = webSocket;
        this.session = session;
        this.port = port;
        this.settings = settings;
        this.log = log;
    }

    @Override
    public BidiShape<Chunk, Chunk, Batch, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private long maxMessage() {
        if (session.link() != null) {
            // Servers put what they have into one message; here none is gathered, so it does no harm.
            return MOST_OF_LINK;
        }
        int server = settings.get().maxPayload();
        return server < 0 ? session.maxPayload() : Math.min(server, session.maxPayload());
    }

    private final class Logic extends GraphStageLogic {
        private final EventLoop loop = EventLoop.current();
        private final UnframedChunks unframed =
                new UnframedChunks(loop.memory(), webSocket.terms(), WebSocketStage.this::maxMessage, this::control);
        private final FramedBatches framed = new FramedBatches(loop.memory(), webSocket.terms());
        /** Pongs, and frames for which the transport was not ready because of one. */
        private final CipherBatches waiting = new CipherBatches(loop.memory());

        private final AsyncCallback<BoxedUnit> late = createAsyncCallback(ignored -> completeStage());
        /** What the other side's close frame is answered with; null before it came. */
        private byte @Nullable [] goodbye;

        private boolean outputOver;

        Logic() {
            super(shape);
            setHandler(wireIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    unframed.add(grab(wireIn));
                    deliver();
                }

                @Override
                public void onUpstreamFinish() {
                    if (unframed.isUsedUp()) {
                        complete(plainOut);
                    }
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    unframed.release();
                    fail(plainOut, cause);
                }
            });
            setHandler(plainOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    deliver();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    unframed.release();
                    cancel(wireIn, cause);
                }
            });
            setHandler(plainIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    Batch frames = framed.frame(grab(plainIn));
                    if (waiting.isEmpty() && isAvailable(wireOut)) {
                        push(wireOut, frames);
                    } else {
                        waiting.add(frames);
                        send();
                    }
                }

                @Override
                public void onUpstreamFinish() {
                    endOutput();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    failStage(cause);
                }
            });
            setHandler(wireOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    send();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(plainIn, cause);
                }
            });
        }

        @Override
        public void preStart() {
            byte[] early = webSocket.early();
            if (early.length > 0) {
                Chunk chunk = loop.memory().takeChunk();
                chunk.buffer().put(early);
                chunk.filled(early.length);
                unframed.add(chunk);
            }
        }

        // ---- input

        /** Answers the demand there is: with what was taken out of frames, else with what the transport brings next. */
        private void deliver() {
            if (!isAvailable(plainOut)) {
                return;
            }
            Chunk next = unframed.next(port.readSize());
            String failure = unframed.failure();
            if (next != null) {
                push(plainOut, next);
            } else if (failure != null) {
                malformed(failure);
            } else if (unframed.isOver() || isClosed(wireIn)) {
                endInput();
            } else if (waiting.isEmpty() || isAvailable(wireOut)) {
                pull(wireIn);
            }
            send();
        }

        private void control(int opcode, byte[] payload) {
            if (opcode == FrameHeader.PING) {
                framed.control(FrameHeader.PONG, payload, waiting);
            } else if (opcode == FrameHeader.CLOSE) {
                CloseFrame.Answer answer = CloseFrame.answer(payload);
                goodbye = answer.answer();
                unframed.end(answer.failure());
            }
        }

        private void endInput() {
            unframed.release();
            complete(plainOut);
            if (!isClosed(wireIn)) {
                cancel(wireIn);
            }
        }

        private void malformed(String why) {
            log.error(session.label() + " - read error: " + why);
            unframed.release();
            if (!isClosed(wireIn)) {
                cancel(wireIn);
            }
            fail(plainOut, new ConnectionFailure(CloseReason.READ_ERROR, why));
        }

        // ---- output

        /** Gives the transport what waits, then what the outbox has, then the end. */
        private void send() {
            if (!isAvailable(wireOut)) {
                return;
            }
            if (!waiting.isEmpty()) {
                push(wireOut, waiting.takeAll());
                if (!hasBeenPulled(wireIn)) {
                    deliver();
                }
            } else if (outputOver) {
                sayGoodbye();
            } else if (!hasBeenPulled(plainIn) && !isClosed(plainIn)) {
                pull(plainIn);
            }
        }

        private void endOutput() {
            outputOver = true;
            if (!isAvailable(wireOut)) {
                // Nobody else looks any more whether the other side reads.
                loop.schedule(settings.get().writeDeadline().toNanos(), () -> late.invoke(BoxedUnit.UNIT));
            }
            send();
        }

        private void sayGoodbye() {
            byte[] answer = goodbye;
            CloseReason reason = port.closeReason();
            byte[] payload = answer != null ? answer : CloseFrame.payload(reason.webSocketStatus(), reason.text());
            framed.control(FrameHeader.CLOSE, payload, waiting);
            push(wireOut, waiting.takeAll());
            complete(wireOut);
            completeStage();
        }

        @Override
        public void postStop() {
            unframed.release();
            CipherBatches.release(waiting.takeAll());
        }
    }
}
