package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message whose parts do not stand behind each other as a client sent them: one that an import has changed, or one of the
 * server's own. The payload stays where it is; it is valid as long as the read it came with.
 *
 * @param reply the reply subject, empty for none
 * @param headers the whole header block, empty for none
 * @param array holds the payload unless {@code chunk} does
 * @param chunk holds the payload, or null
 * @param from start of the payload there
 * @param length of the payload
 * @param steps what it passed on its way
 */
record Envelope(
        byte[] reply,
        byte[] headers,
        byte[] array,
        @Nullable Chunk chunk,
        int from,
        int length,
        @Nullable Steps steps) {
    private static final byte[] NONE = {};
    private static final byte[] MSG = ByteText.bytes("MSG ");
    private static final byte[] HMSG = ByteText.bytes("HMSG ");
    private static final byte[] BLANK = {' '};
    private static final byte[] CRLF = {'\r', '\n'};
    /** Most that a line has beside subject, sid and reply: the word, blanks, two sizes and line ends. */
    private static final int LINE_EXTRA = 40;

    /** Imports passed, the last one first. */
    record Steps(Object step, @Nullable Steps before) {
        /** More than any sensible chain of imports has. */
        static final int MOST = 64;

        int depth() {
            int depth = 1;
            for (Steps s = before; s != null; s = s.before) {
                depth++;
            }
            return depth;
        }
    }

    static Envelope own(byte[] reply, byte[] headers, byte[] payload) {
        return new Envelope(reply, headers, payload, null, 0, payload.length, null);
    }

    /** The message that a reader has found, whole. */
    static Envelope of(OperationReader m) {
        int headerSize = Math.max(0, m.headerSize());
        byte[] reply = m.replyLength() == 0
                ? NONE
                : Arrays.copyOfRange(m.bytes(), m.replyFrom(), m.replyFrom() + m.replyLength());
        byte[] headers = new byte[headerSize];
        int from = m.payloadFrom() + headerSize;
        int length = m.size() - headerSize;
        return switch (m.payload()) {
            case INLINE -> {
                System.arraycopy(m.bytes(), m.payloadFrom(), headers, 0, headerSize);
                yield new Envelope(reply, headers, m.bytes(), null, from, length, null);
            }
            case HEAP -> {
                System.arraycopy(m.heap(), m.payloadFrom(), headers, 0, headerSize);
                yield new Envelope(reply, headers, m.heap(), null, from, length, null);
            }
            case SLICE -> {
                m.chunk().buffer().get(m.payloadFrom(), headers);
                yield new Envelope(reply, headers, NONE, m.chunk(), from, length, null);
            }
        };
    }

    Envelope through(Object step, byte[] newReply, byte @Nullable [] newHeaders) {
        return new Envelope(
                newReply,
                newHeaders == null ? headers : newHeaders,
                array,
                chunk,
                from,
                length,
                new Steps(step, steps));
    }

    Envelope withReply(byte[] newReply) {
        return new Envelope(newReply, headers, array, chunk, from, length, steps);
    }

    Envelope withHeaders(byte[] newHeaders) {
        return new Envelope(reply, newHeaders, array, chunk, from, length, steps);
    }

    boolean passed(Object step) {
        for (Steps s = steps; s != null; s = s.before()) {
            if (s.step() == step) {
                return true;
            }
        }
        return false;
    }

    boolean isTooDeep() {
        Steps s = steps;
        return s != null && s.depth() >= Steps.MOST;
    }

    /** Lays it for one subscription into the batch of its connection. */
    void append(OpenBatches batches, Outbox target, Subscription subscription, byte[] subject, boolean withHeaders) {
        int block = withHeaders ? headers.length : 0;
        byte[] sid = subscription.sid();
        int body = chunk == null ? length : 0;
        Batch batch = batches.batch(target, LINE_EXTRA + subject.length + sid.length + reply.length + block + body);
        batch.put(withHeaders ? HMSG : MSG);
        batch.put(subject);
        batch.put(BLANK);
        batch.put(sid);
        batch.put(BLANK);
        if (reply.length > 0) {
            batch.put(reply);
            batch.put(BLANK);
        }
        if (withHeaders) {
            batch.putDecimal(block);
            batch.put(BLANK);
        }
        batch.putDecimal(block + length);
        batch.put(CRLF);
        if (withHeaders) {
            batch.put(headers);
        }
        if (chunk == null) {
            batch.put(array, from, length);
        } else {
            batches.putSlice(batch, chunk, from, length);
        }
        batch.put(CRLF);
        batch.countMessage(block + length);
    }

    int size() {
        return headers.length + length;
    }

    byte[] payload() {
        byte[] copy = new byte[length];
        Chunk c = chunk;
        if (c == null) {
            System.arraycopy(array, from, copy, 0, length);
        } else {
            c.buffer().get(from, copy);
        }
        return copy;
    }
}
