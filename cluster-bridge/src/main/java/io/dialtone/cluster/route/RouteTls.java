package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.streams.DialSecurity;
import io.dialtone.streams.LinkSecurity;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.tls.TlsClientContext;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of routes begin: in clear, or with TLS before anything else. Immutable.
 *
 * @param accepting those that come
 * @param dialling the tls block for those that this server makes, null without one
 * @param handshakes runs the costly steps
 */
record RouteTls(ListenerSecurity accepting, @Nullable TlsClientContext dialling, Executor handshakes) {
    /** In clear. */
    static final RouteTls NONE = new RouteTls(
            new ListenerSecurity(PeerKind.ROUTE, null, false, false, null, Runnable::run), null, Runnable::run);

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /** Reads the files that the tls block names, which takes a moment. */
    static RouteTls load(ClusterOptions cluster, Executor handshakes) throws TlsConfigurationException {
        return new RouteTls(
                LinkSecurity.accepting(PeerKind.ROUTE, cluster.tls(), handshakes),
                cluster.tls() == null ? null : LinkSecurity.dialling(cluster.tls()),
                handshakes);
    }

    /** The same in a future; fails with a {@link CompletionException}. */
    static RouteTls loaded(ClusterOptions cluster, Executor handshakes) {
        try {
            return load(cluster, handshakes);
        } catch (TlsConfigurationException e) {
            throw new CompletionException(e.getMessage(), e);
        }
    }

    /**
     * @param dialled where to; null for a connection that came
     * @param configured the routes of the configuration
     */
    TransportSecurity of(@Nullable ServerUrl dialled, List<String> configured) {
        if (dialled == null) {
            return accepting;
        }
        TlsClientContext context = dialling;
        return context == null
                ? DialSecurity.plain(PeerKind.ROUTE)
                : DialSecurity.tlsFirst(PeerKind.ROUTE, context, name(dialled.host(), configured), handshakes);
    }

    /** What the certificate must be made out to: gossip tells addresses, certificates have names, so a known name stands in. */
    private static String name(String host, List<String> configured) {
        if (!isAddress(host)) {
            return host;
        }
        return configured.stream()
                .map(url -> ServerUrl.parse(url).host())
                .filter(name -> !isAddress(name))
                .findFirst()
                .orElse(host);
    }

    private static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }
}
