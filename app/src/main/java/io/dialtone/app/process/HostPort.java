package io.dialtone.app.process;

/** Addresses as text. */
final class HostPort {
    private HostPort() {}

    /** {@code host:port}, or {@code [host]:port} for an IPv6 address. */
    static String join(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
