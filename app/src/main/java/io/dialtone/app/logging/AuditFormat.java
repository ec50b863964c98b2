package io.dialtone.app.logging;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line: {@code time} (RFC 3339, UTC, microseconds) and the fields given. What the file says of itself, that it
 * was rotated, has the {@code kind} {@code log} and a {@code message}.
 */
final class AuditFormat implements LineFormat {
    @Override
    public byte[] format(LogLine line) {
        StringBuilder out = new StringBuilder(256)
                .append("{\"time\":\"")
                .append(line.time().truncatedTo(ChronoUnit.MICROS))
                .append('"');
        if (line.fields().isEmpty()) {
            text(out, "kind", "log");
            text(out, "message", line.text());
        }
        for (KeyValuePair field : line.fields()) {
            if (field.value instanceof Number) {
                out.append(",\"").append(field.key).append("\":").append(field.value);
            } else {
                text(out, field.key, String.valueOf(field.value));
            }
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void text(StringBuilder out, String key, String value) {
        out.append(",\"").append(key).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
    }
}
