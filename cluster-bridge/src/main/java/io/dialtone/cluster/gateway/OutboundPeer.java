package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.streams.LinkAccount;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The other end of an outbound gateway: a server of another cluster, what it wants, and how messages of each account are sent
 * there. Made by the link; any thread may use it, save that only the link changes the interest.
 */
final class OutboundPeer {
    private final String name;
    private final LinkWire wire;
    private final LinkPings pings;
    private final ServerInfo info;
    private final OutboundInterest interest;
    private final Map<String, LinkAccount> targets = new ConcurrentHashMap<>();
    private volatile int rank;

    /**
     * @param name of the cluster
     * @param info what the server has said of itself
     */
    OutboundPeer(String name, LinkWire wire, LinkPings pings, ServerInfo info) {
        this.name = name;
        this.wire = wire;
        this.pings = pings;
        this.info = info;
        this.interest = new OutboundInterest(info.gatewayIom());
    }

    String name() {
        return name;
    }

    LinkWire wire() {
        return wire;
    }

    LinkPings pings() {
        return pings;
    }

    ServerInfo info() {
        return info;
    }

    OutboundInterest interest() {
        return interest;
    }

    /** Whether it is sent what it has not refused, rather than what it has asked for. */
    boolean isOptimistic() {
        return !info.gatewayIom();
    }

    /** How messages of an account are sent there. */
    LinkAccount target(String account) {
        LinkAccount target = targets.computeIfAbsent(
                account,
                id -> new LinkAccount(
                        LinkKind.GATEWAY, wire.outbox(), id, /* cluster= */ "", info.peer(/* origins= */ false)));
        target.rank(rank);
        return target;
    }

    /** Sets when it is asked, among the clusters that have members of a queue group. */
    void rank(int newRank) {
        rank = newRank;
        targets.values().forEach(target -> target.rank(newRank));
    }

    /** Takes out of the accounts what was put there for it. */
    void forgetIn(LinkedAccount account) {
        LinkAccount target = targets.get(account.id());
        if (target != null) {
            account.forget(target);
        }
    }

    /** It, as far as one account is concerned, when it gets what it has not refused. */
    RemoteSpace.Optimist optimist(String account) {
        return new Optimist(account);
    }

    private final class Optimist implements RemoteSpace.Optimist {
        private final String account;

        Optimist(String account) {
            this.account = account;
        }

        @Override
        public LinkTarget link() {
            return target(account);
        }

        @Override
        public boolean wants(byte[] subject, int from, int length) {
            return interest.mayWant(account, ByteText.text(Arrays.copyOfRange(subject, from, from + length)));
        }
    }
}
