package io.dialtone.streams;

import io.dialtone.routing.Subscription;

/**
 * Lays the publish that a reader has just found into the open batches of those who get it, as MSG or HMSG. Small payloads
 * are copied; large ones follow as slices of their chunk.
 */
final class MessageWriter {
    private static final int MSG_ = Words.letters("MSG ");
    private static final int HMSG = Words.letters("HMSG");

    private final OpenBatches batches;
    private final OperationReader message;

    MessageWriter(OpenBatches batches, OperationReader message) {
        this.batches = batches;
        this.message = message;
    }

    /**
     * Lays the message for one subscription into the batch of its connection.
     *
     * @param subject what the message is delivered under: its own subject or another array's
     */
    void append(
            Outbox target,
            Subscription subscription,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            boolean withHeaders) {
        OperationReader m = message;
        int tail = m.tailLength();
        boolean inline = m.payload() == FoundOperation.Payload.INLINE;
        byte[] sid = subscription.sid();
        int body = inline ? m.size() + 2 : 0;
        Batch batch = batches.batch(target, 8 + subjectLength + sid.length + tail + body);
        byte[] to = batch.reserve(8 + subjectLength + sid.length + tail + body);
        int at = batch.length();
        if (withHeaders) {
            Words.putInt32(to, at, HMSG);
            to[at + 4] = ' ';
            at += 5;
        } else {
            Words.putInt32(to, at, MSG_);
            at += 4;
        }
        if (subject == m.bytes()) {
            Words.copy(subject, subjectFrom, to, at, subjectLength);
        } else {
            System.arraycopy(subject, subjectFrom, to, at, subjectLength);
        }
        at += subjectLength;
        to[at++] = ' ';
        long word = subscription.sidWord();
        if (word != 0) {
            Words.putInt64(to, at, word);
        } else {
            System.arraycopy(sid, 0, to, at, sid.length);
            to[at + sid.length] = ' ';
        }
        at += sid.length + 1;
        if (!withHeaders && m.headerSize() >= 0) {
            appendStripped(batch, to, at);
            return;
        }
        Words.copy(m.bytes(), m.tailFrom(), to, at, tail + body);
        batch.length(at + tail + body);
        if (!inline) {
            appendPayload(batch, 0);
        }
        batch.countMessage(m.size());
    }

    private void appendPayload(Batch batch, int skip) {
        OperationReader m = message;
        int length = m.size() + 2 - skip;
        if (m.payload() == FoundOperation.Payload.SLICE) {
            batches.putSlice(batch, m.chunk(), m.payloadFrom() + skip, length);
        } else {
            batch.putArray(m.heap(), m.payloadFrom() + skip, length);
        }
    }

    /** The rest of a message with headers for somebody who does not take them: reply, size and payload alone. */
    private void appendStripped(Batch batch, byte[] to, int start) {
        OperationReader m = message;
        int at = start;
        if (m.replyLength() > 0) {
            System.arraycopy(m.bytes(), m.replyFrom(), to, at, m.replyLength());
            at += m.replyLength();
            to[at++] = ' ';
        }
        int rest = m.size() - m.headerSize();
        at = Words.putDecimal(to, at, rest);
        to[at++] = '\r';
        to[at++] = '\n';
        if (m.payload() == FoundOperation.Payload.INLINE) {
            System.arraycopy(m.bytes(), m.payloadFrom() + m.headerSize(), to, at, rest + 2);
            batch.length(at + rest + 2);
        } else {
            batch.length(at);
            appendPayload(batch, m.headerSize());
        }
        batch.countMessage(rest);
    }
}
