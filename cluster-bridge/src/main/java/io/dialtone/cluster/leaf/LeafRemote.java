package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.LeafRemoteOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.LinkSecurity;
import io.dialtone.streams.tls.TlsClientContext;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.ws.DialledUpgrade;
import io.dialtone.streams.ws.Upgrade;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One server, or cluster, that this one connects to. State belongs to {@link LeafNodes}, on its loop. */
final class LeafRemote {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private static final SecureRandom RANDOM = new SecureRandom();

    private LeafRemoteOptions options;
    private TlsClientContext tls;
    private final RemoteUrls urls;
    private String tlsName = "";
    /** The link, while there is one. */
    @Nullable
    ActorRef<LeafConnection.Command> link;
    /** Attempts in a row that have failed. */
    int failures;
    /** Whether it was connected before. */
    boolean wasConnected;
    /** What made the last connection end; the next attempt waits for it. */
    LeafEvent last = LeafEvent.LOST;
    /** No longer in the configuration, or switched off there. */
    boolean gone;

    /**
     * Where to connect now.
     *
     * @param url with credentials
     * @param tlsName what its certificate must be made out to
     */
    record Target(ServerUrl url, String tlsName) {
        /** Whether the address asks for TLS. */
        boolean isTls() {
            return url.scheme().equals("tls") || url.scheme().equals("wss");
        }

        boolean isWebSocket() {
            return url.scheme().equals("ws") || url.scheme().equals("wss");
        }
    }

    LeafRemote(LeafRemoteOptions options) throws TlsConfigurationException {
        this.options = options;
        this.tls = LinkSecurity.dialling(options.tls());
        List<ServerUrl> configured =
                options.urls().stream().map(ServerUrl::parse).toList();
        this.urls = RemoteUrls.of(configured, options.noRandomize() ? null : new Random(), options.tls() != null);
        for (ServerUrl url : urls.all()) {
            saveName(url);
        }
    }

    private void saveName(ServerUrl url) {
        if (tlsName.isEmpty() && !ADDRESS.matcher(url.host()).matches()) {
            tlsName = url.host();
        }
    }

    LeafRemoteOptions options() {
        return options;
    }

    TlsClientContext tls() {
        return tls;
    }

    boolean isTlsFirst() {
        TlsOptions block = options.tls();
        return block != null && block.handshakeFirst();
    }

    /** Why a proxy that is configured does not serve all addresses; empty when it does, or there is none. */
    String proxyWarning() {
        long webSockets = urls.all().stream()
                .filter(url -> new Target(url, "").isWebSocket())
                .count();
        if (options.proxyUrl().isEmpty() || webSockets == urls.all().size()) {
            return "";
        }
        return webSockets == 0
                ? "proxy configuration will be ignored: proxy settings only apply to WebSocket connections "
                        + "(ws:// or wss://), but all configured URLs use TCP connections (nats://)"
                : "proxy configuration will only be used for WebSocket URLs: proxy settings do not apply to TCP "
                        + "connections (nats://)";
    }

    /** What is said to the hub for a WebSocket. */
    Upgrade upgrade(Target target) {
        return new DialledUpgrade(
                target.url().address(),
                target.url().path(),
                options.webSocketCompression(),
                options.webSocketNoMasking(),
                RANDOM);
    }

    RemoteUrls urls() {
        return urls;
    }

    /** Other options of the same remote hold. */
    void options(LeafRemoteOptions now) throws TlsConfigurationException {
        tls = LinkSecurity.dialling(now.tls());
        options = now;
    }

    Target next() {
        ServerUrl url = urls.next();
        boolean bare = ADDRESS.matcher(url.host()).matches();
        return new Target(url, bare && !tlsName.isEmpty() ? tlsName : url.host());
    }
}
