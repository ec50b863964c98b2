package io.dialtone.app.process;

/** A start that cannot go on; the message is what the log says as its last, fatal line. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
