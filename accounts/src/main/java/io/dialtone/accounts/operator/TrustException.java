package io.dialtone.accounts.operator;

import java.io.Serial;

/** Claims or options that cannot be trusted; the message is nats-server's. */
public final class TrustException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    public TrustException(String text) {
        super(text);
        this.text = text;
    }

    public TrustException(String text, Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
