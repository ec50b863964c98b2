package io.dialtone.streams;

import io.dialtone.streams.s2.S2Level;
import org.jspecify.annotations.Nullable;

/**
 * What the actor of a link between servers does with the compression of its stream. A link begins in plain; each direction
 * is switched once, when the two have agreed. On the connection's loop only.
 *
 * <pre>
 *   out:  INFO | startWriting | INFO, RS+ ...     what is queued before the call leaves in plain, what comes after it does not
 *   in:   INFO ... end of that read | S2          startReading, before resume: the next read is the first of the S2 stream
 * </pre>
 */
public final class LinkCompression {
    private final ConnectionPort port;
    private boolean reading;
    private boolean writing;
    /** An empty batch that travels through the outbox to where the writing changes; null before and after. */
    private @Nullable Batch mark;

    private S2Level level = S2Level.UNCOMPRESSED;

    /**
     * @param port of the same connection
     */
    public LinkCompression(ConnectionPort port) {
        this.port = port;
    }

    /**
     * What the socket brings from the next read on is compressed. What came in the same read as the operation that led to
     * this, and behind it, is still plain; so this must be called before {@link ConnectionPort#resume}.
     */
    public void startReading() {
        reading = true;
    }

    /** What is queued from now on is compressed. */
    public void startWriting(S2Level first) {
        if (writing) {
            throw new IllegalStateException("the link is compressed already");
        }
        writing = true;
        level = first;
        Batch change = EventLoop.current().memory().takeBatch(0);
        mark = change;
        port.outbox().publish(change);
    }

    /** Compresses like this from the next write on. */
    public void level(S2Level newLevel) {
        level = newLevel;
    }

    /** How what is written is, or will be, compressed. */
    public S2Level level() {
        return level;
    }

    public boolean isReading() {
        return reading;
    }

    public boolean isWriting() {
        return writing;
    }

    /** How much should be decompressed at a time. */
    int readSize() {
        return port.readSize();
    }

    /** The batch behind which all is compressed, while it is on its way. */
    @Nullable
    Batch mark() {
        return mark;
    }

    void markPassed() {
        mark = null;
    }
}
