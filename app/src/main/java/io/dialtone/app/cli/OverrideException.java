package io.dialtone.app.cli;

/** Flags that contradict each other, or the options they are put on. The message is nats-server's. */
public final class OverrideException extends Exception {
    private static final long serialVersionUID = 1L;

    OverrideException(String message) {
        super(message);
    }
}
