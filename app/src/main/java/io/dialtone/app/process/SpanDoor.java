package io.dialtone.app.process;

import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.actors.spans.SpanExport;
import io.dialtone.conf.Options;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds who takes the spans of messages. Where the configuration wants none, nothing is looked for, and no class of it loaded. */
final class SpanDoor {
    private SpanDoor() {}

    /** Who takes them; null where none are wanted. */
    static @Nullable MessageSpans open(Options options) throws StartFailure {
        if (!options.openTelemetry().isOn()) {
            return null;
        }
        SpanExport export = ServiceLoader.load(SpanExport.class, SpanExport.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new StartFailure("opentelemetry needs dialtone-opentelemetry on the class path"));
        return export.open(options.openTelemetry(), options.serverName());
    }
}
