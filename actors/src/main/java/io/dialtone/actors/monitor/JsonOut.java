package io.dialtone.actors.monitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON the way Go's encoder does, because that is what the readers of these documents grew up with: fields in the order
 * given, maps by key, whole numbers without a fraction, {@code <}, {@code >} and {@code &} escaped, times in RFC 3339 with
 * nanoseconds. The {@code opt} methods leave a field out when its value is empty, zero, false or null.
 */
public final class JsonOut {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator generator;

    private JsonOut(JsonGenerator generator) {
        this.generator = generator;
    }

    static byte[] render(JsonBody body, int indent) {
        // Through a Writer and not a stream: Jackson's UTF-8 generator would escape characters beyond the basic plane.
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setCharacterEscapes(new GoEscapes());
            if (indent > 0) {
                generator.setPrettyPrinter(new GoLayout(indent));
            }
            body.writeTo(new JsonOut(generator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole JSON value that is text already. */
    public void copy(String json) {
        run(() -> {
            try (JsonParser parser = FACTORY.createParser(json)) {
                parser.nextToken();
                generator.copyCurrentStructure(parser);
            }
        });
    }

    /** A whole object, as an element or as the document. */
    public void object(Runnable fields) {
        run(() -> {
            generator.writeStartObject();
            fields.run();
            generator.writeEndObject();
        });
    }

    /** A field that is an object; with nothing in it, {@code {}}. */
    public void object(String name, Runnable fields) {
        name(name);
        object(fields);
    }

    /** A field whose value is whatever {@code value} writes. */
    public void named(String name, Consumer<JsonOut> value) {
        name(name);
        value.accept(this);
    }

    /** A field that is an array of objects or of whatever {@code element} writes. */
    public <T> void array(String name, Collection<T> values, BiConsumer<JsonOut, T> element) {
        name(name);
        elements(values, element);
    }

    /** A whole array, as an element or as the value of a map's entry. */
    public <T> void elements(Collection<T> values, BiConsumer<JsonOut, T> element) {
        run(() -> {
            generator.writeStartArray();
            values.forEach(value -> element.accept(this, value));
            generator.writeEndArray();
        });
    }

    public <T> void optArray(String name, Collection<T> values, BiConsumer<JsonOut, T> element) {
        if (!values.isEmpty()) {
            array(name, values, element);
        }
    }

    public void strings(String name, Collection<String> values) {
        array(name, values, JsonOut::string);
    }

    public void optStrings(String name, Collection<String> values) {
        optArray(name, values, JsonOut::string);
    }

    /** A field that is an object with the entries of a map, by key. */
    public <T> void map(String name, Map<String, T> values, BiConsumer<JsonOut, T> element) {
        object(
                name,
                () -> new TreeMap<>(values).forEach((key, value) -> {
                    name(key);
                    element.accept(this, value);
                }));
    }

    public <T> void optMap(String name, Map<String, T> values, BiConsumer<JsonOut, T> element) {
        if (!values.isEmpty()) {
            map(name, values, element);
        }
    }

    public void nullField(String name) {
        run(() -> generator.writeNullField(name));
    }

    public void field(String name, String value) {
        name(name);
        string(value);
    }

    public void opt(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            field(name, value);
        }
    }

    public void field(String name, long value) {
        name(name);
        number(value);
    }

    public void opt(String name, long value) {
        if (value != 0) {
            field(name, value);
        }
    }

    public void field(String name, double value) {
        name(name);
        run(() -> generator.writeNumber(GoText.number(value)));
    }

    public void field(String name, boolean value) {
        name(name);
        bool(value);
    }

    public void opt(String name, boolean value) {
        if (value) {
            field(name, true);
        }
    }

    public void field(String name, Instant value) {
        field(name, GoText.time(value));
    }

    public void opt(String name, @Nullable Instant value) {
        if (value != null) {
            field(name, value);
        }
    }

    /** A bare string, as an element. */
    public void string(String value) {
        run(() -> generator.writeString(GoText.wellFormed(value)));
    }

    /** A bare whole number, as an element. */
    public void number(long value) {
        run(() -> generator.writeNumber(value));
    }

    /** A bare boolean, as an element. */
    public void bool(boolean value) {
        run(() -> generator.writeBoolean(value));
    }

    private void name(String name) {
        run(() -> generator.writeFieldName(name));
    }
}
