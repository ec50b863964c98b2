package io.dialtone.streams;

import io.dialtone.streams.tls.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Collects plain bytes in chunks, as if they had been read from the socket like that. */
final class PlainChunks implements ByteSink {
    private final LoopMemory memory;
    private final ArrayDeque<Chunk> ready = new ArrayDeque<>(2);
    private @Nullable Chunk filling;

    PlainChunks(LoopMemory memory) {
        this.memory = memory;
    }

    @Override
    public ByteBuffer room(int atLeast) {
        Chunk chunk = filling;
        if (chunk == null || chunk.buffer().remaining() < atLeast) {
            finish();
            chunk = memory.takeChunk();
            filling = chunk;
        }
        return chunk.buffer();
    }

    @Override
    public void filled(int bytes) {
        Chunk chunk = filling;
        if (chunk != null) {
            chunk.filled(chunk.length() + bytes);
        }
    }

    /** Adds bytes that need no decryption. */
    void copy(ByteBuffer bytes) {
        int n = bytes.remaining();
        if (n > 0) {
            room(n).put(bytes);
            filled(n);
        }
    }

    /** Makes what was collected ready. */
    void finish() {
        Chunk chunk = filling;
        filling = null;
        if (chunk != null && chunk.length() > 0) {
            ready.add(chunk);
        } else if (chunk != null) {
            chunk.release();
        }
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** The oldest ready chunk; the taker owns it. */
    @Nullable
    Chunk poll() {
        return ready.poll();
    }

    void release() {
        finish();
        Chunk chunk;
        while ((chunk = ready.poll()) != null) {
            chunk.release();
        }
    }
}
