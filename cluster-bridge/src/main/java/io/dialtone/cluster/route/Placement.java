package io.dialtone.cluster.route;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a connection whose INFO has come.
 *
 * @param <C> connection
 */
public sealed interface Placement<C> {
    /**
     * It is registered.
     *
     * @param slot announced to the other side by a solicitor; -1 on a connection dedicated to an account
     * @param first the first of its kind between the two servers, so that others are told of it: of the account, or of the pool;
     *     with the latter come the other server's addresses for clients, gateways and leaf nodes
     * @param dialNext after the other side's PONG, another connection is to be dialled
     */
    record Placed<C>(int slot, boolean first, boolean dialNext) implements Placement<C> {}

    /**
     * It is one too many and is closed without a word.
     *
     * @param survivor the connection that has its place, and is dialled again when it is lost, whoever dialled it; null: many
     * @param reconnect the place may become free: dial again if the surplus connection was dialled
     */
    record Duplicate<C>(@Nullable C survivor, boolean reconnect) implements Placement<C> {}

    /**
     * The servers do not fit.
     *
     * @param error text for the other side before the close
     * @param reconnect dial again if it was dialled
     */
    record Refused<C>(String error, boolean reconnect) implements Placement<C> {}
}
