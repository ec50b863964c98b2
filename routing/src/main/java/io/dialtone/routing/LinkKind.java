package io.dialtone.routing;

/** What a connection to another server is, seen from this one. */
public enum LinkKind {
    /** To a server of the same cluster. */
    ROUTE,
    /** To a leaf node, of which this server is the hub. */
    LEAF,
    /** To the hub of which this server is a leaf node. */
    HUB,
    /** To another cluster. */
    GATEWAY
}
