package io.dialtone.app.nsc;

/** Why a command did not do what it was asked for, in words for the user. */
final class NscException extends Exception {
    private static final long serialVersionUID = 1;

    NscException(String message) {
        super(message);
    }

    NscException(String message, Throwable cause) {
        super(message, cause);
    }
}
