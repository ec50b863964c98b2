package io.dialtone.conf;

/** Ends the reading of a text that does not follow the language. The message is complete. */
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
        super(message, null, false, false);
    }

    static SyntaxException onLine(int line, String text) {
        return new SyntaxException("Parse error on line " + line + ": '" + text + "'");
    }
}
