package io.dialtone.cluster.protocol;

/** INFO or CONNECT of a server cannot be read. The connection is closed without an {@code -ERR}; the text is for the log. */
public final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidJsonException(String message) {
        super(message);
    }

    InvalidJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
