package io.dialtone.embedded.streams;

/** The user may not publish or subscribe there; the message is what the server said. */
public final class PermissionsViolationException extends NatsException {
    private static final long serialVersionUID = 1L;

    PermissionsViolationException(String message) {
        super(message);
    }
}
