package io.dialtone.accounts.jwt;

import io.dialtone.conf.GoText;
import java.util.Locale;

/**
 * A URL as the reference takes it apart: less strict than {@link java.net.URI}.
 *
 * @param scheme in lower case; empty when there is none
 * @param hasUser whether credentials stand before the host
 * @param host without its port; empty when there is none
 * @param path with its slash
 */
record GoUrl(String scheme, boolean hasUser, String host, String path) {
    static GoUrl parse(String text) throws JwtException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                throw bad(text, "net/url: invalid control character in URL");
            }
        }
        int fragment = text.indexOf('#');
        String rest = fragment < 0 ? text : text.substring(0, fragment);
        int colon = schemeEnd(rest, text);
        String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
        rest = rest.substring(colon + 1);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(scheme, false, "", "");
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
                throw bad(text, "first path segment in URL cannot contain colon");
            }
        }
        return rest.startsWith("//") ? authority(scheme, rest.substring(2), text) : new GoUrl(scheme, false, "", rest);
    }

    /** Where the colon after the scheme is; -1 without a scheme. */
    private static int schemeEnd(String rest, String text) throws JwtException {
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean later = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (c == ':' && i == 0) {
                throw bad(text, "missing protocol scheme");
            }
            if (c == ':') {
                return i;
            }
            if (!letter && (!later || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static GoUrl authority(String scheme, String rest, String text) throws JwtException {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        if (host.indexOf(' ') >= 0) {
            throw bad(text, "invalid character \" \" in host name");
        }
        int end = host.startsWith("[") ? host.indexOf(']') : -1;
        if (host.startsWith("[") && end < 0) {
            throw bad(text, "missing ']' in host");
        }
        int port = host.indexOf(':', Math.max(0, end));
        if (port >= 0 && !host.substring(port + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(text, "invalid port " + GoText.quote(host.substring(port)) + " after host");
        }
        return new GoUrl(scheme, at >= 0, port < 0 ? host : host.substring(0, port), path);
    }

    private static JwtException bad(String text, String reason) {
        return new JwtException("parse " + GoText.quote(text) + ": " + reason);
    }
}
