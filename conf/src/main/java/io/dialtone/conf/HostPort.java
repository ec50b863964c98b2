package io.dialtone.conf;

import org.jspecify.annotations.Nullable;

/**
 * The two sides of {@code host:port}.
 *
 * @param host without brackets; may be empty
 * @param port as written
 */
record HostPort(String host, String port) {
    /** Splits as Go's {@code net.SplitHostPort}: null when there is no port, or a bare IPv6 address. */
    static @Nullable HostPort split(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String host = address.substring(0, colon);
        String port = address.substring(colon + 1);
        if (host.startsWith("[")) {
            return host.endsWith("]") ? new HostPort(host.substring(1, host.length() - 1), port) : null;
        }
        boolean ambiguous = host.contains(":") || host.contains("[") || host.contains("]") || port.contains("]");
        return ambiguous ? null : new HostPort(host, port);
    }
}
