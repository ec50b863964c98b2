package io.dialtone.app.nats.wire;

import java.io.IOException;

/** What was asked of a server could not be had; the message is for the user to read. */
public class ClientException extends IOException {
    private static final long serialVersionUID = 1L;

    public ClientException(String message) {
        super(message);
    }

    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nobody listens to the subject of a request. */
    public static final class NoResponders extends ClientException {
        private static final long serialVersionUID = 1L;

        public NoResponders(String subject) {
            super("no responders are available for a request to \"" + subject + "\"");
        }
    }

    /** The time is up. */
    public static final class TimedOut extends ClientException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String what) {
            super(what + ": timeout");
        }
    }
}
