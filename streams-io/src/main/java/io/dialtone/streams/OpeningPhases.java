package io.dialtone.streams;

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

/**
 * How far a connection is between its first byte and its last word, and what becomes of the bytes of either side on the way.
 * Owns the handshake, what waits for either side, and the time that is left. On the connection's loop; knows nothing of ports:
 * after each call its {@link OpeningStage} looks at what there is to push and to pull.
 */
final class OpeningPhases {
    private static final byte[] THROTTLED =
            ByteText.bytes("-ERR 'Connection throttling is active. Please try again later.'\r\n");
    private static final byte[] WANTS_HTTPS =
            ByteText.bytes("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
    private static final long SECOND = 1_000_000_000L;

    /** What the phases want of their stage. */
    interface Stage {
        /** Nothing is handed over any more: the connection's actor learns why and closes it. */
        void refuse(CloseReason reason);

        /** Has {@link OpeningPhases#onTimer} called. */
        void timeIsUp(int number);

        /** Has {@link OpeningPhases#onDecision} called. */
        void decided(TlsUpgrade.Decision decision);

        /** Has {@link OpeningPhases#onTasksDone} called. On any thread. */
        void tasksDone();
    }

    private final TransportSecurity security;
    private final ConnectionEvents events;
    private final OpeningLog log;
    private final Stage stage;
    private final @Nullable Handover handover;
    private final EventLoop loop = EventLoop.current();
    private final Opening opening;
    private final PlainChunks plain = new PlainChunks(loop.memory());
    private final CipherBatches cipher = new CipherBatches(loop.memory());
    private final PlainSource source = new PlainSource();
    private final HeldChunk held = new HeldChunk();
    private final OneTimer timer;
    private OpeningPhase phase = OpeningPhase.OPENING;
    private @Nullable TlsConnection tls;
    /** Whether TLS came before INFO. */
    private boolean tlsFirst;

    private boolean tasksRunning;
    private boolean inputOver;
    private boolean outputOver;

    /**
     * @param handover takes over what encrypts when the stages end for it; null: nobody does
     */
    OpeningPhases(
            TransportSecurity security,
            ConnectionEvents events,
            OpeningLog log,
            Stage stage,
            @Nullable Handover handover) {
        this.handover = handover;
        this.security = security;
        this.events = events;
        this.log = log;
        this.stage = stage;
        this.opening = new Opening(security.plan());
        this.timer = new OneTimer(loop, stage::timeIsUp);
    }

    void begin() {
        if (security instanceof DialSecurity dialled) {
            dialled(dialled);
        } else if (security instanceof ResumedTls resumed) {
            tls = resumed.tls();
            phase = OpeningPhase.SECURE;
        } else {
            follow(opening.begin());
        }
    }

    // ---- what the stage may do

    /** What waits for the operations. */
    PlainChunks plain() {
        return plain;
    }

    /** What waits for the socket. */
    CipherBatches cipher() {
        return cipher;
    }

    /** Whether what is read goes on as it is. */
    boolean isPlain() {
        return phase == OpeningPhase.PLAIN;
    }

    boolean isHandshake() {
        return phase == OpeningPhase.HANDSHAKE;
    }

    boolean isFailed() {
        return phase == OpeningPhase.FAILED;
    }

    /** Whether nothing more comes for the socket. */
    boolean isOutputUsed() {
        return outputOver && cipher.isEmpty();
    }

    /** Whether nothing more comes for the operations, who have had everything. */
    boolean isHandedOver() {
        boolean handsOver = passesOn() || phase == OpeningPhase.FIRST_LINE || phase == OpeningPhase.UNDECIDED;
        return isInputUsed() && plain.isEmpty() && handsOver;
    }

    /** @param demand whether the operations want more */
    boolean wantsInput(boolean demand) {
        if (!held.isEmpty() || tasksRunning) {
            return false;
        }
        return switch (phase) {
            case OPENING, HANDSHAKE -> true;
            case SECURE, PLAIN, FIRST_LINE -> plain.isEmpty() && demand;
            case GREETING, UNDECIDED, FAILED -> false;
        };
    }

    boolean wantsOutput() {
        return cipher.isEmpty() && (phase == OpeningPhase.GREETING || phase == OpeningPhase.FAILED || passesOn());
    }

    private boolean passesOn() {
        return phase == OpeningPhase.SECURE || phase == OpeningPhase.PLAIN;
    }

    private boolean isInputUsed() {
        return inputOver && held.isEmpty() && !tasksRunning;
    }

    // ---- opening

    private void follow(Step step) {
        switch (step) {
            case Step.SendInfo ignored -> {
                phase = OpeningPhase.GREETING;
                events.infoDue(false);
            }
            case Step.Await await -> {
                phase = OpeningPhase.OPENING;
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

    void onTimer(int number) {
        if (!timer.isCurrent(number)) {
            return;
        }
        TlsConnection t = tls;
        if (phase == OpeningPhase.OPENING) {
            follow(opening.timeout());
        } else if (phase == OpeningPhase.HANDSHAKE && t != null) {
            t.abort(new TlsFailure.HandshakeTimeout());
            failed(new TlsFailure.HandshakeTimeout());
        }
    }

    private void startPlain() {
        begun();
        phase = OpeningPhase.PLAIN;
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
        phase = OpeningPhase.HANDSHAKE;
        tls = t;
        log.handshakeBegins();
        timer.start(limit);
    }

    private void throttle(HandshakeRate rate) {
        sayInClear(THROTTLED);
        if (rate.isFirstRejection()) {
            loop.schedule(SECOND, () -> log.throttled(rate.takeRejected()));
        }
        refuse(CloseReason.MAX_CONNECTIONS);
    }

    private void sayInClear(byte[] lastWord) {
        Batch batch = loop.memory().takeBatch(lastWord.length);
        batch.put(lastWord);
        cipher.add(batch);
    }

    /** Ends the connection from here: its actor learns why and closes it. */
    private void refuse(CloseReason reason) {
        timer.stop();
        phase = OpeningPhase.FAILED;
        held.release();
        stage.refuse(reason);
    }

    // ---- a server that was dialled

    private void dialled(DialSecurity how) {
        TlsUpgrade upgrade = how.upgrade();
        if (how.first() != null) {
            tlsFirst = true;
            greet(how.first());
        } else if (upgrade != null) {
            phase = OpeningPhase.FIRST_LINE;
            upgrade.attach(stage::decided);
        }
    }

    void onDecision(TlsUpgrade.Decision decision) {
        if (phase == OpeningPhase.FIRST_LINE || phase == OpeningPhase.UNDECIDED) {
            switch (decision) {
                case TlsUpgrade.Decision.Secure secure -> greet(secure.server());
                case TlsUpgrade.Decision.Plain ignored -> startPlain();
            }
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

    /** Something was read; never called when all {@link #isPlain}. */
    void received(Chunk fresh) {
        held.set(fresh);
        switch (phase) {
            case OPENING -> follow(opening.bytes(held.rest()));
            case FIRST_LINE -> passLine();
            case HANDSHAKE, SECURE -> {
                TlsConnection t = tls;
                if (t != null) {
                    advance(t);
                }
            }
            case GREETING, UNDECIDED, PLAIN, FAILED -> {}
        }
        if (!held.rest().hasRemaining() || phase == OpeningPhase.FAILED) {
            held.release();
        }
    }

    private void passLine() {
        ByteBuffer line = held.takeLine();
        if (line.get(line.limit() - 1) == '\n') {
            phase = OpeningPhase.UNDECIDED;
        }
        plain.copy(line);
        plain.finish();
    }

    private void advance(TlsConnection t) {
        Progress progress = t.advance(held.rest(), plain, cipher);
        plain.finish();
        if (phase == OpeningPhase.HANDSHAKE && t.isEstablished()) {
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
                stage.tasksDone();
            }
        });
    }

    void onTasksDone() {
        tasksRunning = false;
        TlsConnection t = tls;
        if (t != null && phase != OpeningPhase.FAILED) {
            advance(t);
            checkEndOfInput();
        }
    }

    private void established(@Nullable TlsSession agreed) {
        timer.stop();
        phase = OpeningPhase.SECURE;
        log.established(agreed);
        events.opened(agreed, tlsFirst);
        if (tlsFirst && security instanceof ListenerSecurity) {
            events.infoDue(true);
        }
    }

    /** The peer sends no more. */
    void endOfInput() {
        inputOver = true;
        checkEndOfInput();
    }

    /** Reading failed in the middle of a handshake. */
    void readFailed(Throwable cause) {
        failed(new TlsFailure.ReadFailed(String.valueOf(cause.getMessage())));
    }

    private void checkEndOfInput() {
        if (!isInputUsed()) {
            return;
        }
        switch (phase) {
            case OPENING -> follow(opening.ended());
            case HANDSHAKE -> failed(new TlsFailure.EndOfInput());
            case GREETING, FIRST_LINE, UNDECIDED, SECURE, PLAIN, FAILED -> {}
        }
    }

    private void failed(@Nullable TlsFailure failure) {
        boolean during = phase == OpeningPhase.HANDSHAKE;
        log.failed(failure, during);
        if (during && failure != null) {
            events.handshakeFailed(failure);
            // A browser shows it to who has forgotten the "s" of "https".
            if (handover != null && failure instanceof TlsFailure.NotTls what && what.http()) {
                sayInClear(WANTS_HTTPS);
            }
        }
        refuse(during ? CloseReason.TLS_HANDSHAKE_FAILURE : CloseReason.READ_ERROR);
    }

    /** The connection reads no more: it is closing. Before TLS it may still have a last word in clear. */
    void noMoreReaders() {
        held.release();
        plain.release();
        switch (phase) {
            case OPENING, GREETING, FIRST_LINE, UNDECIDED -> phase = OpeningPhase.PLAIN;
            case HANDSHAKE -> {
                phase = OpeningPhase.FAILED;
                outputOver = true;
            }
            case SECURE, PLAIN, FAILED -> {}
        }
        timer.stop();
    }

    // ---- output

    /** The outbox gave something. */
    void toSend(Batch list) {
        TlsConnection t = tls;
        if (phase == OpeningPhase.SECURE && t != null) {
            ByteBuffer[] bytes = source.of(list);
            if (t.send(bytes, 0, bytes.length, cipher) == Progress.FAILED) {
                failed(t.failure());
            }
            CipherBatches.release(list);
        } else if (phase == OpeningPhase.FAILED) {
            // Nothing may be said in clear to somebody whose opening failed.
            CipherBatches.release(list);
        } else {
            cipher.add(list);
            if (phase == OpeningPhase.GREETING) {
                follow(opening.infoSent());
            }
        }
    }

    /** The outbox gives no more. */
    void endOfOutput() {
        TlsConnection t = tls;
        if (phase == OpeningPhase.SECURE && t != null) {
            if (handover != null && handover.isDue()) {
                handover.secure(t);
            } else {
                t.close(cipher);
            }
        }
        outputOver = true;
    }

    /** All is over. */
    void release() {
        timer.stop();
        held.release();
        plain.release();
        CipherBatches.release(cipher.takeAll());
    }
}
