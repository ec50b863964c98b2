package io.dialtone.app.nats.wire;

import java.nio.charset.StandardCharsets;

/**
 * Where a message goes to, as it is written on the wire.
 *
 * @param bytes the subject, and behind a space where answers go to
 */
public record Address(byte[] bytes) {
    /** @param reply empty when nobody waits for an answer */
    public static Address of(String subject, String reply) throws ClientException {
        check(subject);
        if (reply.isEmpty()) {
            return new Address(subject.getBytes(StandardCharsets.UTF_8));
        }
        check(reply);
        return new Address((subject + " " + reply).getBytes(StandardCharsets.UTF_8));
    }

    /** What cannot be written on a line would be taken for something else. */
    static void check(String subject) throws ClientException {
        if (subject.isEmpty() || subject.chars().anyMatch(c -> c <= ' ')) {
            throw new ClientException("invalid subject \"" + subject + "\"");
        }
    }
}
