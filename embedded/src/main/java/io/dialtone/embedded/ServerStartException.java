package io.dialtone.embedded;

/** A server that could not start although its configuration is right: a port is taken, mostly. */
public final class ServerStartException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
