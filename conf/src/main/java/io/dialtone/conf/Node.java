package io.dialtone.conf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a configuration text and where its key stands.
 *
 * <p>The value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link Instant}, a list of nodes, or a map
 * from key to node in the order of the text.
 */
final class Node {
    private final Object value;
    private final Position position;
    private boolean usedVariable;

    private Node(Object value, Position position) {
        this.value = value;
        this.position = position;
    }

    static Node text(String value, Position at) {
        return new Node(value, at);
    }

    static Node integer(long value, Position at) {
        return new Node(value, at);
    }

    static Node floating(double value, Position at) {
        return new Node(value, at);
    }

    static Node bool(boolean value, Position at) {
        return new Node(value, at);
    }

    static Node instant(Instant value, Position at) {
        return new Node(value, at);
    }

    static Node list(List<Node> value, Position at) {
        return new Node(value, at);
    }

    static Node map(Map<String, Node> value, Position at) {
        return new Node(value, at);
    }

    /** The same value, reported at another place. */
    Node at(Position other) {
        return new Node(value, other);
    }

    Object value() {
        return value;
    }

    Position position() {
        return position;
    }

    /** Whether a {@code $reference} took its value from here: such a key needs no other meaning. */
    boolean isUsedVariable() {
        return usedVariable;
    }

    void markUsed() {
        usedVariable = true;
    }

    /** The value as a map, or null when it is something else. */
    @SuppressWarnings("unchecked") // maps are only made by map(...)
    @Nullable
    Map<String, Node> asMap() {
        return value instanceof Map<?, ?> map ? (Map<String, Node>) map : null;
    }

    /** The value as a list, or null when it is something else. */
    @SuppressWarnings("unchecked") // lists are only made by list(...)
    @Nullable
    List<Node> asList() {
        return value instanceof List<?> list ? (List<Node>) list : null;
    }
}
