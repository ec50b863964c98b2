package io.dialtone.app.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Documents without what differs between any two servers or runs: times, counters, ids, and the order of Go's maps. */
public final class MaskedJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MASKED = Set.of(
            "id",
            "server_id",
            "cid",
            "port",
            "client_id",
            "go",
            "git_commit",
            "start",
            "stop",
            "time",
            "timestamp",
            "now",
            "sid",
            "last_activity",
            "update_time",
            "config_load_time",
            "uptime",
            "idle",
            "rtt",
            "mem",
            "cpu",
            "seq",
            "msgs",
            "bytes",
            "in_msgs",
            "in_bytes",
            "out_msgs",
            "out_bytes",
            // What a server has just said may still be on its way.
            "pending_bytes",
            "in_client_msgs",
            "in_client_bytes",
            "out_client_msgs",
            "out_client_bytes",
            "subscriptions",
            "num_subscriptions",
            "num_cache",
            "num_inserts",
            "num_removes",
            "num_matches",
            "cache_hit_rate",
            "max_fanout",
            "avg_fanout",
            "total",
            "http_port",
            "xkey",
            "total_connections",
            "gomemlimit");
    private static final Set<String> UNORDERED = Set.of(
            "accounts", "imports", "exports", "account_statz", "subscriptions_list", "subscriptions_list_detail");

    private MaskedJson() {}

    /** What differs left out. */
    public static String of(String document) {
        try {
            return of("", JSON.readTree(document)).toString();
        } catch (JsonProcessingException e) {
            return document;
        }
    }

    private static JsonNode of(String name, JsonNode node) {
        if (MASKED.contains(name) && node.isValueNode()) {
            return JsonNodeFactory.instance.textNode("_");
        }
        if (node instanceof ObjectNode object) {
            ObjectNode masked = JSON.createObjectNode();
            object.properties().forEach(field -> masked.set(field.getKey(), of(field.getKey(), field.getValue())));
            // Answers that are still owed, by names that are drawn.
            masked.remove("responses");
            return masked;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(of("", item)));
            if (UNORDERED.contains(name)) {
                items.sort(Comparator.comparing(JsonNode::toString));
            }
            return JSON.createArrayNode().addAll(items);
        }
        return node;
    }
}
