package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.cluster.route.RouteType;
import io.dialtone.streams.DialSecurity;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.tls.TlsClientContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Another cluster: where it is, and the one connection to it. Part of {@link Gateways}, on its loop. */
final class GatewayRemote {
    private final String name;
    private final RouteType type;
    private GatewayUrls urls;
    private @Nullable TlsClientContext tls;
    /** Being dialled, or about to be. */
    boolean dialling;

    @Nullable
    ActorRef<GatewayLink.Command> link;

    @Nullable
    OutboundPeer peer;

    /**
     * @param tls null without TLS
     */
    GatewayRemote(String name, RouteType type, GatewayUrls urls, @Nullable TlsClientContext tls) {
        this.name = name;
        this.type = type;
        this.urls = urls;
        this.tls = tls;
    }

    String name() {
        return name;
    }

    RouteType type() {
        return type;
    }

    boolean isConfigured() {
        return type == RouteType.EXPLICIT;
    }

    /** The word for it in log lines. */
    String kind() {
        return isConfigured() ? "explicit" : "implicit";
    }

    /** The cluster has said where it is now. */
    void moved(List<String> addresses) {
        urls = urls.learnt(addresses);
    }

    /** Others have said where it may be, too. */
    void heard(List<String> addresses) {
        urls = urls.alsoLearnt(addresses);
    }

    void tls(@Nullable TlsClientContext context) {
        tls = context;
    }

    /** Everywhere it may be, as {@code host:port}. */
    List<String> addresses() {
        return urls.all().stream().map(ServerUrl::address).toList();
    }

    /** Everywhere it may be, in any order. */
    List<ServerUrl> shuffled(RandomGenerator random) {
        List<ServerUrl> all = new ArrayList<>(urls.all());
        Collections.shuffle(all, Random.from(random));
        return all;
    }

    /** How a connection to one of its addresses begins. */
    TransportSecurity security(ServerUrl url, Executor handshakes) {
        TlsClientContext context = tls;
        return context == null
                ? DialSecurity.plain(PeerKind.GATEWAY)
                : DialSecurity.tlsFirst(PeerKind.GATEWAY, context, nameFor(url), handshakes);
    }

    /** An address that was learnt says nothing of the name in the certificate: a configured one may. */
    private String nameFor(ServerUrl url) {
        if (!isAddress(url.host())) {
            return url.host();
        }
        return urls.all().stream()
                .map(ServerUrl::host)
                .filter(host -> !isAddress(host))
                .findFirst()
                .orElse(url.host());
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }
}
