package io.dialtone.app.nats.wire;

import java.nio.charset.StandardCharsets;

/**
 * A message.
 *
 * @param reply where an answer goes to; empty: nobody waits for one
 * @param body not to be changed
 */
public record Message(String subject, String reply, Headers headers, byte[] body) {
    /** A message without headers that nobody need answer. */
    public static Message of(String subject, String text) {
        return new Message(subject, "", Headers.NONE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
