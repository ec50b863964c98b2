package io.dialtone.streams;

import io.dialtone.streams.tls.ByteSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Collects ciphertext in batches for the socket, encrypting straight into their memory. */
final class CipherBatches implements ByteSink {
    private final LoopMemory memory;
    private @Nullable Batch first;
    private @Nullable Batch last;

    CipherBatches(LoopMemory memory) {
        this.memory = memory;
    }

    @Override
    public ByteBuffer room(int atLeast) {
        Batch batch = last;
        if (batch == null || batch.capacity() - batch.length() < atLeast) {
            batch = memory.takeBatch(Math.max(atLeast, Batch.LARGE));
            add(batch);
        }
        byte[] bytes = batch.reserve(atLeast);
        return ByteBuffer.wrap(bytes, batch.length(), batch.capacity() - batch.length());
    }

    @Override
    public void filled(int bytes) {
        Batch batch = last;
        if (batch != null) {
            batch.length(batch.length() + bytes);
        }
    }

    /** Adds a list of batches as they are. */
    void add(Batch list) {
        Batch tail = last;
        if (tail == null) {
            first = list;
        } else {
            tail.next = list;
        }
        Batch end = list;
        while (end.next != null) {
            end = end.next;
        }
        last = end;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** All that was collected, linked; null when that is nothing. The taker owns it. */
    @Nullable
    Batch takeAll() {
        Batch all = first;
        first = null;
        last = null;
        return all;
    }

    static void release(@Nullable Batch list) {
        Batch b = list;
        while (b != null) {
            Batch following = b.next;
            b.release();
            b = following;
        }
    }
}
