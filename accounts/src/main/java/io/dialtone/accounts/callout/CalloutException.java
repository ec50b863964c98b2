package io.dialtone.accounts.callout;

import java.io.Serial;

/** Nobody is let in because of this; the message is for the log and for events, the client hears nothing of it. */
public final class CalloutException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean proxy;
    private final String text;

    CalloutException(String text) {
        this(text, false);
    }

    CalloutException(String text, boolean proxy) {
        // The log begins sentences with a capital letter, wherever they come from.
        super(capitalized(text));
        this.text = capitalized(text);
        this.proxy = proxy;
    }

    /** Nobody is let in because of what is known elsewhere. */
    public static CalloutException because(String text) {
        return new CalloutException(text);
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return text;
    }

    /** Whether the client should have come through a trusted proxy. */
    public boolean isForProxy() {
        return proxy;
    }
}
