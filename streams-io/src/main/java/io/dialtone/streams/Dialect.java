package io.dialtone.streams;

/** Which protocol is spoken to this server on a connection. */
public enum Dialect {
    CLIENT,
    /** From a server of the same cluster. */
    ROUTE,
    /** From a server of another cluster. */
    GATEWAY,
    /** Over a leaf connection, whichever side dialled. */
    LEAF;

    /** Whether operations name the account they concern, unless a connection is dedicated to one. */
    boolean namesAccounts() {
        return this == ROUTE || this == GATEWAY;
    }
}
