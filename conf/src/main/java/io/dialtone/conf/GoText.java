package io.dialtone.conf;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code %T}, {@code %v} and {@code %q} show them: error texts that people search for contain them. */
public final class GoText {
    private GoText() {}

    /** {@code %T} of a configuration value. */
    static String type(Node node) {
        Object value = node.value();
        if (value instanceof String) {
            return "string";
        } else if (value instanceof Long) {
            return "int64";
        } else if (value instanceof Double) {
            return "float64";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Instant) {
            return "time.Time";
        }
        return value instanceof List<?> ? "[]interface {}" : "map[string]interface {}";
    }

    /** {@code %v}. */
    static String value(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        } else if (value instanceof Node node) {
            return value(node.value());
        } else if (value instanceof Duration duration) {
            return GoDuration.format(duration);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((k, v) -> sorted.put(String.valueOf(k), value(v)));
            return sorted.entrySet().stream()
                    .map(e -> e.getKey() + ":" + e.getValue())
                    .collect(Collectors.joining(" ", "map[", "]"));
        } else if (value instanceof Collection<?> items) {
            return items.stream().map(GoText::value).collect(Collectors.joining(" ", "[", "]"));
        } else if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e21) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return value.toString();
    }

    /** {@code %q} of a string. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    /** {@code %q} of several strings. */
    static String quote(Collection<String> texts) {
        return texts.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 7 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case 11 -> quoted.append("\\v");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    quoted.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else {
                    quoted.appendCodePoint(c);
                }
            }
        }
    }
}
