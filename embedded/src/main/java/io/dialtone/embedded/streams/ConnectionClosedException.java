package io.dialtone.embedded.streams;

/** The connection is over: the server closed it, or stopped, or the program did; the message says why. */
public final class ConnectionClosedException extends NatsException {
    private static final long serialVersionUID = 1L;

    ConnectionClosedException(String message) {
        super(message);
    }
}
