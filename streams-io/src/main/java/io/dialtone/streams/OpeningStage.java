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
import io.dialtone.streams.tls.Opening;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Between the socket and the operations of a connection that has TLS or PROXY headers. First it does as {@link Opening}
 * says, or as whoever dialled ({@link DialSecurity}); then it encrypts and decrypts, or passes everything on.
 *
 * <pre>
 *   socket --Chunk--&gt; cipherIn  [ opening | handshake | decrypt ] plainOut  --Chunk--&gt; operations
 *   socket &lt;-Batch--- cipherOut [   INFO  | handshake | encrypt ] plainIn   &lt;-Batch--- outbox
 * </pre>
 *
 * <p>It asks the socket for more only when what it has is passed on, and the outbox only when the socket took all, so back-
 * pressure and write deadlines are those of a plain connection. Costly steps of a handshake run elsewhere.
 */
final class OpeningStage extends GraphStage<BidiShape<Chunk, Chunk, Batch, Batch>> {
    private final Inlet<Chunk> cipherIn = Inlet.create("opening.cipherIn");
    private final Outlet<Chunk> plainOut = Outlet.create("opening.plainOut");
    private final Inlet<Batch> plainIn = Inlet.create("opening.plainIn");
    private final Outlet<Batch> cipherOut = Outlet.create("opening.cipherOut");
    private final BidiShape<Chunk, Chunk, Batch, Batch> shape = BidiShape.of(cipherIn, plainOut, plainIn, cipherOut);
    private final TransportSecurity security;
    private final ConnectionEvents events;
    private final OpeningLog log;
    private final @Nullable Handover handover;

    /**
     * @param handover takes over what encrypts when the stages end for it; null: nobody does
     */
    OpeningStage(
            TransportSecurity security,
            InetSocketAddress peer,
            Session session,
            ConnectionEvents events,
            ServerLog log,
            @Nullable Handover handover) {
        this.handover = handover;
        this.security = security;
        this.events = events;
        this.log = new OpeningLog(log, session, peer, security);
    }

    @Override
    public BidiShape<Chunk, Chunk, Batch, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic implements OpeningPhases.Stage {
        private final AsyncCallback<Integer> timerCallback;
        private final AsyncCallback<TlsUpgrade.Decision> decisionCallback;
        private final AsyncCallback<BoxedUnit> tasksCallback;
        private final OpeningPhases phases;

        Logic() {
            super(shape);
            timerCallback = createAsyncCallback(this::onTimer);
            decisionCallback = createAsyncCallback(this::onDecision);
            tasksCallback = createAsyncCallback(ignored -> onTasksDone());
            phases = new OpeningPhases(security, events, log, this, handover);
            setHandler(cipherIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    received(grab(cipherIn));
                }

                @Override
                public void onUpstreamFinish() {
                    phases.endOfInput();
                    drive();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    if (phases.isHandshake()) {
                        phases.readFailed(cause);
                        drive();
                    } else {
                        fail(plainOut, cause);
                    }
                }
            });
            setHandler(plainOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    drive();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    noMoreReaders(cause);
                }
            });
            setHandler(plainIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    phases.toSend(grab(plainIn));
                    drive();
                }

                @Override
                public void onUpstreamFinish() {
                    phases.endOfOutput();
                    drive();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    if (phases.isFailed()) {
                        // An orderly end, so that the peer gets to read the alert or the error that is on its way.
                        phases.endOfOutput();
                        drive();
                    } else {
                        failStage(cause);
                    }
                }
            });
            setHandler(cipherOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    drive();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancelStage(cause);
                }
            });
        }

        @Override
        public void preStart() {
            phases.begin();
            drive();
        }

        /** The one place that decides what to push, to pull and whether it is over. */
        private void drive() {
            if (!phases.cipher().isEmpty() && isAvailable(cipherOut)) {
                push(cipherOut, phases.cipher().takeAll());
            }
            if (!phases.plain().isEmpty() && isAvailable(plainOut)) {
                push(plainOut, phases.plain().poll());
            }
            if (phases.isOutputUsed()) {
                complete(cipherOut);
                completeStage();
                return;
            }
            if (phases.isHandedOver() && !isClosed(plainOut)) {
                complete(plainOut);
            }
            if (phases.wantsInput(isAvailable(plainOut)) && !hasBeenPulled(cipherIn) && !isClosed(cipherIn)) {
                pull(cipherIn);
            }
            if (phases.wantsOutput() && isAvailable(cipherOut) && !hasBeenPulled(plainIn) && !isClosed(plainIn)) {
                pull(plainIn);
            }
        }

        private void received(Chunk fresh) {
            if (phases.isPlain()) {
                push(plainOut, fresh);
            } else {
                phases.received(fresh);
            }
            drive();
        }

        private void noMoreReaders(Throwable cause) {
            if (cause instanceof ConnectionFailure) {
                if (!phases.isFailed()) {
                    cancelStage(cause);
                }
                return;
            }
            if (!isClosed(cipherIn)) {
                cancel(cipherIn);
            }
            phases.noMoreReaders();
            drive();
        }

        @Override
        public void postStop() {
            phases.release();
        }

        // ---- what the phases want

        @Override
        public void refuse(CloseReason reason) {
            if (!isClosed(plainOut)) {
                fail(plainOut, new ConnectionFailure(reason));
            }
        }

        @Override
        public void timeIsUp(int number) {
            timerCallback.invoke(number);
        }

        private void onTimer(int number) {
            phases.onTimer(number);
            drive();
        }

        @Override
        public void decided(TlsUpgrade.Decision decision) {
            decisionCallback.invoke(decision);
        }

        private void onDecision(TlsUpgrade.Decision decision) {
            phases.onDecision(decision);
            drive();
        }

        @Override
        public void tasksDone() {
            tasksCallback.invoke(BoxedUnit.UNIT);
        }

        private void onTasksDone() {
            phases.onTasksDone();
            drive();
        }
    }
}
