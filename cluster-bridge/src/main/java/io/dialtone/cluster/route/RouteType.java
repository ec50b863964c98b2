package io.dialtone.cluster.route;

/** Why a route exists. */
public enum RouteType {
    /** Its address is configured: it is dialled for ever. */
    EXPLICIT,
    /** Its address came by gossip, or the other side dialled. */
    IMPLICIT
}
