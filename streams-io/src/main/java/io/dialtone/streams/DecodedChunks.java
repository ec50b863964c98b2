package io.dialtone.streams;

import io.dialtone.streams.s2.S2Decoder;
import io.dialtone.streams.s2.S2FormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns chunks of an S2 stream into chunks of what is in it, as many as are asked for. */
final class DecodedChunks {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LoopMemory memory;
    private final S2Decoder decoder = new S2Decoder();
    private @Nullable Chunk source;
    /** Of the source, what the decoder has not seen. */
    private ByteBuffer rest = NOTHING;
    /** Of the decoder's block, what is not passed on. */
    private ByteBuffer block = NOTHING;
    /** Met behind bytes that were good; told when those are passed on. */
    private @Nullable S2FormatException failure;

    DecodedChunks(LoopMemory memory) {
        this.memory = memory;
    }

    /** Takes a chunk over; the last one must be used up. */
    void add(Chunk fresh) {
        source = fresh;
        rest = fresh.buffer().duplicate().position(0).limit(fresh.length());
    }

    /** Whether {@link #next} would have to be given more before it gives something. */
    boolean isUsedUp() {
        return source == null && !block.hasRemaining() && failure == null;
    }

    /** Whether the stream may end where it is used up. */
    boolean isBetweenChunks() {
        return decoder.isBetweenChunks();
    }

    /** The next bytes, of one or many blocks, about so many at most; null when more is needed. The taker owns it. */
    @Nullable
    Chunk next(int most) throws S2FormatException {
        Chunk filled = null;
        while (hasBlock(filled != null)) {
            if (filled == null) {
                filled = memory.takeChunk();
            }
            ByteBuffer to = filled.buffer();
            int n = Math.min(block.remaining(), most - to.position());
            to.put(to.position(), block, block.position(), n);
            to.position(to.position() + n);
            block.position(block.position() + n);
            filled.filled(to.position());
            if (to.position() >= most) {
                break;
            }
        }
        if (!rest.hasRemaining()) {
            releaseSource();
        }
        return filled;
    }

    private boolean hasBlock(boolean holdBackFailure) throws S2FormatException {
        if (block.hasRemaining()) {
            return true;
        }
        try {
            if (failure == null && decoder.take(rest)) {
                block = decoder.block();
                return true;
            }
        } catch (S2FormatException e) {
            failure = e;
            rest = NOTHING;
            block = NOTHING;
        }
        if (failure != null && !holdBackFailure) {
            throw failure;
        }
        return false;
    }

    private void releaseSource() {
        Chunk used = source;
        source = null;
        rest = NOTHING;
        if (used != null) {
            used.release();
        }
    }

    void release() {
        releaseSource();
        block = NOTHING;
    }
}
