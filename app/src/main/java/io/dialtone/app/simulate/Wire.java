package io.dialtone.app.simulate;

/**
 * What one side dials of another.
 *
 * @param from a server; for gateways the cluster, of which each server dials
 * @param to the server that is dialled
 */
public record Wire(Kind kind, String from, String to, Link link) {

    /** What kind of link the connections are. */
    public enum Kind {
        ROUTE,
        GATEWAY,
        LEAF
    }
}
