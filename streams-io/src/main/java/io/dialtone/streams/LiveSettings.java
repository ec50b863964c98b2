package io.dialtone.streams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the data path needs of the server's options, replaced as a whole by a reload.
 *
 * @param maxPayload bytes of headers and payload a message may have, -1 for no limit
 * @param maxControlLine bytes the arguments of a control line may have
 * @param writeDeadline how long one write to a client may take
 * @param keepOnWriteDeadline whether a client that took at least a byte in that time is kept ({@code write_timeout: retry})
 * @param noFastProducerStall whether a publisher, instead of waiting for a slow consumer, goes on without it
 * @param maxTracedMessage payload bytes a trace line shows, 0 for all
 * @param traceHeaders whether traces show headers instead of payloads
 * @param subjects is told of some of the messages' subjects; null for nobody
 */
public record LiveSettings(
        int maxPayload,
        int maxControlLine,
        Duration writeDeadline,
        boolean keepOnWriteDeadline,
        boolean noFastProducerStall,
        int maxTracedMessage,
        boolean traceHeaders,
        @Nullable SubjectSampler subjects) {
    /** Without anybody who is told of subjects. */
    public LiveSettings(
            int maxPayload,
            int maxControlLine,
            Duration writeDeadline,
            boolean keepOnWriteDeadline,
            boolean noFastProducerStall,
            int maxTracedMessage,
            boolean traceHeaders) {
        this(
                maxPayload,
                maxControlLine,
                writeDeadline,
                keepOnWriteDeadline,
                noFastProducerStall,
                maxTracedMessage,
                traceHeaders,
                null);
    }

    /** The same with this one told of subjects. */
    public LiveSettings withSubjects(@Nullable SubjectSampler sampler) {
        return new LiveSettings(
                maxPayload,
                maxControlLine,
                writeDeadline,
                keepOnWriteDeadline,
                noFastProducerStall,
                maxTracedMessage,
                traceHeaders,
                sampler);
    }

    /** The same with another write deadline, and what happens when it passes. */
    public LiveSettings withWriteDeadline(Duration deadline, boolean keep) {
        return new LiveSettings(
                maxPayload,
                maxControlLine,
                deadline,
                keep,
                noFastProducerStall,
                maxTracedMessage,
                traceHeaders,
                subjects);
    }
}
