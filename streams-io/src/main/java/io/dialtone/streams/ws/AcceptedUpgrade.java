package io.dialtone.streams.ws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The side of the server: checks requests in nats-server's order and answers as it does. One for a listener; immutable, for any
 * thread.
 */
public final class AcceptedUpgrade implements Upgrade {
    static final String EXTENSION = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    static final String NO_MASKING = "Nats-No-Masking";

    private static final int KEY_BYTES = 16;
    /** From nats-server: browsers do better with frames that are not large. */
    private static final int BROWSER_FRAME = 4096;

    private static final byte[] NOTHING = {};
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\\d{1,3}(\\.\\d{1,3}){3})?");

    private final boolean tls;
    private final boolean compression;
    private final OriginRules origins;
    private final String headers;

    /**
     * @param tls whether requests come inside TLS
     * @param compression whether who asks for it gets it
     * @param sameOrigin whether pages must come from the host that they connect to
     * @param origins pages may come from; none for any
     * @param headers of the answer
     */
    public AcceptedUpgrade(
            boolean tls, boolean compression, boolean sameOrigin, List<String> origins, Map<String, String> headers) {
        this.tls = tls;
        this.compression = compression;
        this.origins = new OriginRules(sameOrigin, origins);
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        this.headers = lines.toString();
    }

    @Override
    public boolean refuses() {
        return true;
    }

    @Override
    public byte[] opening() {
        return NOTHING;
    }

    @Override
    public Outcome head(@Nullable HttpHead head, int early, Instant now) {
        if (head == null || !head.first().getLast().matches("HTTP/1\\.[0-9]")) {
            return new Outcome.Refused(HttpAnswer.bare("400 Bad Request"), "", false);
        }
        boolean old = head.first().getLast().equals("HTTP/1.0");
        if (!old && head.all("Host").isEmpty()) {
            return new Outcome.Refused(HttpAnswer.bare("400 Bad Request: missing required Host header"), "", false);
        }
        String path = path(head.first().get(1));
        if (path.endsWith("/mqtt")) {
            return refuse(head, "404 Not Found", "mqtt websocket endpoint not enabled", now);
        }
        if (!head.first().getFirst().equals("GET")) {
            return refuse(head, "405 Method Not Allowed", "request method must be GET", now);
        }
        String wrong = wrong(head);
        if (wrong != null) {
            return refuse(head, "400 Bad Request", wrong, now);
        }
        String origin = origins.refusal(head, tls);
        if (origin != null) {
            return refuse(head, "403 Forbidden", "origin not allowed: " + origin, now);
        }
        if (early > 0) {
            return new Outcome.Refused(
                    NOTHING, "websocket handshake error: client sent data before handshake is complete", false);
        }
        return agree(head, path.endsWith("/leafnode") ? UpgradeRequest.Kind.LEAF : UpgradeRequest.Kind.CLIENT);
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static @Nullable String wrong(HttpHead head) {
        if (head.field("Host").isEmpty()) {
            return "'Host' missing in request";
        }
        if (!head.contains("Upgrade", "websocket")) {
            return "invalid value for header 'Upgrade'";
        }
        if (!head.contains("Connection", "Upgrade")) {
            return "invalid value for header 'Connection'";
        }
        String key = head.field("Sec-WebSocket-Key");
        if (key.isEmpty()) {
            return "key missing";
        }
        if (!isKey(key)) {
            return "invalid websocket key";
        }
        return head.contains("Sec-WebSocket-Version", "13") ? null : "invalid version";
    }

    private static boolean isKey(String key) {
        try {
            // The decoder of Java takes a key without its padding.
            return key.length() % 4 == 0 && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Outcome refuse(HttpHead head, String status, String why, Instant now) {
        boolean old = head.first().getLast().equals("HTTP/1.0");
        boolean body = !head.field("Content-Length").isEmpty()
                        && !head.field("Content-Length").equals("0")
                || !head.field("Transfer-Encoding").isEmpty();
        boolean close = head.contains("Connection", "close") || body;
        return new Outcome.Refused(
                HttpAnswer.error(head, status, close, now), "websocket handshake error: " + why, !close && !old);
    }

    private Outcome agree(HttpHead head, UpgradeRequest.Kind kind) {
        boolean deflate = compression
                && head.extensions().stream().anyMatch(extension -> extension.contains("permessage-deflate"));
        boolean masked = !head.field(NO_MASKING).equals("true");
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Upgrade.acceptKey(head.field("Sec-WebSocket-Key")) + "\r\n"
                + (deflate ? "Sec-WebSocket-Extensions: " + EXTENSION + "\r\n" : "")
                + (masked ? "" : NO_MASKING + ": true\r\n") + headers + "\r\n";
        String agent = head.field("User-Agent");
        boolean browser = kind == UpgradeRequest.Kind.CLIENT && agent.startsWith("Mozilla/");
        // Safari does not read compressed messages of several frames.
        boolean safari = agent.contains("Version/") && agent.contains("Safari/");
        WebSocketTerms terms = new WebSocketTerms(
                deflate, masked, false, browser ? BROWSER_FRAME : 0, browser && !safari ? BROWSER_FRAME : 0);
        String forwarded = head.field("X-Forwarded-For");
        return new Outcome.Agreed(
                answer.getBytes(StandardCharsets.ISO_8859_1),
                terms,
                new UpgradeRequest(kind, ADDRESS.matcher(forwarded).matches() ? forwarded : "", head.cookies()));
    }
}
