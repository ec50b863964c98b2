package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerUrl;

/**
 * What a route that this side dials, and dials again when it is lost, was dialled for.
 *
 * @param url where to
 * @param type how often
 */
public record Dialled(ServerUrl url, RouteType type) {
    /**
     * What a connection is dialled for that takes the place of this one as well: a configured address wins, for only with one
     * is the server dialled for ever.
     */
    Dialled joinedWith(Dialled other) {
        return type == RouteType.IMPLICIT && other.type == RouteType.EXPLICIT ? other : this;
    }
}
