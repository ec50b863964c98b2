package io.dialtone.streams.ws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One side of the exchange of HTTP from which a WebSocket comes. */
public interface Upgrade {
    /** What comes of the other side's words. */
    sealed interface Outcome {
        /**
         * There is a WebSocket once the answer is written.
         *
         * @param answer the last of HTTP, may be empty
         * @param request what was asked for; null on the side that asked
         */
        record Agreed(
                byte[] answer,
                WebSocketTerms terms,
                @Nullable UpgradeRequest request) implements Outcome {}

        /**
         * There is none.
         *
         * @param answer says so
         * @param why for the log; empty for nothing
         * @param another whether the other side may try again on the same connection
         */
        record Refused(byte[] answer, String why, boolean another) implements Outcome {}
    }

    /** Whether requests are refused here, each of which the log tells. */
    boolean refuses();

    /** Said before anything else; may be empty. */
    byte[] opening();

    /**
     * The other side's head has come.
     *
     * @param head null when it is malformed
     * @param early bytes that came with it and are not of HTTP any more
     */
    Outcome head(@Nullable HttpHead head, int early, Instant now);

    /** The head is longer than any should be. */
    default Outcome tooLong() {
        return new Outcome.Refused(HttpAnswer.bare("431 Request Header Fields Too Large"), "", false);
    }

    /** The key that proves that the other side has read this one's (RFC 6455, 4.2.2). */
    static String acceptKey(String key) {
        return Sha1.base64((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
    }
}
