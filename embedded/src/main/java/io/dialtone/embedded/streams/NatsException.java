package io.dialtone.embedded.streams;

/** What fails a stream or a request of a connection; what exactly, its class says. */
public abstract sealed class NatsException extends RuntimeException
        permits ConnectionClosedException,
                LoginRefusedException,
                MessageRefusedException,
                NoRespondersException,
                OverflowException,
                PermissionsViolationException,
                RequestTimeoutException {
    private static final long serialVersionUID = 1L;

    NatsException(String message) {
        // Without a stack trace: it would show whichever thread of the server happened to bring the news.
        super(message, null, false, false);
    }
}
