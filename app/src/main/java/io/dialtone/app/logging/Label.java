package io.dialtone.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.dialtone.streams.ServerLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** The kinds of line: how each is named, coloured on a terminal, and weighed by a syslog. */
enum Label {
    INFO("INF", "info", "32", 5),
    DEBUG("DBG", "debug", "36", 7),
    WARN("WRN", "warn", "0;93", 4),
    ERROR("ERR", "error", "31", 3),
    FATAL("FTL", "fatal", "31", 2),
    TRACE("TRC", "trace", "33", 5);

    private final String text;
    private final String word;
    private final String coloured;
    private final int severity;

    Label(String text, String word, String colour, int severity) {
        this.text = text;
        this.word = word;
        this.coloured = "\u001b[" + colour + "m" + text + "\u001b[0m";
        this.severity = severity;
    }

    /** As in {@code [INF]}. */
    String text(boolean colours) {
        return colours ? coloured : text;
    }

    /** As in JSON. */
    String word() {
        return word;
    }

    /** RFC 3164: 2 is critical, 7 is debug. */
    int severity() {
        return severity;
    }

    static Label of(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case Level.INFO_INT -> INFO;
            case Level.DEBUG_INT -> DEBUG;
            case Level.WARN_INT -> WARN;
            case Level.TRACE_INT -> TRACE;
            default -> isFatal(event.getMarkerList()) ? FATAL : ERROR;
        };
    }

    private static boolean isFatal(@Nullable List<Marker> markers) {
        return markers != null && markers.contains(ServerLog.FATAL);
    }
}
