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
import io.dialtone.routing.ByteText;
import io.dialtone.streams.proxy.ProxyHeader;
import io.dialtone.streams.tls.HandshakeRate;
import io.dialtone.streams.tls.Opening;
import io.dialtone.streams.tls.Opening.Step;
import io.dialtone.streams.tls.TlsConnection;
import io.dialtone.streams.tls.TlsConnection.Progress;
import io.dialtone.streams.tls.TlsFailure;
import io.dialtone.streams.tls.TlsServerContext;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
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
    private static final byte[] THROTTLED =
            ByteText.bytes("-ERR 'Connection throttling is active. Please try again later.'\r\n");
    private static final long SECOND = 1_000_000_000L;

    private final Inlet<Chunk> cipherIn = Inlet.create("opening.cipherIn");
    private final Outlet<Chunk> plainOut = Outlet.create("opening.plainOut");
    private final Inlet<Batch> plainIn = Inlet.create("opening.plainIn");
    private final Outlet<Batch> cipherOut = Outlet.create("opening.cipherOut");
    private final BidiShape<Chunk, Chunk, Batch, Batch> shape = BidiShape.of(cipherIn, plainOut, plainIn, cipherOut);
    private final TransportSecurity security;
    private final ConnectionEvents events;
    private final OpeningLog log;

    OpeningStage(
            TransportSecurity security,
            InetSocketAddress peer,
            Session session,
            ConnectionEvents events,
            ServerLog log) {
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

    private enum Mode {
        /** Before anything but a PROXY header. */
        OPENING,
        /** Like it, with INFO on its way out. */
        GREETING,
        /** A dialled server's INFO comes in clear. */
        FIRST_LINE,
        /** It came: what follows is for the actor to say. */
        UNDECIDED,
        HANDSHAKE,
        SECURE,
        PLAIN,
        /** Nothing goes on to the operations any more; what is left for the socket still goes out. */
        FAILED
    }

    private final class Logic extends GraphStageLogic {
        private final EventLoop loop = EventLoop.current();
        private final Opening opening = new Opening(security.plan());
        private final PlainChunks plain = new PlainChunks(loop.memory());
        private final CipherBatches cipher = new CipherBatches(loop.memory());
        private final PlainSource source = new PlainSource();
        private final AsyncCallback<Integer> timerCallback = createAsyncCallback(this::onTimer);
        private final AsyncCallback<TlsUpgrade.Decision> decisionCallback = createAsyncCallback(this::onDecision);
        private final AsyncCallback<BoxedUnit> tasksCallback = createAsyncCallback(ignored -> onTasksDone());
        private Mode mode = Mode.OPENING;
        private @Nullable TlsConnection tls;
        /** Whether TLS came before INFO. */
        private boolean tlsFirst;

        private final HeldChunk held = new HeldChunk();
        private boolean tasksRunning;
        private boolean inputOver;
        private boolean outputOver;
        private final OneTimer timer = new OneTimer(loop, number -> timerCallback.invoke(number));

        Logic() {
            super(shape);
            setHandler(cipherIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    received(grab(cipherIn));
                }

                @Override
                public void onUpstreamFinish() {
                    inputOver = true;
                    checkEndOfInput();
                    drive();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    if (mode == Mode.HANDSHAKE) {
                        failed(new TlsFailure.ReadFailed(String.valueOf(cause.getMessage())));
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
                    toSend(grab(plainIn));
                }

                @Override
                public void onUpstreamFinish() {
                    TlsConnection t = tls;
                    if (mode == Mode.SECURE && t != null) {
                        t.close(cipher);
                    }
                    outputOver = true;
                    drive();
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    if (mode == Mode.FAILED) {
                        // An orderly end, so that the peer gets to read the alert or the error that is on its way.
                        outputOver = true;
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
            if (security instanceof DialSecurity dialled) {
                dialled(dialled);
            } else {
                follow(opening.begin());
            }
            drive();
        }

        /** The one place that decides what to push, to pull and whether it is over. */
        private void drive() {
            if (!cipher.isEmpty() && isAvailable(cipherOut)) {
                push(cipherOut, cipher.takeAll());
            }
            if (!plain.isEmpty() && isAvailable(plainOut)) {
                push(plainOut, plain.poll());
            }
            if (outputOver && cipher.isEmpty()) {
                complete(cipherOut);
                completeStage();
                return;
            }
            if (isInputUsed() && plain.isEmpty() && handsOver() && !isClosed(plainOut)) {
                complete(plainOut);
            }
            if (wantsInput() && !hasBeenPulled(cipherIn) && !isClosed(cipherIn)) {
                pull(cipherIn);
            }
            boolean mayTake = mode == Mode.GREETING || mode == Mode.FAILED || passesOn();
            if (mayTake
                    && cipher.isEmpty()
                    && isAvailable(cipherOut)
                    && !hasBeenPulled(plainIn)
                    && !isClosed(plainIn)) {
                pull(plainIn);
            }
        }

        private boolean passesOn() {
            return mode == Mode.SECURE || mode == Mode.PLAIN;
        }

        private boolean handsOver() {
            return passesOn() || mode == Mode.FIRST_LINE || mode == Mode.UNDECIDED;
        }

        private boolean wantsInput() {
            if (!held.isEmpty() || tasksRunning) {
                return false;
            }
            return switch (mode) {
                case OPENING, HANDSHAKE -> true;
                case SECURE, PLAIN, FIRST_LINE -> plain.isEmpty() && isAvailable(plainOut);
                case GREETING, UNDECIDED, FAILED -> false;
            };
        }

        // ---- opening

        private void follow(Step step) {
            switch (step) {
                case Step.SendInfo ignored -> {
                    mode = Mode.GREETING;
                    events.infoDue(false);
                }
                case Step.Await await -> {
                    mode = Mode.OPENING;
                    timer.start(await.limit());
                }
                case Step.KeepWaiting ignored -> {}
                case Step.StartTls start -> startTls(start.infoInside());
                case Step.StartPlain ignored -> startPlain();
                case Step.Refuse refuse -> {
                    log.badHeader(refuse.warning());
                    refuse(CloseReason.PROTOCOL_VIOLATION);
                }
            }
        }

        private void onTimer(int number) {
            if (!timer.isCurrent(number)) {
                return;
            }
            TlsConnection t = tls;
            if (mode == Mode.OPENING) {
                follow(opening.timeout());
            } else if (mode == Mode.HANDSHAKE && t != null) {
                t.abort(new TlsFailure.HandshakeTimeout());
                failed(new TlsFailure.HandshakeTimeout());
            }
            drive();
        }

        private void startPlain() {
            begun();
            mode = Mode.PLAIN;
            plain.copy(ByteBuffer.wrap(opening.replay()));
            plain.copy(held.rest());
            plain.finish();
            held.release();
            events.opened(null, false);
        }

        private void begun() {
            timer.stop();
            ProxyHeader header = opening.proxyHeader();
            InetSocketAddress from = header == null ? null : header.source();
            if (from != null) {
                events.proxied(from);
            }
        }

        private void startTls(boolean infoInside) {
            begun();
            tlsFirst = infoInside;
            if (!(security instanceof ListenerSecurity listener)) {
                return;
            }
            TlsServerContext context = listener.tls();
            HandshakeRate rate = listener.rate();
            if (context == null) {
                refuse(CloseReason.TLS_HANDSHAKE_FAILURE);
            } else if (rate != null && !rate.allow()) {
                throttle(rate);
            } else {
                TlsConnection t = new TlsConnection(context);
                handshake(t, context.options().timeout());
                byte[] replay = opening.replay();
                if (replay.length > 0 && t.advance(ByteBuffer.wrap(replay), plain, cipher) == Progress.FAILED) {
                    failed(t.failure());
                } else if (held.rest().hasRemaining()) {
                    advance(t);
                }
            }
        }

        private void handshake(TlsConnection t, Duration limit) {
            mode = Mode.HANDSHAKE;
            tls = t;
            log.handshakeBegins();
            timer.start(limit);
        }

        private void throttle(HandshakeRate rate) {
            Batch error = loop.memory().takeBatch(THROTTLED.length);
            error.put(THROTTLED);
            cipher.add(error);
            if (rate.isFirstRejection()) {
                loop.schedule(SECOND, () -> log.throttled(rate.takeRejected()));
            }
            refuse(CloseReason.MAX_CONNECTIONS);
        }

        /** Ends the connection from here: its actor learns why and closes it. */
        private void refuse(CloseReason reason) {
            timer.stop();
            mode = Mode.FAILED;
            held.release();
            if (!isClosed(plainOut)) {
                fail(plainOut, new ConnectionFailure(reason));
            }
        }

        // ---- a server that was dialled

        private void dialled(DialSecurity how) {
            TlsUpgrade upgrade = how.upgrade();
            if (how.first() != null) {
                tlsFirst = true;
                greet(how.first());
            } else if (upgrade != null) {
                mode = Mode.FIRST_LINE;
                upgrade.attach(decisionCallback::invoke);
            }
        }

        private void onDecision(TlsUpgrade.Decision decision) {
            if (mode == Mode.FIRST_LINE || mode == Mode.UNDECIDED) {
                switch (decision) {
                    case TlsUpgrade.Decision.Secure secure -> greet(secure.server());
                    case TlsUpgrade.Decision.Plain ignored -> startPlain();
                }
                drive();
            }
        }

        /** Says hello, and lets it read what there is already. */
        private void greet(DialSecurity.Server server) {
            TlsConnection t = new TlsConnection(server.context(), server.name());
            handshake(t, server.context().options().timeout());
            advance(t);
            checkEndOfInput();
        }

        // ---- input

        private void received(Chunk fresh) {
            held.set(fresh);
            switch (mode) {
                case OPENING -> follow(opening.bytes(held.rest()));
                case FIRST_LINE -> passLine();
                case PLAIN -> {
                    held.forget();
                    push(plainOut, fresh);
                }
                case HANDSHAKE, SECURE -> {
                    TlsConnection t = tls;
                    if (t != null) {
                        advance(t);
                    }
                }
                case GREETING, UNDECIDED, FAILED -> {}
            }
            if (!held.rest().hasRemaining() || mode == Mode.FAILED) {
                held.release();
            }
            drive();
        }

        private void passLine() {
            ByteBuffer line = held.takeLine();
            if (line.get(line.limit() - 1) == '\n') {
                mode = Mode.UNDECIDED;
            }
            plain.copy(line);
            plain.finish();
        }

        private void advance(TlsConnection t) {
            Progress progress = t.advance(held.rest(), plain, cipher);
            plain.finish();
            if (mode == Mode.HANDSHAKE && t.isEstablished()) {
                established(t.session());
            }
            switch (progress) {
                case NEEDS_INPUT -> held.release();
                case NEEDS_TASKS -> runTasks(t.tasks());
                case CLOSED -> {
                    inputOver = true;
                    held.release();
                }
                case FAILED -> failed(t.failure());
            }
        }

        private void runTasks(List<Runnable> tasks) {
            tasksRunning = true;
            security.handshakes().execute(() -> {
                try {
                    tasks.forEach(Runnable::run);
                } finally {
                    tasksCallback.invoke(BoxedUnit.UNIT);
                }
            });
        }

        private void onTasksDone() {
            tasksRunning = false;
            TlsConnection t = tls;
            if (t != null && mode != Mode.FAILED) {
                advance(t);
                checkEndOfInput();
            }
            drive();
        }

        private void established(@Nullable TlsSession agreed) {
            timer.stop();
            mode = Mode.SECURE;
            log.established(agreed);
            events.opened(agreed, tlsFirst);
            if (tlsFirst && security instanceof ListenerSecurity) {
                events.infoDue(true);
            }
        }

        private boolean isInputUsed() {
            return inputOver && held.isEmpty() && !tasksRunning;
        }

        private void checkEndOfInput() {
            if (!isInputUsed()) {
                return;
            }
            switch (mode) {
                case OPENING -> follow(opening.ended());
                case HANDSHAKE -> failed(new TlsFailure.EndOfInput());
                case GREETING, FIRST_LINE, UNDECIDED, SECURE, PLAIN, FAILED -> {}
            }
        }

        private void failed(@Nullable TlsFailure failure) {
            boolean during = mode == Mode.HANDSHAKE;
            log.failed(failure, during);
            if (during && failure != null) {
                events.handshakeFailed(failure);
            }
            refuse(during ? CloseReason.TLS_HANDSHAKE_FAILURE : CloseReason.READ_ERROR);
        }

        /** The connection reads no more: it is closing. Before TLS it may still have a last word in clear. */
        private void noMoreReaders(Throwable cause) {
            if (cause instanceof ConnectionFailure) {
                if (mode != Mode.FAILED) {
                    cancelStage(cause);
                }
                return;
            }
            if (!isClosed(cipherIn)) {
                cancel(cipherIn);
            }
            held.release();
            plain.release();
            switch (mode) {
                case OPENING, GREETING, FIRST_LINE, UNDECIDED -> mode = Mode.PLAIN;
                case HANDSHAKE -> {
                    mode = Mode.FAILED;
                    outputOver = true;
                }
                case SECURE, PLAIN, FAILED -> {}
            }
            timer.stop();
            drive();
        }

        // ---- output

        private void toSend(Batch list) {
            TlsConnection t = tls;
            if (mode == Mode.SECURE && t != null) {
                ByteBuffer[] bytes = source.of(list);
                if (t.send(bytes, 0, bytes.length, cipher) == Progress.FAILED) {
                    failed(t.failure());
                }
                CipherBatches.release(list);
            } else if (mode == Mode.FAILED) {
                // Nothing may be said in clear to somebody whose opening failed.
                CipherBatches.release(list);
            } else {
                cipher.add(list);
                if (mode == Mode.GREETING) {
                    follow(opening.infoSent());
                }
            }
            drive();
        }

        @Override
        public void postStop() {
            timer.stop();
            held.release();
            plain.release();
            CipherBatches.release(cipher.takeAll());
        }
    }
}
