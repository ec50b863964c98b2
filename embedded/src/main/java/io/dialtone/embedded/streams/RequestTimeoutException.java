package io.dialtone.embedded.streams;

/** No answer came in time. */
public final class RequestTimeoutException extends NatsException {
    private static final long serialVersionUID = 1L;

    RequestTimeoutException(String message) {
        super(message);
    }
}
