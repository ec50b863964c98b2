package io.dialtone.app.nats.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server said at a moment.
 *
 * @param nanos of that moment, on this machine's clock
 */
record Sample(JsonNode varz, JsonNode connz, long nanos) {

    /** A total of the server, per second since that sample; 0 without one. */
    double rate(String key, @Nullable Sample before) {
        return before == null
                ? 0
                : per(varz.path(key).asLong() - before.varz.path(key).asLong(), before);
    }

    private double per(long more, Sample before) {
        return more * 1e9 / Math.max(1, nanos - before.nanos);
    }

    /** Connections by their id. */
    Map<Long, JsonNode> connections() {
        Map<Long, JsonNode> byId = new HashMap<>();
        connz.path("connections").forEach(one -> byId.put(one.path("cid").asLong(), one));
        return byId;
    }

    /** A total of a connection, per second since that sample; 0 for one that was not there. */
    double rate(JsonNode connection, String key, @Nullable Sample before, Map<Long, JsonNode> connectionsBefore) {
        JsonNode old = connectionsBefore.get(connection.path("cid").asLong());
        return before == null || old == null
                ? 0
                : per(connection.path(key).asLong() - old.path(key).asLong(), before);
    }
}
