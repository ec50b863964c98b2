package io.dialtone.actors.spans;

import java.time.Duration;
import java.util.List;

/**
 * Takes the spans of messages: the door to a tracing system. A server asks for them only where there is one, and then for those
 * messages alone whose headers have a {@code traceparent} that is sampled.
 */
@FunctionalInterface
public interface MessageSpans {
    /**
     * How spans wait.
     *
     * @param capacity so many may wait; what comes then is dropped
     * @param interval so long the first one waits for others to go with it
     */
    record Pace(int capacity, Duration interval) {
        /** What holds where nothing else is said. */
        public static final Pace DEFAULT = new Pace(8192, Duration.ofMillis(100));
    }

    /**
     * Takes some that have ended. Called by one thread, which the server has for this alone: it may take its time.
     *
     * @throws RuntimeException when they are lost; the log says so, once
     */
    void record(List<MessageSpan> spans);

    /** How they are to wait. */
    default Pace pace() {
        return Pace.DEFAULT;
    }

    /** The server has ended: no more will come, unless it is started again. */
    default void close() {}
}
