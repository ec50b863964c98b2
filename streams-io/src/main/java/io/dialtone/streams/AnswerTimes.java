package io.dialtone.streams;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Notes when requests that another server measures are delivered, and how long their answers took. Part of a {@link Router}: of that
 * which brings the request, and of the answering connection's own.
 */
final class AnswerTimes {
    private final Session session;
    private final OperationReader message;
    private final @Nullable Outbox own;

    AnswerTimes(Session session, OperationReader message, @Nullable Outbox own) {
        this.session = session;
        this.message = message;
        this.own = own;
    }

    /**
     * A message from another server is delivered.
     *
     * @param shown what the target gets instead of the reader's message; null for that
     */
    void delivered(Outbox target, @Nullable Envelope shown, byte[] subject, int subjectFrom, int subjectLength) {
        byte[] reply = shown == null ? message.bytes() : shown.reply();
        int from = shown == null ? message.replyFrom() : 0;
        int length = shown == null ? message.replyLength() : reply.length;
        if (TimedRequests.isTimed(reply, from, length)) {
            target.time(
                    Arrays.copyOfRange(reply, from, from + length),
                    Arrays.copyOfRange(subject, subjectFrom, subjectFrom + subjectLength));
        }
    }

    /** The connection publishes to this subject: perhaps it answers a request that is timed. */
    void published(byte[] subject, int from, int length) {
        TimedRequests timed = own == null ? null : own.timed();
        TimedRequests.Timed request = timed == null ? null : timed.take(subject, from, length);
        AnswerTimer timer = session.answers();
        if (request != null && timer != null) {
            timer.answered(
                    Arrays.copyOfRange(subject, from, from + length),
                    request.request(),
                    System.nanoTime() - request.at());
        }
    }
}
