package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.Subscription;

/** Tells a publisher that nobody took its request. Part of a {@link Router}. */
final class NoResponders {
    private static final byte[] HMSG_ = ByteText.bytes("HMSG ");
    private static final byte[] BLANK = {' '};
    private static final byte[] STATUS_503 = ByteText.bytes("NATS/1.0 503\r\nNats-Subject: ");
    private static final byte[] END_OF_STATUS = ByteText.bytes("\r\n\r\n\r\n");

    private final Session session;
    private final OperationReader message;
    private final OpenBatches batches;
    private final MatchResult replies = new MatchResult();

    NoResponders(Session session, OperationReader message, OpenBatches batches) {
        this.session = session;
        this.message = message;
        this.batches = batches;
    }

    /** A 503 to the plain subscription of its own that the reply subject of the message matches, if there is one. */
    void tell(Outbox publisher, byte[] subject, int from, int length) {
        OperationReader m = message;
        session.space().match(m.bytes(), m.replyFrom(), m.replyLength(), replies);
        for (Subscription s : replies.all()) {
            if (s.subscriber() == publisher && s.queue() == null) {
                write(publisher, s.sid(), subject, from, length);
                return;
            }
        }
    }

    private void write(Outbox publisher, byte[] sid, byte[] subject, int from, int length) {
        OperationReader m = message;
        int size = STATUS_503.length + length + END_OF_STATUS.length - 2;
        byte[] sizes = ByteText.bytes(" " + size + " " + size + "\r\n");
        Batch batch = batches.batch(publisher, 8 + m.replyLength() + sid.length + sizes.length + size + 2);
        batch.put(HMSG_);
        batch.put(m.bytes(), m.replyFrom(), m.replyLength());
        batch.put(BLANK);
        batch.put(sid);
        batch.put(sizes);
        batch.put(STATUS_503);
        batch.put(subject, from, length);
        batch.put(END_OF_STATUS);
    }
}
