package io.dialtone.cluster.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Address of another server, as configured or as learnt.
 *
 * @param scheme lower case; empty when none was written
 * @param host name or address, IPv6 without brackets
 * @param port {@link #NO_PORT} when none was written
 * @param user empty: none
 * @param password empty: none
 * @param path begins with a slash, or is empty
 */
public record ServerUrl(String scheme, String host, int port, String user, String password, String path) {
    /** No port was written. */
    public static final int NO_PORT = -1;

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code [scheme://][user[:password]@]host[:port][/path]}; credentials may be percent-encoded.
     *
     * @throws IllegalArgumentException when there is no host, or the port is none
     */
    public static ServerUrl parse(String text) {
        int schemeEnd = text.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
        int authorityEnd = endOfAuthority(rest);
        String path = rest.substring(authorityEnd);
        String authority = rest.substring(0, authorityEnd);
        int at = authority.lastIndexOf('@');
        String credentials = at < 0 ? "" : authority.substring(0, at);
        int colon = credentials.indexOf(':');
        String user = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
        String password = colon < 0 ? "" : decoded(credentials.substring(colon + 1));
        String address = authority.substring(at + 1);
        int portAt = startOfPort(address);
        String host = portAt < 0 ? address : address.substring(0, portAt);
        int port =
                portAt < 0 || portAt + 1 == address.length() ? NO_PORT : port(address.substring(portAt + 1), address);
        return new ServerUrl(scheme, withoutBrackets(host), port, user, password, pathOnly(path));
    }

    /** The same with this port where none was written. */
    public ServerUrl withDefaultPort(int defaultPort) {
        return port == NO_PORT ? new ServerUrl(scheme, host, defaultPort, user, password, path) : this;
    }

    /** The same with these credentials where none were written: addresses that are learnt have none. */
    public ServerUrl withDefaultCredentials(String defaultUser, String defaultPassword) {
        return user.isEmpty() ? new ServerUrl(scheme, host, port, defaultUser, defaultPassword, path) : this;
    }

    /** {@code host:port} in lower case, IPv6 in brackets: what servers compare. */
    public String address() {
        return address(host, port);
    }

    /** {@code host:port} as servers compare it. */
    public static String address(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return (lower.indexOf(':') >= 0 ? "[" + lower + "]" : lower) + (port == NO_PORT ? "" : ":" + port);
    }

    /** Without the password, for logs. */
    @Override
    public String toString() {
        String credentials = user.isEmpty() ? "" : user + (password.isEmpty() ? "@" : ":xxxxx@");
        return (scheme.isEmpty() ? "" : scheme + "://") + credentials + address() + path;
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static int startOfPort(String address) {
        int colon = address.lastIndexOf(':');
        return colon > address.lastIndexOf(']') ? colon : -1;
    }

    private static String pathOnly(String path) {
        String withoutFragment = path.split("[?#]", 2)[0];
        return withoutFragment.equals("/") ? "" : withoutFragment;
    }

    private static String withoutBrackets(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty() || (!bracketed && bare.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("no host in " + (bare.isEmpty() ? "the address" : bare));
        }
        return bare;
    }

    private static int port(String text, String address) {
        try {
            int port = Integer.parseInt(text);
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("invalid port in " + address);
            }
            return port;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid port in " + address, e);
        }
    }

    private static String decoded(String text) {
        // The decoder is for forms, where a plus is a blank; in credentials it is a plus.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
