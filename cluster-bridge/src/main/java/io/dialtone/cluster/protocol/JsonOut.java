package io.dialtone.cluster.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dialtone.actors.monitor.GoEscapes;
import io.dialtone.conf.SubjectRules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation whose argument is a JSON object, written as Go's encoder writes: its escapes, no blanks. What is not said to be
 * written always is left out when it has its zero value.
 */
final class JsonOut {
    private static final JsonFactory JSON =
            new JsonFactory().setCharacterEscapes(new GoEscapes()).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** A write that cannot really fail: the target is a string. */
    private interface Write {
        void to(JsonGenerator json) throws IOException;
    }

    private final StringWriter out = new StringWriter();
    private final JsonGenerator json;

    JsonOut(String operation) {
        out.write(operation);
        try {
            json = JSON.createGenerator(out);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] end(String lineEnd) {
        write(j -> {
            j.writeEndObject();
            j.close();
        });
        out.write(lineEnd);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    void textAlways(String key, String value) {
        write(j -> j.writeStringField(key, value));
    }

    void text(String key, String value) {
        if (!value.isEmpty()) {
            textAlways(key, value);
        }
    }

    void numberAlways(String key, long value) {
        write(j -> j.writeNumberField(key, value));
    }

    void number(String key, long value) {
        if (value != 0) {
            numberAlways(key, value);
        }
    }

    void unsigned(String key, long value) {
        if (value != 0) {
            write(j -> j.writeNumberField(key, new BigInteger(Long.toUnsignedString(value))));
        }
    }

    void flagAlways(String key, boolean value) {
        write(j -> j.writeBooleanField(key, value));
    }

    void flag(String key, boolean value) {
        if (value) {
            flagAlways(key, true);
        }
    }

    void listAlways(String key, List<String> values) {
        write(j -> {
            j.writeArrayFieldStart(key);
            for (String value : values) {
                j.writeString(value);
            }
            j.writeEndArray();
        });
    }

    void list(String key, List<String> values) {
        if (!values.isEmpty()) {
            listAlways(key, values);
        }
    }

    void rules(String key, @Nullable SubjectRules rules) {
        if (rules == null) {
            return;
        }
        write(j -> j.writeObjectFieldStart(key));
        List<String> allow = rules.allow();
        list("allow", allow == null ? List.of() : allow);
        list("deny", rules.deny());
        write(JsonGenerator::writeEndObject);
    }

    private void write(Write write) {
        try {
            write.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
