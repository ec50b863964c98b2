package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.Optional;

/**
 * Who is told of a new route. When each server told all others of each connection, a mesh of n would be dialled n times over; so
 * the accepting side tells, marked "do not pass on", and what came from gossip is not passed on.
 *
 * @param solicited this side dialled
 * @param type why
 * @param dialledWith mode of the gossip that made this side dial
 * @param info the new server's
 */
public record Gossip(boolean solicited, RouteType type, GossipMode dialledWith, ServerInfo info) {
    /** Whether anybody is told. */
    public boolean passesOn() {
        boolean fromGossip = solicited && type == RouteType.IMPLICIT;
        return (!fromGossip || dialledWith == GossipMode.OVERRIDE) && info.gossipMode() != GossipMode.DISABLED;
    }

    /**
     * What one of the other servers is told, if it is.
     *
     * @param recipient why the route to that server exists
     * @param recipientPools it has pools; without, it knows no connections dedicated to an account
     * @param peerAddress from where, or to where, the new connection was made
     */
    public Optional<ServerInfo> entryFor(
            String recipientId, RouteType recipient, boolean recipientPools, String peerAddress) {
        boolean understood = info.routeAccount().isEmpty() || recipientPools;
        if (!passesOn() || recipientId.equals(info.serverId()) || !understood) {
            return Optional.empty();
        }
        return Optional.of(info.with(b -> b.nonce("")
                .ip(info.ip().isEmpty() ? urlOf(peerAddress, info.port()) : info.ip())
                .gossipMode(modeFor(recipient))));
    }

    private GossipMode modeFor(RouteType recipient) {
        RouteType decisive = solicited ? type : recipient;
        if (decisive == RouteType.EXPLICIT) {
            return GossipMode.OVERRIDE;
        }
        return solicited ? GossipMode.DEFAULT : GossipMode.DISABLED;
    }

    /** Where the server can be dialled: the address it was seen at, the port it listens on. */
    static String urlOf(String peerAddress, int port) {
        return "nats-route://" + ServerUrl.address(peerAddress, port) + "/";
    }
}
