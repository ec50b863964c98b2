package io.dialtone.embedded.streams;

/** Nobody answers requests on that subject. */
public final class NoRespondersException extends NatsException {
    private static final long serialVersionUID = 1L;

    NoRespondersException(String message) {
        super(message);
    }
}
