package io.dialtone.streams;

import io.dialtone.streams.ws.FrameDecoder;
import io.dialtone.streams.ws.WebSocketTerms;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Turns chunks of frames into chunks of what is in them, as many as are asked for. Frames need not begin or end where chunks do;
 * what many of them carry becomes one chunk.
 *
 * <p>What is compressed is decompressed as it comes, never more of it than fits the chunk that was asked for; how much a message may
 * have is limited on both sides of that.
 */
final class UnframedChunks {
    /** Takes the frames that are not for the operations. */
    interface Controls {
        void control(int opcode, byte[] payload);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** What the sender leaves away at the end of each message (RFC 7692, 7.2.1). */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int WIRE_FACTOR = 8;
    private static final long MOST_ON_WIRE = 64L * 1024 * 1024;

    private final LoopMemory memory;
    private final FrameDecoder decoder;
    private final LongSupplier maxMessage;
    private final Controls controls;
    private @Nullable Chunk source;
    private ByteBuffer rest = NOTHING;
    private @Nullable Inflater inflater;
    /** Whether the inflater may have more without being given anything. */
    private boolean inflating;

    private boolean messageEnds;
    private long wireBytes;
    private long plainBytes;
    private boolean over;
    private @Nullable String failure;

    /**
     * @param maxMessage asked for each compressed message: how many bytes it may have
     * @param controls told in the order in which frames come
     */
    UnframedChunks(LoopMemory memory, WebSocketTerms terms, LongSupplier maxMessage, Controls controls) {
        this.memory = memory;
        this.decoder = new FrameDecoder(terms.readsMasked(), terms.compression());
        this.maxMessage = maxMessage;
        this.controls = controls;
    }

    /** Takes a chunk over; the last one must be used up. */
    void add(Chunk fresh) {
        source = fresh;
        rest = fresh.buffer().duplicate().position(0).limit(fresh.length());
    }

    /** Whether {@link #next} would have to be given more before it gives something. */
    boolean isUsedUp() {
        return source == null && !inflating && failure == null;
    }

    /**
     * Nothing that comes from now on is looked at.
     *
     * @param why what the other side did wrong, null for nothing
     */
    void end(@Nullable String why) {
        over = why == null;
        failure = why;
    }

    boolean isOver() {
        return over;
    }

    /** What the peer did wrong, once all that came before it was given; null for nothing. */
    @Nullable
    String failure() {
        return failure;
    }

    /** The next bytes, about so many at most; null when there are none: more is needed, or it is over, or has failed. */
    @Nullable
    Chunk next(int most) {
        Chunk filled = null;
        ByteBuffer to = NOTHING;
        while (inflating || isPayload()) {
            if (filled == null) {
                filled = memory.takeChunk();
                to = filled.buffer().limit(Math.min(most, Chunk.CAPACITY));
            }
            if (inflating) {
                inflate(to);
            } else {
                decoder.copy(rest, to, Math.min(decoder.run(rest), to.remaining()));
            }
            if (!to.hasRemaining()) {
                break;
            }
        }
        if (!inflating && !rest.hasRemaining()) {
            releaseSource();
        }
        return filled == null ? null : handOut(filled, to.position());
    }

    private static @Nullable Chunk handOut(Chunk filled, int bytes) {
        filled.filled(bytes);
        if (bytes > 0) {
            return filled;
        }
        filled.release();
        return null;
    }

    /** Goes on to what has bytes for the operations; returns whether there is such. */
    private boolean isPayload() {
        while (!over && failure == null) {
            switch (decoder.next(rest)) {
                case NEED_MORE -> {
                    return false;
                }
                case PAYLOAD -> {
                    if (!decoder.isCompressed()) {
                        return true;
                    }
                    giveToInflater(decoder.run(rest));
                    return inflating;
                }
                case MESSAGE_END -> {
                    endMessage();
                    return true;
                }
                case CONTROL -> controls.control(decoder.controlOpcode(), decoder.control());
                case FAILED -> failure = decoder.failure();
            }
        }
        return false;
    }

    // ---- compressed messages

    private void giveToInflater(int run) {
        wireBytes += run;
        if (wireBytes > Math.min(WIRE_FACTOR * maxMessage.getAsLong(), MOST_ON_WIRE)) {
            tooLarge();
            return;
        }
        ByteBuffer bytes = rest.slice(rest.position(), run);
        decoder.unmask(rest, run);
        inflating = true;
        // Behind the end of what was compressed nothing counts any more, as for Go's library.
        if (!inflater().finished()) {
            inflater().setInput(bytes);
        }
    }

    private void endMessage() {
        messageEnds = true;
        inflating = true;
        if (!inflater().finished()) {
            inflater().setInput(TAIL);
        }
    }

    private Inflater inflater() {
        Inflater its = inflater;
        if (its == null) {
            its = memory.takeInflater();
            inflater = its;
        }
        return its;
    }

    private void inflate(ByteBuffer to) {
        Inflater its = inflater();
        try {
            long most = Math.max(0, maxMessage.getAsLong() - plainBytes);
            int limit = to.limit();
            boolean bounded = most < to.remaining();
            if (bounded) {
                // One byte too many is enough to know.
                to.limit(to.position() + (int) most + 1);
            }
            while (to.hasRemaining()) {
                int n = its.inflate(to);
                plainBytes += n;
                if (n == 0) {
                    break;
                }
            }
            if (bounded && !to.hasRemaining()) {
                to.position(to.position() - 1);
                tooLarge();
            }
            boolean drained = to.hasRemaining();
            to.limit(limit);
            if (drained) {
                drained();
            }
        } catch (DataFormatException e) {
            failure = "flate: corrupt input: " + e.getMessage();
            inflating = false;
        }
    }

    /** All that was given to the inflater is through. */
    private void drained() {
        inflating = false;
        if (messageEnds) {
            messageEnds = false;
            forgetMessage();
        }
    }

    private void tooLarge() {
        failure = "maximum payload exceeded";
        inflating = false;
    }

    private void forgetMessage() {
        Inflater its = inflater;
        inflater = null;
        wireBytes = 0;
        plainBytes = 0;
        if (its != null) {
            memory.giveBack(its);
        }
    }

    // ---- the end

    private void releaseSource() {
        Chunk used = source;
        source = null;
        rest = NOTHING;
        if (used != null) {
            used.release();
        }
    }

    void release() {
        over = true;
        inflating = false;
        forgetMessage();
        releaseSource();
    }
}
