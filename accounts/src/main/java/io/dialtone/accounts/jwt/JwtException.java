package io.dialtone.accounts.jwt;

import java.io.Serial;

/** A token that cannot be read or must not be trusted, or claims that cannot be signed; the message is for logs and users. */
public final class JwtException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    /** @param text what is wrong, for logs and users */
    public JwtException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
