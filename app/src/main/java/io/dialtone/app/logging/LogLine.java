package io.dialtone.app.logging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One thing to log.
 *
 * @param fields more that was said with it; JSON shows them
 * @param stackTrace of what was thrown; null: nothing was
 */
record LogLine(
        Label label,
        Instant time,
        String text,
        List<KeyValuePair> fields,
        @Nullable String stackTrace) {
    static LogLine of(Label label, String text) {
        return new LogLine(label, Instant.now(), text, List.of(), null);
    }
}
