package io.dialtone.streams.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS on one connection, either side of it, without a transport: ciphertext in, plain bytes out, and the other way round.
 *
 * <pre>
 *   socket -- ciphertext --&gt; {@link #advance} -- plain --&gt; protocol
 *                              |  (handshake, alerts)
 *   socket &lt;-- ciphertext -----+---- {@link #send} &lt;-- plain -- protocol
 * </pre>
 *
 * <p>Costly steps of the handshake come back as tasks to be run elsewhere. Nothing throws: what goes wrong ends in
 * {@link Progress#FAILED} with a {@link #failure()}, and the alert for the peer is among the ciphertext by then. Not for
 * several threads; the tasks may run on any, as long as nothing else is called meanwhile.
 */
public final class TlsConnection {
    /** How far a call got. */
    public enum Progress {
        /** All input was used; more is needed. */
        NEEDS_INPUT,
        /** {@link #tasks()} must be run, and then {@link #advance} be called again with the rest of the input. */
        NEEDS_TASKS,
        /** The peer has said that it will send no more. */
        CLOSED,
        /** It is over; see {@link #failure()}. */
        FAILED
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer[] NO_BUFFERS = {NOTHING};
    private static final int HEADER = 5;
    /** What Go's library takes for HTTP. */
    private static final Set<String> HTTP_BEGINNINGS = Set.of("GET /", "HEAD ", "POST ", "PUT /", "OPTIO");

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SSL2 = 0x80;
    /** No version of TLS is near this; text read as a version is above. */
    private static final int NO_VERSION = 0x1000;

    private final SSLEngine engine;
    private final TlsContext context;
    /** A record of which only a part has come; filled up to its position. */
    private ByteBuffer partial = NOTHING;

    private boolean helloDue;
    private boolean sawRecord;
    private boolean finished;
    private @Nullable TlsSession session;
    private @Nullable TlsFailure failure;

    /** The server side. */
    public TlsConnection(TlsServerContext context) {
        this(context, context.newEngine());
    }

    /**
     * The client side; its first {@link #advance} says hello.
     *
     * @param name what the server's certificate must be made out to, a host name or an address
     */
    public TlsConnection(TlsClientContext context, String name) {
        this(context, context.newEngine(name));
    }

    private TlsConnection(TlsContext context, SSLEngine engine) {
        this.context = context;
        this.engine = engine;
        this.helloDue = engine.getUseClientMode();
    }

    /** Whether the handshake has succeeded. */
    public boolean isEstablished() {
        return session != null;
    }

    /** What was agreed; null before the handshake has succeeded. */
    public @Nullable TlsSession session() {
        return session;
    }

    /** Why it failed; null when it did not. */
    public @Nullable TlsFailure failure() {
        return failure;
    }

    /**
     * Takes in ciphertext, answers the handshake, and hands out plain bytes.
     *
     * @param cipher read from its position on, to its end unless tasks are due or it is over
     */
    public Progress advance(ByteBuffer cipher, ByteSink plain, ByteSink out) {
        if (failure != null) {
            return Progress.FAILED;
        }
        try {
            if (helloDue) {
                helloDue = false;
                engine.beginHandshake();
            }
            while (true) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (finished && status != HandshakeStatus.NOT_HANDSHAKING && isRenegotiation()) {
                    return fail(new TlsFailure.Broken("no renegotiation"), out);
                }
                if (status == HandshakeStatus.NEED_TASK) {
                    return Progress.NEEDS_TASKS;
                }
                if (status == HandshakeStatus.NEED_WRAP) {
                    SSLEngineResult result = wrap(NO_BUFFERS, 0, 1, out);
                    note(result, out);
                    if (failure == null && result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        return finished ? Progress.CLOSED : fail(new TlsFailure.EndOfInput(), out);
                    }
                } else {
                    ByteBuffer record = nextRecord(cipher, out);
                    if (record == null) {
                        return failure == null ? Progress.NEEDS_INPUT : Progress.FAILED;
                    }
                    if (unwrap(record, plain, out) == SSLEngineResult.Status.CLOSED) {
                        return finished ? Progress.CLOSED : fail(new TlsFailure.EndOfInput(), out);
                    }
                }
                if (failure != null) {
                    return Progress.FAILED;
                }
            }
        } catch (SSLException | RuntimeException e) {
            return fail(TlsFailures.of(e), out);
        }
    }

    private boolean isRenegotiation() {
        return !engine.getSession().getProtocol().equals("TLSv1.3");
    }

    /** The steps of the handshake that take their time; empty when {@link #advance} did not ask for it. */
    public List<Runnable> tasks() {
        List<Runnable> tasks = new ArrayList<>();
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            tasks.add(task);
        }
        return tasks;
    }

    /**
     * Encrypts. Only once {@link #isEstablished}.
     *
     * @return {@link Progress#NEEDS_INPUT} when all went out, else {@link Progress#FAILED}
     */
    public Progress send(ByteBuffer[] plain, int offset, int count, ByteSink out) {
        if (failure != null) {
            return Progress.FAILED;
        }
        try {
            int at = offset;
            int end = offset + count;
            while (true) {
                while (at < end && !plain[at].hasRemaining()) {
                    at++;
                }
                if (at == end) {
                    return Progress.NEEDS_INPUT;
                }
                SSLEngineResult result = wrap(plain, at, end - at, out);
                if (result.getStatus() == SSLEngineResult.Status.CLOSED
                        || result.bytesConsumed() + result.bytesProduced() == 0) {
                    return fail(new TlsFailure.Broken("use of closed connection"), out);
                }
            }
        } catch (SSLException | RuntimeException e) {
            return fail(TlsFailures.of(e), out);
        }
    }

    /** Says goodbye to the peer: a close_notify. */
    public void close(ByteSink out) {
        engine.closeOutbound();
        flush(out);
    }

    /** Ends a handshake that has waited too long, or whose peer has gone. */
    public void abort(TlsFailure why) {
        if (failure == null) {
            failure = why;
        }
    }

    // ---- records

    /** The next whole record, or null when there is none (what there is of it is kept) or it is no TLS. */
    private @Nullable ByteBuffer nextRecord(ByteBuffer cipher, ByteSink out) {
        if (partial.position() == 0) {
            int have = cipher.remaining();
            if (have >= HEADER && !looksLikeTls(cipher, cipher.position(), out)) {
                return null;
            }
            if (have >= HEADER && have >= recordLength(cipher, cipher.position())) {
                return cipher;
            }
        }
        if (!complete(cipher, HEADER)
                || !looksLikeTls(partial, 0, out)
                || !complete(cipher, recordLength(partial, 0))) {
            return null;
        }
        return partial.flip();
    }

    /** Takes from the input until the partial record has that many bytes; returns whether it has. */
    private boolean complete(ByteBuffer cipher, int wanted) {
        if (partial.capacity() < wanted) {
            partial = ByteBuffer.allocate(Math.max(wanted, 512)).put(partial.flip());
        }
        int n = Math.min(wanted - partial.position(), cipher.remaining());
        if (n > 0) {
            partial.put(cipher.slice(cipher.position(), n));
            cipher.position(cipher.position() + n);
        }
        return partial.position() >= wanted;
    }

    private static int recordLength(ByteBuffer b, int at) {
        return HEADER + ((b.get(at + 3) & 0xFF) << 8 | b.get(at + 4) & 0xFF);
    }

    /** Looks at the first header only; like Go's library it tells a plain client before it waits for a whole record. */
    private boolean looksLikeTls(ByteBuffer b, int at, ByteSink out) {
        if (sawRecord) {
            return true;
        }
        int type = b.get(at) & 0xFF;
        int version = (b.get(at + 1) & 0xFF) << 8 | b.get(at + 2) & 0xFF;
        if (type == SSL2) {
            fail(new TlsFailure.Broken("unsupported SSLv2 handshake received"), out);
        } else if (type != ALERT && type != HANDSHAKE || version >= NO_VERSION) {
            failure = new TlsFailure.NotTls(looksLikeHttp(b, at));
        }
        sawRecord = true;
        return failure == null;
    }

    /** By as much as there is of a header. */
    private static boolean looksLikeHttp(ByteBuffer b, int at) {
        byte[] first = new byte[HEADER];
        b.get(at, first);
        return HTTP_BEGINNINGS.contains(new String(first, StandardCharsets.ISO_8859_1));
    }

    private SSLEngineResult.Status unwrap(ByteBuffer record, ByteSink plain, ByteSink out) throws SSLException {
        SSLEngineResult result;
        try {
            result = engine.unwrap(record, finished ? plain.room(record.remaining()) : NOTHING);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                result = engine.unwrap(record, plain.room(record.remaining()));
            }
        } finally {
            if (record == partial) {
                recycle();
            }
        }
        if (result.bytesProduced() > 0) {
            plain.filled(result.bytesProduced());
        }
        note(result, out);
        return result.getStatus();
    }

    /** What an engine leaves of a record stays first in line; a buffer that was needed once is not kept for ever. */
    private void recycle() {
        if (partial.hasRemaining()) {
            partial.compact();
        } else {
            partial = NOTHING;
        }
    }

    private SSLEngineResult wrap(ByteBuffer[] plain, int offset, int count, ByteSink out) throws SSLException {
        int size = engine.getSession().getPacketBufferSize();
        SSLEngineResult result = engine.wrap(plain, offset, count, out.room(size));
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            result = engine.wrap(plain, offset, count, out.room(2 * size));
        }
        if (result.bytesProduced() > 0) {
            out.filled(result.bytesProduced());
        }
        return result;
    }

    // ---- the end of the handshake, and of the connection

    private void note(SSLEngineResult result, ByteSink out) {
        if (result.getHandshakeStatus() != HandshakeStatus.FINISHED || finished) {
            return;
        }
        finished = true;
        TlsSession agreed = TlsSession.of(engine.getSession());
        if (context.admits(agreed)) {
            session = agreed;
        } else {
            failure = new TlsFailure.NotPinned();
            engine.closeOutbound();
            flush(out);
        }
    }

    private Progress fail(TlsFailure why, ByteSink out) {
        if (failure == null) {
            failure = why;
        }
        engine.closeOutbound();
        flush(out);
        return Progress.FAILED;
    }

    /** Puts out what the engine still has to say: an alert, or the close_notify. */
    private void flush(ByteSink out) {
        for (int i = 0; i < 4 && !engine.isOutboundDone(); i++) {
            if (!flushOnce(out)) {
                return;
            }
        }
    }

    /** Returns whether there may be more. */
    private boolean flushOnce(ByteSink out) {
        try {
            return wrap(NO_BUFFERS, 0, 1, out).bytesProduced() > 0;
        } catch (SSLException | RuntimeException e) {
            // It repeats why it failed, once; the alert comes with the next call.
            return true;
        }
    }
}
