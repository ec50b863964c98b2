package io.dialtone.embedded.streams;

import akka.util.ByteString;
import java.util.Optional;

/**
 * A message.
 *
 * @param subject where it is or was published
 * @param replyTo where an answer is wanted; empty for nowhere
 * @param headers what is said beside the data
 * @param data its payload
 */
public record NatsMessage(String subject, String replyTo, NatsHeaders headers, ByteString data) {
    /** A message without reply subject and headers. */
    public static NatsMessage of(String subject, ByteString data) {
        return new NatsMessage(subject, "", NatsHeaders.NONE, data);
    }

    /** A message of text. */
    public static NatsMessage of(String subject, String text) {
        return of(subject, ByteString.fromString(text));
    }

    /** The same with a subject for the answer. */
    public NatsMessage withReplyTo(String subjectOfAnswer) {
        return new NatsMessage(subject, subjectOfAnswer, headers, data);
    }

    /** The same with these headers instead of its own. */
    public NatsMessage withHeaders(NatsHeaders others) {
        return new NatsMessage(subject, replyTo, others, data);
    }

    /** The same with one more header. */
    public NatsMessage withHeader(String name, String value) {
        return withHeaders(headers.with(name, value));
    }

    /** Where an answer is wanted. */
    public Optional<String> answerTo() {
        return replyTo.isEmpty() ? Optional.empty() : Optional.of(replyTo);
    }

    /** The data as text. */
    public String text() {
        return data.utf8String();
    }

    /** Whether the server says with it that nobody answers. */
    boolean saysNoResponders() {
        return headers.status() == 503 && data.isEmpty();
    }
}
