package io.dialtone.cluster.membership;

import io.dialtone.cluster.protocol.ServerUrl;

/**
 * An address as it stands in the configuration.
 *
 * @param host empty for none
 */
record HostPort(String host, int port) {
    /** Reads what has been checked: {@code host}, {@code host:port}, or nothing. */
    static HostPort parse(String text, int defaultPort) {
        if (text.isEmpty()) {
            return new HostPort("", defaultPort);
        }
        ServerUrl url = ServerUrl.parse(text).withDefaultPort(defaultPort);
        return new HostPort(url.host(), url.port());
    }
}
