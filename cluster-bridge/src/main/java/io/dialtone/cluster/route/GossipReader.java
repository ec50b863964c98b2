package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides about the servers that others tell of. Immutable. */
public final class GossipReader {
    /** Whether there is a connection to a server: of its pool (empty account) or dedicated to an account. */
    public interface Connected {
        boolean to(String serverId, String account);
    }

    private final String ownId;
    private final int poolSize;
    private final List<String> pinnedAccounts;
    private final Set<String> configured;
    private final String user;
    private final String password;

    /**
     * @param configured the routes of the configuration
     * @param user and password: the own cluster's credentials, which others of the cluster share
     */
    public GossipReader(
            String ownId,
            int poolSize,
            List<String> pinnedAccounts,
            List<ServerUrl> configured,
            String user,
            String password) {
        this.ownId = ownId;
        this.poolSize = poolSize;
        this.pinnedAccounts = List.copyOf(pinnedAccounts);
        this.configured =
                new HashSet<>(configured.stream().map(ServerUrl::address).toList());
        this.user = user;
        this.password = password;
    }

    /**
     * What to do about an entry.
     *
     * @param tellerPools whether the server that told has pools; one without does not tell of dedicated connections
     */
    public GossipAnswer answer(ServerInfo entry, boolean tellerPools, Connected connected) {
        if (entry.serverId().equals(ownId)) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.SELF);
        }
        boolean dedicated = !entry.routeAccount().isEmpty();
        if (dedicated && poolSize <= 0) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.NOT_POOLED);
        }
        if (connected.to(entry.serverId(), entry.routeAccount())) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.CONNECTED);
        }
        if (configured.contains(ServerUrl.address(entry.host(), entry.port()))) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.CONFIGURED);
        }
        return dial(entry, tellerPools, dedicated);
    }

    private GossipAnswer dial(ServerInfo entry, boolean tellerPools, boolean dedicated) {
        ServerUrl url;
        try {
            url = ServerUrl.parse(entry.ip());
        } catch (IllegalArgumentException e) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.UNUSABLE);
        }
        if (url.port() == ServerUrl.NO_PORT) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.UNUSABLE);
        }
        if (configured.contains(ServerUrl.address(url.host(), entry.port()))) {
            return new GossipAnswer.Ignore(GossipAnswer.Reason.CONFIGURED);
        }
        ServerUrl withCredentials = entry.authRequired() ? url.withDefaultCredentials(user, password) : url;
        List<String> accounts = new ArrayList<>(List.of(entry.routeAccount()));
        if (!tellerPools && !dedicated) {
            accounts.addAll(pinnedAccounts);
        }
        return new GossipAnswer.Dial(withCredentials, entry.gossipMode(), accounts);
    }
}
