package io.dialtone.cluster.leaf;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this server says of itself to leaf nodes and to hubs. Part of {@link LeafNodes}, on its loop. */
final class LeafSelf {
    /** Accounts, asynchronous INFO; traces stop at the border of a server. */
    static final int PROTOCOL = 3;

    private static final int API_LEVEL = 5;

    private final LinkHost host;
    private @Nullable InetSocketAddress bound;

    LeafSelf(LinkHost host) {
        this.host = host;
    }

    void bound(InetSocketAddress address) {
        bound = address;
    }

    /** Where leaf nodes reach this server, as {@code host:port}; empty without a listener. */
    String url() {
        InetSocketAddress listening = bound;
        if (listening == null) {
            return "";
        }
        LeafOptions leaf = host.options().leaf();
        if (!leaf.advertise().isEmpty()) {
            return ServerUrl.parse(leaf.advertise())
                    .withDefaultPort(listening.getPort())
                    .address();
        }
        InetAddress address = listening.getAddress();
        String text = address.isAnyLocalAddress() ? reachable(address) : leaf.host();
        return ServerUrl.address(text, listening.getPort());
    }

    private static String reachable(InetAddress any) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && !a.isMulticastAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse(any.getHostAddress());
        } catch (SocketException e) {
            return any.getHostAddress();
        }
    }

    /**
     * What all INFO to leaf nodes has in common.
     *
     * @param others where they reach the other servers of the cluster
     */
    ServerInfo info(List<String> others) {
        Options options = host.options();
        TlsOptions tls = options.leaf().tls();
        InetSocketAddress listening = bound;
        ServerInfo info = ServerInfo.builder()
                .serverId(host.serverId())
                .serverName(host.serverName())
                .version(host.version())
                .proto(PROTOCOL)
                .go(host.runtime())
                .host(options.leaf().host())
                .port(listening == null ? 0 : listening.getPort())
                .headers(!options.traits().noHeaderSupport())
                .authRequired(true)
                .tlsRequired(tls != null)
                .tlsVerify(tls != null && (tls.verify() || tls.verifyAndMap()))
                .maxPayload(options.limits().maxPayload())
                .ip(url())
                .cluster(host.clusterName())
                .apiLevel(API_LEVEL)
                .infoOnConnect(true)
                .wsConnectUrls(host.webSocketUrlsOfOthers())
                .leafNodeUrls(java.util.stream.Stream.concat(java.util.stream.Stream.of(url()), others.stream())
                        .filter(url -> !url.isEmpty())
                        .distinct()
                        .toList())
                .build();
        if (options.leaf().advertise().isEmpty()) {
            return info;
        }
        ServerUrl advertised = ServerUrl.parse(options.leaf().advertise()).withDefaultPort(info.port());
        return info.with(i -> i.host(advertised.host()).port(advertised.port()));
    }
}
