package io.dialtone.conf;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or doubtful, in a configuration.
 *
 * @param position where; null when it concerns the whole
 * @param message what, in nats-server's words
 */
public record Problem(@Nullable Position position, String message) {
    /** {@code FILE:LINE:COL: message}. */
    @Override
    public String toString() {
        return position == null ? message : position + ": " + message;
    }
}
