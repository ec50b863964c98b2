package io.dialtone.app.nsc.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a server listens for clients.
 *
 * @param host name or address
 * @param port of it
 * @param tls whether TLS is asked for whatever the server says
 */
public record NatsAddress(String host, int port, boolean tls) {
    private static final int DEFAULT_PORT = 4222;

    /** Whether a text is an address of servers that speak NATS. */
    public static boolean isUrl(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("nats://")
                || lower.startsWith("tls://")
                || lower.startsWith("ws://")
                || lower.startsWith("wss://");
    }

    /** The addresses in a list with commas. */
    public static List<NatsAddress> parse(String urls) throws RemoteException {
        List<NatsAddress> addresses = new ArrayList<>();
        for (String url : urls.split(",")) {
            if (!url.isBlank()) {
                addresses.add(one(url.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw new RemoteException("no address of a server");
        }
        return addresses;
    }

    private static NatsAddress one(String url) throws RemoteException {
        try {
            URI uri = new URI(url.contains("://") ? url : "nats://" + url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("nats") && !scheme.equals("tls")) {
                throw new RemoteException("scheme \"" + scheme + "\" is not supported (nats, tls)");
            }
            String host = uri.getHost();
            if (host == null) {
                throw new RemoteException("\"" + url + "\" names no host");
            }
            String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return new NatsAddress(plain, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), scheme.equals("tls"));
        } catch (URISyntaxException e) {
            throw new RemoteException("\"" + url + "\" is not an address", e);
        }
    }

    @Override
    public String toString() {
        return (tls ? "tls://" : "nats://") + host + ":" + port;
    }
}
