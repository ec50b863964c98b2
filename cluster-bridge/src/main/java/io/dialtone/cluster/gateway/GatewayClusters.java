package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.PinnedKeys;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.cluster.route.RouteType;
import io.dialtone.conf.GatewayOptions;
import io.dialtone.conf.GatewayRemoteOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LinkSecurity;
import io.dialtone.streams.tls.TlsClientContext;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other clusters, and the connections to and from each. Part of {@link Gateways}, on its loop. */
final class GatewayClusters {
    private static final int USUAL_PORT = 7222;

    private final LinkHost host;
    private final Map<String, GatewayRemote> remotes = new LinkedHashMap<>();
    private final Map<ActorRef<GatewayLink.Command>, Inbound> inbound = new LinkedHashMap<>();
    private final OutboundOrder<OutboundPeer> order = new OutboundOrder<>();
    private @Nullable TlsClientContext ownTls;

    /** A connection that a server of another cluster has made. */
    record Inbound(String cluster, InboundPeer peer) {}

    GatewayClusters(LinkHost host) {
        this.host = host;
    }

    // ---- the clusters

    /** Takes those of the configuration, without this one. */
    void configure(GatewayOptions options) throws TlsConfigurationException {
        ownTls = context(options.tls());
        for (GatewayRemoteOptions remote : options.remotes()) {
            if (!remote.name().equals(options.name())) {
                remotes.put(remote.name(), configured(remote, options));
            }
        }
    }

    private GatewayRemote configured(GatewayRemoteOptions remote, GatewayOptions options)
            throws TlsConfigurationException {
        List<ServerUrl> urls = remote.urls().stream()
                .map(ServerUrl::parse)
                .map(url -> url.withDefaultPort(USUAL_PORT))
                .toList();
        TlsClientContext tls = remote.tls() == null ? ownTls : context(remote.tls());
        return new GatewayRemote(
                remote.name(),
                RouteType.EXPLICIT,
                GatewayUrls.of(urls, tls != null, options.user(), options.password()),
                tls);
    }

    private static @Nullable TlsClientContext context(@Nullable TlsOptions tls) throws TlsConfigurationException {
        return tls == null ? null : LinkSecurity.dialling(tls);
    }

    /** Reads the files of the tls blocks anew. */
    void reloadTls(GatewayOptions options) throws TlsConfigurationException {
        ownTls = context(options.tls());
        for (GatewayRemote remote : remotes.values()) {
            TlsOptions its = blockOf(remote, options);
            remote.tls(its == null ? ownTls : context(its));
        }
    }

    /** The tls block that a remote has of its own. */
    private static @Nullable TlsOptions blockOf(GatewayRemote remote, GatewayOptions options) {
        return options.remotes().stream()
                .filter(one -> one.name().equals(remote.name()))
                .map(GatewayRemoteOptions::tls)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whoever shows a certificate that is not pinned any more goes, whichever side has dialled. */
    void closeUnpinned(GatewayOptions options) {
        List<ActorRef<GatewayLink.Command>> links = new ArrayList<>();
        for (GatewayRemote remote : remotes.values()) {
            if (remote.link != null && remote.peer != null && !trusts(remote, remote.peer, options)) {
                links.add(remote.link);
            }
        }
        inbound.forEach((link, one) -> {
            if (!trusts(one.peer(), options)) {
                links.add(link);
            }
        });
        links.forEach(link -> link.tell(new GatewayLink.Leave(CloseReason.TLS_HANDSHAKE_FAILURE, null)));
        if (!links.isEmpty()) {
            host.log().notice(PinnedKeys.notice(links.size()));
        }
    }

    boolean trusts(GatewayRemote remote, OutboundPeer peer, GatewayOptions options) {
        TlsOptions its = blockOf(remote, options);
        return PinnedKeys.of(its == null ? options.tls() : its).admit(peer.wire());
    }

    boolean trusts(InboundPeer peer, GatewayOptions options) {
        return PinnedKeys.of(options.tls()).admit(peer.wire());
    }

    /** A cluster that others told of. */
    GatewayRemote implicit(String name, GatewayOptions options) {
        GatewayUrls urls = GatewayUrls.of(List.of(), ownTls != null, options.user(), options.password());
        GatewayRemote remote = new GatewayRemote(name, RouteType.IMPLICIT, urls, ownTls);
        remotes.put(name, remote);
        return remote;
    }

    void forget(GatewayRemote remote) {
        remotes.remove(remote.name());
    }

    @Nullable
    GatewayRemote find(String name) {
        return remotes.get(name);
    }

    List<GatewayRemote> all() {
        return List.copyOf(remotes.values());
    }

    List<GatewayRemote> connectedOnes() {
        return remotes.values().stream().filter(remote -> remote.peer != null).toList();
    }

    /** The cluster that a connection leads to. */
    @Nullable
    GatewayRemote of(ActorRef<GatewayLink.Command> link) {
        return remotes.values().stream()
                .filter(remote -> link.equals(remote.link))
                .findFirst()
                .orElse(null);
    }

    // ---- outbound

    void connected(GatewayRemote remote, OutboundPeer peer) {
        remote.peer = peer;
        order.add(peer);
        rank();
        host.accounts().forEach(this::optimists);
    }

    void lost(GatewayRemote remote) {
        OutboundPeer peer = remote.peer;
        remote.link = null;
        remote.peer = null;
        if (peer != null) {
            order.remove(peer);
            rank();
            host.accounts().forEach(this::optimists);
        }
    }

    /**
     * The distance of a cluster was measured.
     *
     * @return whether the order is another one now
     */
    boolean measured(ActorRef<GatewayLink.Command> link) {
        GatewayRemote remote = of(link);
        OutboundPeer peer = remote == null ? null : remote.peer;
        Duration rtt = peer == null ? null : peer.pings().rtt();
        if (peer == null || rtt == null) {
            return false;
        }
        List<OutboundPeer> before = order.nearestFirst();
        order.measured(peer, rtt.toNanos());
        if (before.equals(order.nearestFirst())) {
            return false;
        }
        rank();
        host.accounts().forEach(account -> account.remote().changed());
        return true;
    }

    private void rank() {
        List<OutboundPeer> nearestFirst = order.nearestFirst();
        for (int i = 0; i < nearestFirst.size(); i++) {
            nearestFirst.get(i).rank(i);
        }
    }

    /** Sets who gets what it has not refused. */
    private void optimists(LinkedAccount account) {
        List<RemoteSpace.Optimist> all = order.nearestFirst().stream()
                .filter(OutboundPeer::isOptimistic)
                .map(peer -> peer.optimist(account.id()))
                .toList();
        account.remote().optimists(all);
    }

    void accountMade(LinkedAccount account) {
        optimists(account);
    }

    /** The clusters that are connected, the nearest first. */
    Collection<OutboundPeer> peers() {
        return order.nearestFirst();
    }

    // ---- inbound

    void inbound(ActorRef<GatewayLink.Command> link, String cluster, InboundPeer peer) {
        inbound.put(link, new Inbound(cluster, peer));
    }

    boolean inboundGone(ActorRef<GatewayLink.Command> link) {
        return inbound.remove(link) != null;
    }

    boolean hasInbound(String cluster) {
        return inbound.values().stream().anyMatch(one -> one.cluster().equals(cluster));
    }

    List<ActorRef<GatewayLink.Command>> inboundLinks() {
        return List.copyOf(inbound.keySet());
    }

    /** What monitoring sees. */
    GatewaySnapshot snapshot(GatewaySettings settings) {
        Map<String, GatewaySnapshot.Outbound> out = new LinkedHashMap<>();
        for (OutboundPeer peer : order.nearestFirst()) {
            GatewayRemote remote = remotes.get(peer.name());
            out.put(peer.name(), new GatewaySnapshot.Outbound(remote != null && remote.isConfigured(), peer));
        }
        return new GatewaySnapshot(host, settings, out, List.copyOf(inbound.values()));
    }
}
