package io.dialtone.embedded.streams;

/** The server did not let the connection in; the message is what it said. */
public final class LoginRefusedException extends NatsException {
    private static final long serialVersionUID = 1L;

    LoginRefusedException(String message) {
        super(message);
    }
}
