package io.dialtone.actors;

import io.dialtone.streams.CloseReason;
import org.jspecify.annotations.Nullable;

/** How the parts of a {@link Connection} end it. */
interface ConnectionEnd {
    /**
     * Ends the connection; without effect when that has been decided already.
     *
     * @param error what {@code -ERR} says before; null for nothing
     */
    void close(CloseReason reason, @Nullable String error);

    /** Whether the end has been decided, so that nothing is to be done for the client any more. */
    boolean isDecided();
}
