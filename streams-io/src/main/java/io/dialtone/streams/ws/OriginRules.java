package io.dialtone.streams.ws;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From which pages browsers may connect. Whoever names no origin is no browser, and may. */
final class OriginRules {
    private static final Pattern ORIGIN = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*).*");

    private final boolean same;
    private final List<Origin> allowed;

    /** Scheme, host and port; the port is never missing. */
    private record Origin(String scheme, String host, String port) {
        static @Nullable Origin parse(String text) {
            Matcher m = ORIGIN.matcher(text);
            if (!m.matches()) {
                return null;
            }
            String scheme = m.group(1).toLowerCase(Locale.ROOT);
            return of(scheme, m.group(2).substring(m.group(2).lastIndexOf('@') + 1));
        }

        static Origin of(String scheme, String hostPort) {
            int colon = hostPort.lastIndexOf(':');
            boolean withPort = colon > hostPort.lastIndexOf(']');
            String host = withPort ? hostPort.substring(0, colon) : hostPort;
            if (withPort && host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            String usual = scheme.equals("https") ? "443" : "80";
            return new Origin(scheme, host.toLowerCase(Locale.ROOT), withPort ? hostPort.substring(colon + 1) : usual);
        }
    }

    OriginRules(boolean same, List<String> allowed) {
        this.same = same;
        this.allowed = allowed.stream().map(Origin::parse).toList();
    }

    /** What is wrong with the origin of a request, null for nothing. */
    @Nullable
    String refusal(HttpHead request, boolean tls) {
        String named =
                request.field("Origin").isEmpty() ? request.field("Sec-WebSocket-Origin") : request.field("Origin");
        if (!same && allowed.isEmpty() || named.isEmpty()) {
            return null;
        }
        Origin origin = Origin.parse(named);
        if (origin == null) {
            return "parse \"" + named + "\": invalid URI for request";
        }
        if (same && !origin.equals(Origin.of(tls ? "https" : "http", request.field("Host")))) {
            return "not same origin";
        }
        return allowed.isEmpty() || allowed.contains(origin) ? null : "not in the allowed list";
    }
}
