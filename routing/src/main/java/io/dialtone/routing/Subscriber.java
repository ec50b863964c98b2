package io.dialtone.routing;

/**
 * Whoever a subscription delivers to: a client connection, a link to another server, or something inside this server.
 * The index only carries it; the data path knows its concrete kinds.
 */
public interface Subscriber {
    /** Whether it is something inside this server, not a connection. */
    default boolean isInternal() {
        return false;
    }

    /** How far other servers hear of its subscriptions; always the same. */
    default Reach reach() {
        return Reach.EVERYWHERE;
    }
}
