package io.dialtone.conf;

import org.jspecify.annotations.Nullable;

/** Ends the reading of a text that does not follow the language. The message is complete. */
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Position position;

    SyntaxException(String message) {
        this(message, null);
    }

    private SyntaxException(String message, @Nullable Position position) {
        super(message, null, false, false);
        this.position = position;
    }

    static SyntaxException at(Position position, String text) {
        return new SyntaxException("Parse error on line " + position.line() + ": '" + text + "'", position);
    }

    /** Where, if it is known; the message has the line only. */
    @Nullable
    Position position() {
        return position;
    }
}
