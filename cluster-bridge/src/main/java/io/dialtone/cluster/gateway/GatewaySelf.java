package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.Neighbour;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.GatewayOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.LinkSecurity;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What this server says of itself and its cluster on gateways. Written by {@link Gateways}; links read it, on any thread.
 */
final class GatewaySelf {
    /** Accounts, asynchronous INFO; traces stop at the border of a server. */
    private static final int PROTOCOL = 3;

    private final LinkHost host;
    private final Neighbours neighbours;
    private ListenerSecurity accepting = ListenerSecurity.NONE;
    private String url = "";
    private List<String> clusterUrls = List.of();
    private int port;
    private volatile GatewaySettings settings;

    GatewaySelf(LinkHost host, Neighbours neighbours) {
        this.host = host;
        this.neighbours = neighbours;
        this.port = host.options().gateway().port();
        this.settings = compose();
    }

    GatewaySettings settings() {
        return settings;
    }

    /** Whether a server of this cluster is called so. */
    boolean isNameTaken(String serverName) {
        return serverName.equals(host.serverName()) || neighbours.isName(serverName);
    }

    /** Where gateways reach this server. */
    String url() {
        return url;
    }

    /** Reads what the tls block names. */
    void loadTls() throws TlsConfigurationException {
        accepting = LinkSecurity.accepting(
                PeerKind.GATEWAY, host.options().gateway().tls(), host.slowly());
        settings = compose();
    }

    void bound(InetSocketAddress address) {
        port = address.getPort();
        url = reachable(address);
        clusterUrls = List.of(url);
        settings = compose();
    }

    private String reachable(InetSocketAddress bound) {
        GatewayOptions options = host.options().gateway();
        if (!options.advertise().isEmpty()) {
            return ServerUrl.parse(options.advertise())
                    .withDefaultPort(bound.getPort())
                    .address();
        }
        InetAddress address = bound.getAddress();
        String name = address.isAnyLocalAddress() ? outwardAddress(options.host()) : options.host();
        return ServerUrl.address(name, bound.getPort());
    }

    /** An address of this machine that others can dial. */
    private static String outwardAddress(String otherwise) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && a.getAddress().length == 4)
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse(otherwise);
        } catch (SocketException e) {
            return otherwise;
        }
    }

    /**
     * The cluster has other members now.
     *
     * @return whether that changes what is said
     */
    boolean members(List<Neighbour> now) {
        Set<String> urls = new LinkedHashSet<>();
        urls.add(url);
        now.stream().map(Neighbour::gatewayUrl).filter(u -> !u.isEmpty()).forEach(urls::add);
        List<String> fresh = List.copyOf(urls);
        if (url.isEmpty() || Set.copyOf(fresh).equals(Set.copyOf(clusterUrls))) {
            return false;
        }
        clusterUrls = fresh;
        settings = compose();
        return true;
    }

    private GatewaySettings compose() {
        Options options = host.options();
        GatewayOptions gateway = options.gateway();
        Duration interval = LinkPings.capped(options.limits().pingInterval(), GatewaySettings.LONGEST_PING_INTERVAL);
        return new GatewaySettings(
                gateway, info(options), accepting, interval, options.limits().pingMax());
    }

    private ServerInfo info(Options options) {
        GatewayOptions gateway = options.gateway();
        ServerUrl told = url.isEmpty() ? null : ServerUrl.parse(url);
        boolean tls = gateway.tls() != null;
        return ServerInfo.builder()
                .serverId(host.serverId())
                .serverName(host.serverName())
                .version(host.version())
                .proto(PROTOCOL)
                .go(host.runtime())
                .host(told == null ? gateway.host() : told.host())
                .port(told == null ? port : told.port())
                .headers(!options.traits().noHeaderSupport())
                .authRequired(!gateway.user().isEmpty())
                .tlsRequired(tls)
                .tlsVerify(tls)
                .maxPayload(options.limits().maxPayload())
                .gateway(gateway.name())
                .gatewayUrls(clusterUrls)
                .gatewayUrl(url)
                .gatewayNrp(true)
                .gatewayIom(true)
                .build();
    }
}
