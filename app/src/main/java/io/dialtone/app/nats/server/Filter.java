package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Which servers are meant.
 *
 * @param expected how many; 0 when nobody knows
 */
public record Filter(String name, String host, String cluster, List<String> tags, int expected) {
    public static final Filter ALL = new Filter("", "", "", List.of(), 0);

    void apply(ObjectNode options) {
        put(options, "server_name", name);
        put(options, "host", host);
        put(options, "cluster", cluster);
        if (!tags.isEmpty()) {
            tags.forEach(options.putArray("tags")::add);
        }
    }

    private static void put(ObjectNode options, String key, String value) {
        if (!value.isEmpty()) {
            options.put(key, value);
        }
    }
}
