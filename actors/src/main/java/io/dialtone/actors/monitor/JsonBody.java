package io.dialtone.actors.monitor;

/** A document that can be written in any of the layouts monitoring uses. */
@FunctionalInterface
public interface JsonBody {

    /** Writes one JSON value. */
    void writeTo(JsonOut out);

    /** The document on one line, as replies over NATS and the health probe have it; UTF-8. */
    default byte[] compact() {
        return JsonOut.render(this, 0);
    }

    /** The document with each field on a line of its own, indented by {@code blanks} per level; UTF-8. */
    default byte[] indented(int blanks) {
        return JsonOut.render(this, blanks);
    }
}
