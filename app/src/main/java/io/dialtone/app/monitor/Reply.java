package io.dialtone.app.monitor;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is answered, before it is made HTTP.
 *
 * @param code HTTP status
 * @param anyOrigin whether pages of other origins may read it
 * @param location where to go instead, for a redirection
 */
record Reply(
        int code,
        Kind kind,
        boolean anyOrigin,
        byte[] body,
        @Nullable String location) {

    /** Content types, as nats-server sends them; the last four are those of the dashboard. */
    enum Kind {
        JSON,
        TEXT,
        HTML,
        METRICS,
        PAGE,
        STYLE,
        SCRIPT,
        IMAGE;

        /** Whether it is a part of the dashboard, where browsers are told to be strict. */
        boolean isDashboard() {
            return this == PAGE || this == STYLE || this == SCRIPT || this == IMAGE;
        }
    }

    /** A document of one of the endpoints. */
    static Reply json(byte[] body) {
        return json(200, body);
    }

    static Reply json(int code, byte[] body) {
        return new Reply(code, Kind.JSON, true, body, null);
    }

    /** A file of the dashboard. */
    static Reply file(Kind kind, byte[] body) {
        return new Reply(200, kind, false, body, null);
    }

    /** Asks for a name and a password. */
    static Reply unauthorized() {
        return error(401, "401 unauthorized\n");
    }

    static Reply of(Kind kind, String body) {
        return new Reply(200, kind, false, body.getBytes(StandardCharsets.UTF_8), null);
    }

    /** An error in plain words, without a line end. */
    static Reply error(int code, String words) {
        return new Reply(code, Kind.TEXT, false, words.getBytes(StandardCharsets.UTF_8), null);
    }

    static Reply notFound() {
        return error(404, "404 page not found\n");
    }

    /** A permanent redirection; the page with the link is for those who read it. */
    static Reply moved(String location, boolean withPage) {
        String page = withPage ? "<a href=\"" + Html.escape(location) + "\">Moved Permanently</a>.\n\n" : "";
        return new Reply(301, Kind.HTML, false, page.getBytes(StandardCharsets.UTF_8), location);
    }
}
