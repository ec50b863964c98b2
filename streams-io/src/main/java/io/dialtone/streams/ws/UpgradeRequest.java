package io.dialtone.streams.ws;

import java.util.List;
import java.util.Map;

/**
 * What somebody asked for whom a WebSocket was made.
 *
 * @param kind by the path
 * @param forwardedFor for whom a proxy says that it speaks, an address; empty without one
 * @param cookies in order
 */
public record UpgradeRequest(Kind kind, String forwardedFor, List<Map.Entry<String, String>> cookies) {
    /** Who is at the other end. */
    public enum Kind {
        CLIENT,
        LEAF
    }

    /** The value of the last cookie of this name, empty without one. */
    public String cookie(String name) {
        String value = "";
        for (Map.Entry<String, String> cookie : cookies) {
            if (!name.isEmpty() && cookie.getKey().equals(name)) {
                value = cookie.getValue();
            }
        }
        return value;
    }
}
