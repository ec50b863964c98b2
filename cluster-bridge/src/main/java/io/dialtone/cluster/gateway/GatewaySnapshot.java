package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.GatewayMonitor;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.cluster.InterestKey;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gateways as they were when one last came or went; figures are read when they are asked for. Any thread. */
record GatewaySnapshot(
        LinkHost host, GatewaySettings settings, Map<String, Outbound> outbound, List<GatewayClusters.Inbound> inbound)
        implements GatewayMonitor {
    /** The connection to a cluster. */
    record Outbound(boolean configured, OutboundPeer peer) {}

    @Override
    public List<String> nearest() {
        return outbound.entrySet().stream()
                .sorted(Comparator.comparing(one -> rtt(one.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Duration rtt(Outbound one) {
        Duration measured = one.peer().pings().rtt();
        return measured == null ? Duration.ZERO : measured;
    }

    @Override
    public GatewayStats stats(GatewayQuery query) {
        Map<String, GatewayStats.Remote> out = new TreeMap<>();
        outbound.forEach((name, one) -> {
            if (isWanted(query.name(), name)) {
                out.put(name, remote(one, query));
            }
        });
        Map<String, List<GatewayStats.Remote>> in = new TreeMap<>();
        for (GatewayClusters.Inbound one : inbound) {
            if (isWanted(query.name(), one.cluster())) {
                in.computeIfAbsent(one.cluster(), cluster -> new ArrayList<>()).add(remote(one.peer(), query));
            }
        }
        return new GatewayStats(
                settings.name(), settings.info().host(), settings.info().port(), out, in);
    }

    private static boolean isWanted(String only, String name) {
        return only.isEmpty() || only.equals(name);
    }

    private static GatewayStats.Remote remote(Outbound one, GatewayQuery query) {
        OutboundPeer peer = one.peer();
        OutboundInterest interest = peer.interest();
        int subscriptions = interest.accounts().stream()
                .mapToInt(account -> interest.of(account).size())
                .sum();
        return new GatewayStats.Remote(
                one.configured(),
                connection(peer.wire(), peer.pings(), peer.info().serverId(), subscriptions),
                query.accounts() ? accounts(peer, query) : null);
    }

    private static List<GatewayStats.Account> accounts(OutboundPeer peer, GatewayQuery query) {
        OutboundInterest interest = peer.interest();
        List<GatewayStats.Account> all = new ArrayList<>();
        for (String account : wanted(interest.accounts(), query)) {
            List<InterestKey> keys = interest.of(account);
            all.add(new GatewayStats.Account(
                    account,
                    mode(interest.mode(account)),
                    interest.refusals(account),
                    keys.size(),
                    (int) keys.stream().filter(InterestKey::hasQueue).count(),
                    query.subscriptions() == ConnectionQuery.Subscriptions.NONE
                            ? List.of()
                            : keys.stream()
                                    .map(key -> detail(key, peer.wire().cid()))
                                    .toList()));
        }
        return all;
    }

    private static SubscriptionDetail detail(InterestKey key, long cid) {
        return new SubscriptionDetail("", "", key.subject(), key.queue(), "", 0, 0, cid);
    }

    private static String mode(InterestMode mode) {
        return switch (mode) {
            case OPTIMISTIC -> "Optimistic";
            case TRANSITIONING -> "Transitioning";
            case INTEREST_ONLY -> "Interest-Only";
        };
    }

    private static GatewayStats.Remote remote(InboundPeer peer, GatewayQuery query) {
        List<GatewayStats.Account> accounts = query.accounts()
                ? wanted(peer.teller().accounts(), query).stream()
                        .map(name ->
                                new GatewayStats.Account(name, mode(InterestMode.INTEREST_ONLY), 0, 0, 0, List.of()))
                        .toList()
                : null;
        return new GatewayStats.Remote(
                false, connection(peer.wire(), peer.pings(), peer.info().serverId(), 0), accounts);
    }

    private static Set<String> wanted(Set<String> all, GatewayQuery query) {
        Set<String> sorted = new TreeSet<>(all);
        if (!query.account().isEmpty()) {
            sorted.retainAll(Set.of(query.account()));
        }
        return sorted;
    }

    private static ConnectionInfo.@Nullable Tls tls(@Nullable TlsSession session) {
        return session == null
                ? null
                : new ConnectionInfo.Tls(session.version(), session.cipherSuite(), List.of(), /* first= */ false);
    }

    private static ConnectionInfo connection(LinkWire wire, LinkPings pings, String serverId, int subscriptions) {
        ConnectionCounters counters = wire.counters();
        long last = counters.lastActivityMillis();
        Duration rtt = pings.rtt();
        return new ConnectionInfo(
                wire.cid(),
                ConnectionInfo.Kind.GATEWAY,
                null,
                wire.peer().getAddress().getHostAddress(),
                wire.peer().getPort(),
                wire.started(),
                last == 0 ? wire.started() : Instant.ofEpochMilli(last),
                null,
                rtt == null ? Duration.ZERO : rtt,
                wire.outbox().pending(),
                new Traffic(counters.inMessages(), counters.inBytes(), counters.outMessages(), counters.outBytes()),
                0,
                subscriptions,
                new ConnectionInfo.Client(serverId, "", ""),
                tls(wire.tls()),
                ConnectionInfo.Auth.NONE,
                null,
                null,
                List.of());
    }
}
