package io.dialtone.streams;

import java.io.Serial;

/** Ends the streams of one connection with the reason it is to have; nothing is wrong with the program. */
public final class ConnectionFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final CloseReason reason;

    public ConnectionFailure(CloseReason reason) {
        this(reason, reason.text());
    }

    public ConnectionFailure(CloseReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public CloseReason reason() {
        return reason;
    }
}
