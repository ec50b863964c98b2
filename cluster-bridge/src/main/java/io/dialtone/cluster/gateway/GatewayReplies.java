package io.dialtone.cluster.gateway;

import io.dialtone.actors.ServerHash;
import io.dialtone.cluster.Neighbour;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.ReplyRoutes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which links lead to the clusters, and the servers of this one, that routed replies name. {@link Gateways} writes it. */
final class GatewayReplies implements ReplyRoutes {
    private final RoutedReply own;
    private final byte[] prefix;
    private volatile Map<String, OutboundPeer> clusters = Map.of();
    private volatile Map<String, List<Neighbour>> servers = Map.of();

    GatewayReplies(String clusterName, String serverId) {
        this.own = RoutedReply.of(clusterName, serverId);
        this.prefix = own.route(new byte[0], 0, 0);
    }

    void clusters(Collection<OutboundPeer> peers) {
        Map<String, OutboundPeer> byHash = new HashMap<>();
        peers.forEach(peer -> byHash.put(ServerHash.inReplies(peer.name()), peer));
        clusters = Map.copyOf(byHash);
    }

    void servers(Collection<Neighbour> neighbours) {
        Map<String, List<Neighbour>> byHash = new HashMap<>();
        for (Neighbour one : neighbours) {
            byHash.computeIfAbsent(ServerHash.inReplies(one.serverId()), hash -> new ArrayList<>())
                    .add(one);
        }
        servers = Map.copyOf(byHash);
    }

    @Override
    public byte[] prefix() {
        return prefix;
    }

    @Override
    public boolean isForThisCluster(byte[] routed, int from) {
        return own.isForThisCluster(routed, from);
    }

    @Override
    public boolean isForThisServer(byte[] routed, int from) {
        return own.isForThisServer(routed, from);
    }

    @Override
    public @Nullable LinkTarget gateway(byte[] routed, int from, String account) {
        OutboundPeer peer = clusters.get(RoutedReply.cluster(routed, from));
        return peer == null ? null : peer.target(account);
    }

    @Override
    public @Nullable LinkTarget route(byte[] routed, int from, String account) {
        for (Neighbour one : servers.getOrDefault(RoutedReply.server(routed, from), List.of())) {
            if (one.carries(account)) {
                return one.target(account);
            }
        }
        return null;
    }
}
