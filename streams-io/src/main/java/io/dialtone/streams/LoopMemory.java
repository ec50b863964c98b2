package io.dialtone.streams;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one event loop uses again and again: read chunks, batches, the array in which operations are parsed and
 * the buffer through which heap bytes reach a socket. Taken on the loop's thread; given back from any thread.
 */
final class LoopMemory {
    /** Bytes behind the end of {@link #scratch} that may be read and written by copies of whole words. */
    static final int SLACK = 64;

    private static final int KEPT_CHUNKS = 32;
    private static final int MOST_CHUNKS_OUT = 128;
    private static final int KEPT_BATCHES = 128;
    private static final int KEPT_INFLATERS = 16;
    /** More than a chunk: lines grow a little on their way, and what came in one read should leave in one write. */
    private static final int WRITE_BUFFER = Chunk.CAPACITY + 64 * 1024;

    private final byte[] scratch = new byte[Chunk.CAPACITY + SLACK];
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_BUFFER);
    private final ByteBuffer[] gathering = new ByteBuffer[64];
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<Batch> small = new ArrayDeque<>();
    private final ArrayDeque<Batch> large = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Batch> returnedBatches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Chunk> returnedChunks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger batchesReturned = new AtomicInteger();
    private final AtomicInteger chunksOut = new AtomicInteger();
    private final AtomicInteger chunksReturned = new AtomicInteger();
    private final ArrayDeque<Inflater> inflaters = new ArrayDeque<>();
    private @Nullable Deflater deflater;
    private @Nullable Thread owner;

    /** Compresses messages of WebSockets, each by itself: whoever uses it begins with a reset. On the loop's thread. */
    Deflater deflater() {
        Deflater made = deflater;
        if (made == null) {
            made = new Deflater(Deflater.BEST_SPEED, /* nowrap= */ true);
            deflater = made;
        }
        return made;
    }

    /** What decompresses one message, new or reset; given back behind it. On the loop's thread. */
    Inflater takeInflater() {
        Inflater kept = inflaters.poll();
        return kept != null ? kept : new Inflater(/* nowrap= */ true);
    }

    void giveBack(Inflater inflater) {
        if (inflaters.size() < KEPT_INFLATERS) {
            inflater.reset();
            inflaters.push(inflater);
        } else {
            inflater.end();
        }
    }

    /** The array in which operations are parsed; its content means nothing between two reads. */
    byte[] scratch() {
        return scratch;
    }

    /** Room for the buffers of one write, all null between two writes. */
    ByteBuffer[] gathering() {
        return gathering;
    }

    ByteBuffer writeBuffer() {
        return writeBuffer;
    }

    /** An empty chunk with one holder, the caller. */
    Chunk takeChunk() {
        own();
        Chunk c = chunks.poll();
        if (c == null) {
            c = returnedChunks.poll();
            if (c == null) {
                c = new Chunk(this);
            } else {
                chunksReturned.decrementAndGet();
            }
        }
        c.take();
        chunksOut.incrementAndGet();
        return c;
    }

    /**
     * Whether so many chunks wait for slow readers that a payload should rather be copied than keep one more: a slice of a
     * few kilobytes holds the whole of its chunk.
     */
    boolean isShortOfChunks() {
        return chunksOut.get() > MOST_CHUNKS_OUT;
    }

    void giveBack(Chunk chunk) {
        chunksOut.decrementAndGet();
        if (Thread.currentThread() == owner) {
            if (chunks.size() < KEPT_CHUNKS) {
                chunks.push(chunk);
            }
        } else if (chunksReturned.get() < KEPT_CHUNKS) {
            chunksReturned.incrementAndGet();
            returnedChunks.add(chunk);
        }
    }

    /** An empty batch with room for {@code hint} bytes or a part of them. */
    Batch takeBatch(int hint) {
        own();
        if (!returnedBatches.isEmpty()) {
            collectReturned();
        }
        Batch b = hint > Batch.SMALL ? large.poll() : small.poll();
        return b != null ? b : new Batch(this, hint > Batch.SMALL ? Batch.LARGE : Batch.SMALL);
    }

    private void collectReturned() {
        Batch b;
        while ((b = returnedBatches.poll()) != null) {
            batchesReturned.decrementAndGet();
            keep(b);
        }
    }

    void giveBack(Batch batch) {
        if (Thread.currentThread() == owner) {
            keep(batch);
        } else if (batchesReturned.get() < KEPT_BATCHES) {
            batchesReturned.incrementAndGet();
            returnedBatches.add(batch);
        }
    }

    private void keep(Batch batch) {
        int capacity = batch.capacity();
        ArrayDeque<Batch> pool = capacity == Batch.SMALL ? small : large;
        if ((capacity == Batch.SMALL || capacity == Batch.LARGE) && pool.size() < KEPT_BATCHES) {
            pool.push(batch);
        }
    }

    private void own() {
        if (owner == null) {
            owner = Thread.currentThread();
        }
    }
}
