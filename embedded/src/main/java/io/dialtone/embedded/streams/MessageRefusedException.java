package io.dialtone.embedded.streams;

/** A message cannot be sent: it is larger than the server takes, or too much waits to be sent already. */
public final class MessageRefusedException extends NatsException {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(String message) {
        super(message);
    }
}
