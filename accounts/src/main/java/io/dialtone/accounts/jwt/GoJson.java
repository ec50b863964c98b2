package io.dialtone.accounts.jwt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Go's encoder does: no blanks, fields in the order given, empty ones left out, HTML's special characters escaped. What is
 * signed depends on each byte of it. Not for several threads.
 */
final class GoJson {
    private final StringBuilder out = new StringBuilder(512);
    private boolean first = true;

    GoJson begin() {
        out.append('{');
        first = true;
        return this;
    }

    GoJson end() {
        out.append('}');
        first = false;
        return this;
    }

    /** Left out when empty. */
    GoJson string(String name, String value) {
        return value.isEmpty() ? this : stringAlways(name, value);
    }

    GoJson stringAlways(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    /** Left out when zero. */
    GoJson number(String name, long value) {
        return value == 0 ? this : numberAlways(name, value);
    }

    GoJson numberAlways(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    /** Left out when false. */
    GoJson flag(String name, boolean value) {
        if (value) {
            name(name);
            out.append("true");
        }
        return this;
    }

    /** Left out when empty. */
    GoJson strings(String name, List<String> values) {
        return values.isEmpty() ? this : value(name, values);
    }

    /** Left out when empty; sorted by name. */
    GoJson numbers(String name, Map<String, Long> values) {
        return values.isEmpty() ? this : value(name, values);
    }

    /** Written even when it has no fields. */
    GoJson object(String name, Runnable fields) {
        name(name);
        begin();
        fields.run();
        return end();
    }

    /** Left out when empty. */
    <T> GoJson objects(String name, List<T> items, Consumer<T> fields) {
        if (items.isEmpty()) {
            return this;
        }
        name(name);
        array(items, item -> {
            begin();
            fields.accept(item);
            end();
        });
        return this;
    }

    /** The values that a writer writes of some items. */
    <T> void array(List<T> items, Consumer<T> writer) {
        out.append('[');
        boolean separate = false;
        for (T item : items) {
            out.append(separate ? "," : "");
            separate = true;
            writer.accept(item);
        }
        out.append(']');
        first = false;
    }

    /** A string that is an item of an array. */
    void text(String value) {
        quote(value);
    }

    /** Any value, written even when empty. */
    GoJson value(String name, @Nullable Object value) {
        name(name);
        any(value);
        return this;
    }

    /** Each field, sorted by name. */
    GoJson fields(Map<String, Object> fields) {
        new TreeMap<>(fields).forEach(this::value);
        return this;
    }

    void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        quote(name);
        out.append(':');
    }

    private void any(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text);
            case Boolean flag -> out.append(flag.booleanValue());
            case Double number -> out.append(number(number));
            case Number number -> out.append(number.longValue());
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            default -> quote(value.toString());
        }
    }

    private void map(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
        begin();
        sorted.forEach(this::value);
        end();
    }

    private void list(List<?> list) {
        array(list, this::any);
    }

    /** Whole numbers without a point, very large and very small ones with an exponent. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e21) {
            return new BigDecimal(value).toPlainString();
        }
        if (size >= 1e-6 && size < 1e21) {
            return new BigDecimal(Double.toString(value)).toPlainString();
        }
        String text = Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
        return text.contains("e-") ? text : text.replace("e", "e+");
    }

    private void quote(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    boolean unpaired = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                    out.appendCodePoint(unpaired ? 0xFFFD : c);
                }
            }
        }
    }

    /** What was written. */
    @Override
    public String toString() {
        return out.toString();
    }
}
