package io.dialtone.app.logging;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line: {@code time} (RFC 3339, UTC, microseconds), {@code level}, {@code pid}, {@code server} (once it has a name),
 * {@code message}, the fields that were logged with it, and {@code error} with a stack trace.
 */
final class JsonFormat implements LineFormat {
    private final long pid;
    private final Supplier<String> server;
    private final StringBuilder out = new StringBuilder(256);

    JsonFormat(long pid, Supplier<String> server) {
        this.pid = pid;
        this.server = server;
    }

    @Override
    public byte[] format(LogLine line) {
        out.setLength(0);
        out.append("{\"time\":\"")
                .append(line.time().truncatedTo(ChronoUnit.MICROS))
                .append('"');
        text("level", line.label().word());
        out.append(",\"pid\":").append(pid);
        if (!server.get().isEmpty()) {
            text("server", server.get());
        }
        text("message", line.text());
        for (KeyValuePair field : line.fields()) {
            field(field);
        }
        if (line.stackTrace() != null) {
            text("error", line.stackTrace());
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void field(KeyValuePair field) {
        if (field.value instanceof Number || field.value instanceof Boolean) {
            key(field.key);
            out.append(field.value);
        } else {
            text(field.key, String.valueOf(field.value));
        }
    }

    private void text(String key, String value) {
        key(key);
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
    }

    private void key(String key) {
        out.append(",\"");
        JsonStringEncoder.getInstance().quoteAsString(key, out);
        out.append("\":");
    }
}
