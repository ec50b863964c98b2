package io.dialtone.actors.monitor;

/** A query nobody can answer; the message is the text that the asker is shown. */
public final class InvalidQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidQuery(String message) {
        super(message, null, false, false);
    }
}
