package io.dialtone.app.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.system.MaskedJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Documents of monitoring about links, made to be compared. */
final class LinkDocuments {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PUBLIC_KEY = Pattern.compile("N[A-Z2-7]{55}");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Set<String> MASKED =
            Set.of("rid", "gwid", "pending", "pending_bytes", "pending_size", "config_digest", "cluster_port");
    /** Seen or not, as it happens. */
    private static final Set<String> LEFT_OUT =
            Set.of("rtt", "gomemlimit", "http_req_stats", "slow_consumer_stats", "gomaxprocs");

    private LinkDocuments() {}

    /** One member on each line, what differs from one run to the next left out. */
    static String masked(JsonNode document) {
        try {
            JsonNode plain = JSON.readTree(MaskedJson.of(document.toString()));
            String text = PUBLIC_KEY.matcher(masked("", plain).toPrettyString()).replaceAll("<key>");
            return PORT.matcher(text).replaceAll("127.0.0.1:<port>");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode masked(String name, JsonNode node) {
        if (MASKED.contains(name)) {
            return JsonNodeFactory.instance.textNode("_");
        }
        if (node instanceof ObjectNode object) {
            object.remove(LEFT_OUT);
            object.properties().forEach(field -> field.setValue(masked(field.getKey(), field.getValue())));
        } else if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(masked("", item)));
            items.sort(Comparator.comparing(JsonNode::toString));
            array.removeAll();
            array.addAll(items);
        }
        return node;
    }
}
