package io.dialtone.embedded;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Gives the log of one server to a consumer instead of to the process's logging. Which levels there are, the server decides. */
final class ConsumerLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient Consumer<LogLine> consumer;

    ConsumerLogger(Consumer<LogLine> consumer) {
        this.name = "dialtone";
        this.consumer = consumer;
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String text = arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
        consumer.accept(new LogLine(
                Instant.now(), LogLine.Level.valueOf(level.name()), failure == null ? text : text + ": " + failure));
    }
}
