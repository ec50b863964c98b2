package io.dialtone.streams.ws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Errors as Go's HTTP server, which nats-server uses, has them on the wire. */
final class HttpAnswer {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String TEXT = "Content-Type: text/plain; charset=utf-8\r\n";

    private HttpAnswer() {}

    /** To a request that was understood. */
    static byte[] error(HttpHead request, String status, boolean close, Instant now) {
        String body = status.substring(status.indexOf(' ') + 1) + "\n";
        boolean old = request.first().getLast().equals("HTTP/1.0");
        boolean silent = request.first().getFirst().equals("HEAD");
        return ascii((old ? "HTTP/1.0 " : "HTTP/1.1 ") + status + "\r\n" + TEXT
                + "Sec-Websocket-Version: 13\r\nX-Content-Type-Options: nosniff\r\nDate: " + DATE.format(now)
                + "\r\nContent-Length: " + body.length() + "\r\n" + (close && !old ? "Connection: close\r\n" : "")
                + "\r\n" + (silent ? "" : body));
    }

    /** To one that was not; nothing follows it. */
    static byte[] bare(String status) {
        return ascii("HTTP/1.1 " + status + "\r\n" + TEXT + "Connection: close\r\n\r\n" + status);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
