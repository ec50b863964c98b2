package io.dialtone.accounts.resolver;

import java.io.Serial;

/** The claims of an account could not be had or kept; the message, in nats-server's words, is for the log. */
public final class ResolverException extends Exception {
    /** What is said of an account that nobody knows. */
    public static final String MISSING = "account missing";

    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    public ResolverException(String text) {
        super(text);
        this.text = text;
    }

    public ResolverException(String text, Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
