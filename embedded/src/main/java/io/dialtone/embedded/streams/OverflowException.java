package io.dialtone.embedded.streams;

/** A subscription whose overflow strategy is to fail had more messages waiting than it may. */
public final class OverflowException extends NatsException {
    private static final long serialVersionUID = 1L;

    OverflowException(String message) {
        super(message);
    }
}
