package io.dialtone.streams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The batches that one connection is filling during one read, one for each outbox it delivers to, and who among those is
 * far behind. Works on the connection's loop; {@link #flush} ends the read.
 */
final class OpenBatches {
    private final int loop;
    private final LoopMemory memory;
    private final @Nullable Outbox own;
    private @Nullable Outbox[] touched = new Outbox[8];
    private int touchedCount;
    private boolean gated;
    private final List<Outbox> slow = new ArrayList<>(0);

    /**
     * @param own of the connection that publishes; null for the server's own messages
     */
    OpenBatches(EventLoop loop, @Nullable Outbox own) {
        this.loop = loop.index();
        this.memory = loop.memory();
        this.own = own;
    }

    /** The open batch for a target, with room for that many bytes more. */
    Batch batch(Outbox target, int more) {
        Batch batch = target.open(loop);
        if (batch == null) {
            batch = memory.takeBatch(more);
            target.open(loop, batch);
            touch(target);
        } else if (batch.length() + more > batch.capacity()) {
            batch = more <= Batch.LARGE && batch.capacity() < Batch.LARGE ? widen(batch) : renew(target, batch, more);
            target.open(loop, batch);
        }
        return batch;
    }

    private Batch widen(Batch small) {
        Batch large = memory.takeBatch(Batch.LARGE);
        large.takeOver(small);
        return large;
    }

    /** A full batch goes off at once: better many of one size than few that had to grow. */
    private Batch renew(Outbox target, Batch full, int more) {
        publish(target, full);
        return memory.takeBatch(Math.max(more, Batch.LARGE));
    }

    /** Lets a slice of a chunk follow in a batch, or a copy of it where chunks are short. */
    void putSlice(Batch batch, Chunk chunk, int from, int length) {
        if (memory.isShortOfChunks()) {
            byte[] copy = new byte[length];
            chunk.buffer().get(from, copy);
            batch.putArray(copy, 0, length);
        } else {
            batch.putSlice(chunk, from, length);
        }
    }

    private void publish(Outbox target, Batch batch) {
        if (target.publish(batch)) {
            gated = true;
            if (target != own && !slow.contains(target)) {
                slow.add(target);
            }
        }
    }

    private void touch(Outbox target) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = target;
    }

    /**
     * Hands every target of this read its batch.
     *
     * @return whether one of them has so much pending that this publisher should wait
     */
    boolean flush() {
        for (int i = 0; i < touchedCount; i++) {
            Outbox target = Objects.requireNonNull(touched[i]);
            Batch batch = target.open(loop);
            target.open(loop, null);
            if (batch != null) {
                publish(target, batch);
            }
        }
        Arrays.fill(touched, 0, touchedCount, null);
        touchedCount = 0;
        boolean any = gated;
        gated = false;
        return any;
    }

    /** Whether anybody delivered to is still so far behind that the publisher should wait; forgets the others. */
    boolean isAnyGated() {
        slow.removeIf(target -> target.isClosed() || !target.isGated());
        return !slow.isEmpty();
    }
}
