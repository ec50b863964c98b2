package io.dialtone.app.nk;

import java.io.Serial;

/** The end of the command with exit code 1; the message is printed. */
final class NkFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    NkFailure(String message) {
        super(message);
    }
}
