package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.conf.SubjectRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an INFO means that comes on a route after the one that registered it. */
public sealed interface RouteNews {
    /** The other end is this server: close, never dial again. */
    record Self() implements RouteNews {}

    /** The clusters differ and neither name gives way: close. */
    record ClusterConflict() implements RouteNews {}

    /**
     * An account gets connections of its own. Forget what the peer announced for it on the slot that the peer used, and send the
     * INFO back without the account.
     *
     * @param slot by the size of the peer's pool
     * @param answer to be sent
     */
    record AccountMoves(String account, int slot, ServerInfo answer) implements RouteNews {}

    /** A peer has done so. */
    record AccountMoved(String requestId) implements RouteNews {}

    /** About a gateway. */
    record GatewayGossip(ServerInfo info) implements RouteNews {}

    /** About another server of the cluster. */
    record OtherServer(ServerInfo info) implements RouteNews {}

    /**
     * About the peer itself.
     *
     * @param permissionsChanged what may be imported and exported is no longer what it was
     * @param lameDuck its addresses are no longer for clients
     */
    record Update(boolean permissionsChanged, boolean lameDuck) implements RouteNews {}

    /**
     * What was found.
     *
     * @param adopted the own cluster's name from now on, whatever else the INFO says; null: it stays
     */
    record Reading(RouteNews news, @Nullable ClusterName adopted) {}

    /**
     * Reads an INFO in the order in which nats-server does. In particular, one without a server id tells of another server.
     *
     * @param remoteId id of the server at the other end
     * @param imports what the peer last said it may import
     * @param exports and export
     */
    static Reading read(
            ServerInfo info,
            String ownId,
            String remoteId,
            ClusterName cluster,
            @Nullable SubjectRules imports,
            @Nullable SubjectRules exports) {
        if (info.serverId().equals(ownId)) {
            return new Reading(new Self(), null);
        }
        return switch (cluster.onInfo(info.cluster(), info.clusterDynamic())) {
            case ClusterName.Verdict.Conflict conflict -> new Reading(new ClusterConflict(), null);
            case ClusterName.Verdict.Adopt adopt ->
                new Reading(withinCluster(info, remoteId, imports, exports), adopt.adopted());
            case ClusterName.Verdict.Same same -> new Reading(withinCluster(info, remoteId, imports, exports), null);
        };
    }

    private static RouteNews withinCluster(
            ServerInfo info, String remoteId, @Nullable SubjectRules imports, @Nullable SubjectRules exports) {
        if (!info.routeAccountRequestId().isEmpty()) {
            return accountMove(info);
        }
        if (!info.gateway().isEmpty()) {
            return new GatewayGossip(info);
        }
        if (!info.serverId().equals(remoteId)) {
            return new OtherServer(info);
        }
        boolean changed = !Objects.equals(info.imports(), imports) || !Objects.equals(info.exports(), exports);
        // A server about to go tells nothing else of itself.
        return new Update(changed && !info.lameDuck(), info.lameDuck());
    }

    private static RouteNews accountMove(ServerInfo info) {
        String account = info.routeAccount();
        if (account.isEmpty()) {
            return new AccountMoved(info.routeAccountRequestId());
        }
        int slot = AccountSlot.of(account, info.routePoolSize());
        return new AccountMoves(account, slot, info.with(b -> b.routeAccount("")));
    }
}
