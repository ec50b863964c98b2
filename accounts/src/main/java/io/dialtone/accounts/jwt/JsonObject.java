package io.dialtone.accounts.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is read field by field, and knows in the end which fields nobody asked for. What is absent or null reads as
 * empty, zero or false. As in Go, the case of a name does not matter if nothing has that very name. Not for several threads.
 */
final class JsonObject {
    static final JsonObject EMPTY = new JsonObject("", Map.of());

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String path;
    private final Map<String, Object> fields;
    private final Set<String> used = new HashSet<>();

    private JsonObject(String path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    /** Reads an object from UTF-8; what is not UTF-8 in it becomes a replacement character. */
    static JsonObject parse(byte[] json) throws JwtException {
        try (JsonParser parser = FACTORY.createParser(new String(json, StandardCharsets.UTF_8))) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new JwtException("invalid character after top-level value");
            }
            return of("", value);
        } catch (JsonProcessingException e) {
            throw new JwtException("invalid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new JwtException("invalid JSON: " + e.getMessage());
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, JwtException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JwtException("unexpected end of JSON input");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getDoubleValue()
                : (Object) parser.getLongValue();
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, JwtException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, JwtException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /** The object that a value is; an empty one for null. */
    @SuppressWarnings("unchecked")
    private static JsonObject of(String path, @Nullable Object value) throws JwtException {
        if (value == null) {
            return new JsonObject(path, Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(path, (Map<String, Object>) map);
        }
        throw mismatch(path, value, "object");
    }

    /** Whether the field is there, be it null. */
    boolean contains(String name) {
        return find(name) != null || fields.containsKey(name);
    }

    /** Whether the field is there and not null. */
    boolean has(String name) {
        return find(name) != null;
    }

    String string(String name) throws JwtException {
        Object value = find(name);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        throw mismatch(path(name), value, "string");
    }

    long number(String name) throws JwtException {
        return number(name, 0);
    }

    long number(String name, long absent) throws JwtException {
        Object value = find(name);
        if (value == null || value instanceof Long) {
            return value == null ? absent : (Long) value;
        }
        throw mismatch(path(name), value, "int64");
    }

    /** A number; the most or the least that an int can hold when it is beyond that. */
    int integer(String name) throws JwtException {
        return Math.clamp(number(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A number that must lie in a range. */
    int number(String name, int from, int to) throws JwtException {
        long value = number(name);
        if (value < from || value > to) {
            throw new JwtException("json: cannot unmarshal number " + value + " into " + path(name));
        }
        return (int) value;
    }

    boolean flag(String name) throws JwtException {
        Object value = find(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw mismatch(path(name), value, "bool");
    }

    List<String> strings(String name) throws JwtException {
        List<String> strings = new ArrayList<>();
        for (Object item : list(name)) {
            if (item != null && !(item instanceof String)) {
                throw mismatch(path(name), item, "string");
            }
            strings.add(item == null ? "" : (String) item);
        }
        return strings;
    }

    /** An object in a field; an empty one when there is none. */
    JsonObject object(String name) throws JwtException {
        return of(path(name), find(name));
    }

    /** A list of objects; null stands for one that is null. */
    List<@Nullable JsonObject> objects(String name) throws JwtException {
        List<@Nullable JsonObject> objects = new ArrayList<>();
        for (Object item : list(name)) {
            objects.add(item == null ? null : of(path(name), item));
        }
        return objects;
    }

    /** A list of anything. */
    List<@Nullable Object> list(String name) throws JwtException {
        Object value = find(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw mismatch(path(name), value, "array");
    }

    /** The object that an item of {@link #list} is. */
    JsonObject item(String name, Object item) throws JwtException {
        return of(path(name), item);
    }

    /** Seconds or other whole numbers by name. */
    Map<String, Long> numbers(String name) throws JwtException {
        JsonObject object = object(name);
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String key : object.fields.keySet()) {
            numbers.put(key, object.number(key));
        }
        return numbers;
    }

    /** The names of all fields. */
    Set<String> names() {
        return fields.keySet();
    }

    /** Any value; null when there is none. */
    @Nullable
    Object any(String name) {
        return find(name);
    }

    /** All fields, as they are. */
    Map<String, Object> all() {
        return fields;
    }

    /** The fields that nobody asked for. */
    Map<String, Object> rest() {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(used);
        return rest;
    }

    JwtException mismatch(String name, String wanted) {
        return mismatch(path(name), find(name), wanted);
    }

    private static JwtException mismatch(String path, @Nullable Object value, String wanted) {
        String given = switch (value) {
            case String s -> "string";
            case Number n -> "number";
            case Boolean b -> "bool";
            case List<?> l -> "array";
            case null, default -> "object";
        };
        return new JwtException("json: cannot unmarshal " + given + " into "
                + (path.isEmpty() ? "value" : "field " + path) + " of type " + wanted);
    }

    private @Nullable Object find(String name) {
        used.add(name);
        if (fields.containsKey(name)) {
            return fields.get(name);
        }
        Object found = null;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                used.add(field.getKey());
                found = field.getValue();
            }
        }
        return found;
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
