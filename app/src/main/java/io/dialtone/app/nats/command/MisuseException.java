package io.dialtone.app.nats.command;

import java.io.IOException;

/** The options make no sense together; the message says why. */
public final class MisuseException extends IOException {
    private static final long serialVersionUID = 1L;

    public MisuseException(String message) {
        super(message);
    }
}
