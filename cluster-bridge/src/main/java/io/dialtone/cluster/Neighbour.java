package io.dialtone.cluster;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.Outbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One connection to another server of the cluster, as gateways see it. Any thread. */
public final class Neighbour {
    private final ServerInfo info;
    private final Outbox outbox;
    private final String pinned;
    private final Predicate<String> carries;
    private final Consumer<ServerInfo> say;
    private final Map<String, LinkAccount> targets = new ConcurrentHashMap<>();

    /**
     * @param info what the server says of itself
     * @param pinned the one account that the connection is dedicated to; empty for several
     * @param carries whether messages of an account go over this connection
     * @param say sends an INFO
     */
    public Neighbour(
            ServerInfo info, Outbox outbox, String pinned, Predicate<String> carries, Consumer<ServerInfo> say) {
        this.info = info;
        this.outbox = outbox;
        this.pinned = pinned;
        this.carries = carries;
        this.say = say;
    }

    public String serverId() {
        return info.serverId();
    }

    public String serverName() {
        return info.serverName();
    }

    /** Where the gateways of that server are reached; empty when it has none. */
    public String gatewayUrl() {
        return info.gatewayUrl();
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Whether messages of an account go over this connection. */
    public boolean carries(String account) {
        return carries.test(account);
    }

    /** How messages of an account are sent there. */
    public LinkAccount target(String account) {
        return targets.computeIfAbsent(
                account,
                id -> new LinkAccount(
                        LinkKind.ROUTE,
                        outbox,
                        pinned.isEmpty() ? id : "",
                        /* cluster= */ "",
                        info.peer(/* origins= */ false)));
    }

    /** Says something to that server. */
    public void tell(ServerInfo said) {
        say.accept(said);
    }
}
