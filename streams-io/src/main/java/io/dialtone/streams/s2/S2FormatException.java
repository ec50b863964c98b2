package io.dialtone.streams.s2;

import java.io.Serial;

/** What came is not an S2 stream. Nothing that follows it can be read. */
public final class S2FormatException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    S2FormatException(String message) {
        super(message, null, false, false);
    }
}
