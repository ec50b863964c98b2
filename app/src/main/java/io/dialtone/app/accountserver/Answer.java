package io.dialtone.app.accountserver;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of HTTP.
 *
 * @param status such as 200
 * @param type of the content
 * @param body text
 * @param headers further ones
 */
record Answer(int status, String type, String body, Map<String, String> headers) {
    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body, Map.of());
    }

    static Answer token(String token) {
        return new Answer(200, "application/jwt", token, Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, TEXT, "", Map.of());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, more);
    }
}
