package io.dialtone.app.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What a document looks like apart from its values: fields in their order with the kind of each, arrays by their first element. */
final class JsonShape {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonShape() {}

    static String of(String document) {
        try {
            return of(JSON.readTree(document));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + document, e);
        }
    }

    private static String of(JsonNode node) {
        if (node.isObject()) {
            List<String> fields = new ArrayList<>();
            node.properties().forEach(field -> fields.add(field.getKey() + ":" + of(field.getValue())));
            return "{" + String.join(" ", fields) + "}";
        }
        if (node.isArray()) {
            return node.isEmpty() ? "[]" : "[" + of(node.get(0)) + "]";
        }
        return node.getNodeType().name();
    }
}
