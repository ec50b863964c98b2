package io.dialtone.embedded;

import java.time.Instant;

/**
 * One line of a server's log.
 *
 * @param time when it was written
 * @param level how much it matters
 * @param text what it says
 */
public record LogLine(Instant time, Level level, String text) {
    /** How much a line matters, most first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        /** What clients send and are sent. */
        TRACE
    }

    /** {@code 10:15:30.123 [INFO] text}, the time in UTC. */
    @Override
    public String toString() {
        String clock = time.toString();
        return clock.substring(clock.indexOf('T') + 1) + " [" + level + "] " + text;
    }
}
