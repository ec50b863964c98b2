package io.dialtone.actors.monitor;

/** A query nobody can answer. */
public final class InvalidQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String words;

    public InvalidQuery(String words) {
        super(words, null, false, false);
        this.words = words;
    }

    /** The text that the asker is shown. */
    public String words() {
        return words;
    }
}
