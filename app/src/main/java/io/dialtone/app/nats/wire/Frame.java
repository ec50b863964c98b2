package io.dialtone.app.nats.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message where it was read. It is the next one as soon as whoever was given it returns: what is kept must be taken out before. */
public final class Frame {
    byte[] bytes = {};
    int subjectFrom;
    int subjectTo;
    int replyFrom;
    int replyTo;
    int headersFrom;
    int bodyFrom;
    int bodyTo;

    Frame() {}

    /** Bytes of the payload, without headers. */
    public int size() {
        return bodyTo - bodyFrom;
    }

    public String subject() {
        return text(subjectFrom, subjectTo);
    }

    /** Empty when nobody waits for an answer. */
    public String reply() {
        return text(replyFrom, replyTo);
    }

    /** The byte of the payload at that place. */
    public byte at(int index) {
        return bytes[bodyFrom + index];
    }

    public Headers headers() {
        return headersFrom == bodyFrom ? Headers.NONE : Headers.parse(bytes, headersFrom, bodyFrom);
    }

    /** A copy to keep. */
    public Message message() {
        return new Message(subject(), reply(), headers(), Arrays.copyOfRange(bytes, bodyFrom, bodyTo));
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
