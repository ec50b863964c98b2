package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import org.jspecify.annotations.Nullable;

/**
 * Lays a message into the open batches of links to other servers, as RMSG, HMSG or LMSG. A message without queue groups, the
 * usual case, has the rest of its line copied as it came.
 */
final class LinkWriter {
    private static final byte[] BLANK = {' '};
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] NO_REPLY = {'|', ' '};
    private static final byte[] WITH_REPLY = {'+', ' '};
    private static final byte[] LMSG = ByteText.bytes("LMSG ");
    /** Most that a line has beside its words: two sizes, blanks and line ends. */
    private static final int LINE_EXTRA = 48;

    private final OpenBatches batches;
    private final OperationReader message;

    // Queue groups of the message being written, each with a blank behind.
    private byte[] queues = new byte[64];
    private int queuesLength;

    LinkWriter(OpenBatches batches, OperationReader message) {
        this.batches = batches;
        this.message = message;
    }

    /** Begins anew with no queue groups. */
    void noQueues() {
        queuesLength = 0;
    }

    /** One more queue group that the other server is to serve. */
    void queue(byte[] name) {
        if (queuesLength + name.length + 1 > queues.length) {
            queues = java.util.Arrays.copyOf(queues, (queuesLength + name.length + 1) * 2);
        }
        System.arraycopy(name, 0, queues, queuesLength, name.length);
        queuesLength += name.length;
        queues[queuesLength++] = ' ';
    }

    /**
     * Lays the message, with the queue groups given, into the batch of a link.
     *
     * @param origin the cluster of leaf nodes it comes from, empty for none
     * @param changed what stands for the reader's message, null for that itself
     */
    void append(
            LinkAccount target,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            byte[] origin,
            @Nullable Envelope changed) {
        boolean told = origin.length > 0 && target.kind() == LinkKind.ROUTE && target.origins();
        if (changed == null && queuesLength == 0 && !told && (message.headerSize() < 0 || target.headers())) {
            appendAsItCame(target, subject, subjectFrom, subjectLength);
            return;
        }
        appendAnew(
                target,
                subject,
                subjectFrom,
                subjectLength,
                told ? origin : null,
                changed == null ? Envelope.of(message) : changed);
    }

    private void appendAsItCame(LinkAccount target, byte[] subject, int subjectFrom, int subjectLength) {
        OperationReader m = message;
        byte[] start = m.headerSize() < 0 ? target.plain() : target.headed();
        int tail = m.tailLength();
        boolean inline = m.payload() == FoundOperation.Payload.INLINE;
        int body = inline ? m.size() + 2 : 0;
        int all = start.length + subjectLength + 1 + tail + body;
        Batch batch = batches.batch(target.outbox(), all);
        byte[] to = batch.reserve(all);
        int at = batch.length();
        System.arraycopy(start, 0, to, at, start.length);
        at += start.length;
        if (subject == m.bytes()) {
            Words.copy(subject, subjectFrom, to, at, subjectLength);
        } else {
            System.arraycopy(subject, subjectFrom, to, at, subjectLength);
        }
        at += subjectLength;
        to[at++] = ' ';
        Words.copy(m.bytes(), m.tailFrom(), to, at, tail + body);
        batch.length(at + tail + body);
        if (m.payload() == FoundOperation.Payload.SLICE) {
            batches.putSlice(batch, m.chunk(), m.payloadFrom(), m.size() + 2);
        } else if (!inline) {
            batch.putArray(m.heap(), m.payloadFrom(), m.size() + 2);
        }
        batch.countMessage(m.size());
    }

    private void appendAnew(
            LinkAccount target,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            byte @Nullable [] origin,
            Envelope m) {
        int headers = target.headers() ? m.headers().length : 0;
        int body = m.chunk() == null ? m.length() : 0;
        Batch batch = batches.batch(
                target.outbox(),
                LINE_EXTRA
                        + target.headed().length
                        + (origin == null ? 0 : origin.length + 1)
                        + subjectLength
                        + m.reply().length
                        + queuesLength
                        + headers
                        + body);
        if (origin != null) {
            batch.put(LMSG);
            batch.put(origin);
            batch.put(BLANK);
            batch.put(target.account());
        } else {
            batch.put(headers > 0 ? target.headed() : target.plain());
        }
        batch.put(subject, subjectFrom, subjectLength);
        batch.put(BLANK);
        putReplyAndQueues(batch, m.reply());
        if (headers > 0 || origin != null) {
            batch.putDecimal(headers);
            batch.put(BLANK);
        }
        batch.putDecimal(headers + m.length());
        batch.put(CRLF);
        batch.put(m.headers(), 0, headers);
        putPayload(batch, m);
        batch.put(CRLF);
        batch.countMessage(headers + m.length());
    }

    private void putReplyAndQueues(Batch batch, byte[] reply) {
        if (queuesLength > 0) {
            batch.put(reply.length > 0 ? WITH_REPLY : NO_REPLY);
        }
        if (reply.length > 0) {
            batch.put(reply);
            batch.put(BLANK);
        }
        batch.put(queues, 0, queuesLength);
    }

    private void putPayload(Batch batch, Envelope m) {
        Chunk chunk = m.chunk();
        if (chunk == null) {
            batch.put(m.array(), m.from(), m.length());
        } else {
            batches.putSlice(batch, chunk, m.from(), m.length());
        }
    }
}
