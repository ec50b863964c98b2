package io.dialtone.accounts.trace;

import java.util.Locale;

/**
 * How an event is packed, as {@code Accept-Encoding} of the traced message wishes. Snappy is declined: such events come as
 * they are and say so, as those do whose wish nobody knows.
 */
enum TraceEncoding {
    /** No wish: the event comes without headers. */
    PLAIN(""),
    /** Packed with gzip. */
    GZIP("gzip"),
    /** As it is, although something else was wished for. */
    IDENTITY("identity");

    private final String name;

    TraceEncoding(String name) {
        this.name = name;
    }

    /** What {@code Content-Encoding} says; empty without that header. */
    String contentEncoding() {
        return name;
    }

    /** @param accepted value of {@code Accept-Encoding}, empty without */
    static TraceEncoding of(String accepted) {
        String wish = accepted.toLowerCase(Locale.ROOT);
        if (wish.isEmpty()) {
            return PLAIN;
        }
        boolean snappyFirst = wish.contains("snappy") || wish.contains("s2");
        return wish.contains("gzip") && !snappyFirst ? GZIP : IDENTITY;
    }
}
