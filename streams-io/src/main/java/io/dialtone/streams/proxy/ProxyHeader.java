package io.dialtone.streams.proxy;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a PROXY header said.
 *
 * @param source whom the proxy speaks for; null when for itself (LOCAL, UNKNOWN, no address family)
 * @param destination the address that one connected to; null likewise
 */
public record ProxyHeader(
        @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {
    /** A header that keeps the address of the socket. */
    public static final ProxyHeader LOCAL = new ProxyHeader(null, null);
}
