package io.dialtone.streams;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way to one connection: what one read of a publisher, or one turn of an actor, has for it. Small things
 * are copied in; large payloads are parts that stay where they were read.
 *
 * <pre>
 *   bytes  [ MSG a 1 5CRLF hello CRLF MSG b 1 9000CRLF | MSG c 1 ... ]
 *                                                     ^ cut: part 0 (a slice of a chunk) goes here
 * </pre>
 *
 * <p>Filled by one loop, then handed through an {@link Outbox} to the loop of its connection, which writes it and gives it
 * back to where it came from.
 */
public final class Batch {
    static final int SMALL = 1024;
    static final int LARGE = 64 * 1024;

    private final LoopMemory home;
    private byte[] bytes;
    private int length;
    private int messages;
    private long messageBytes;
    private int partCount;
    private long partBytes;
    private Part[] parts = NO_PARTS;
    /** The next batch: older while in the outbox's stack, newer once taken from it. */
    @Nullable
    Batch next;

    private static final Part[] NO_PARTS = {};

    /** A payload that was not copied: where it goes among the bytes, and where it is. */
    private record Part(int cut, @Nullable Chunk chunk, byte @Nullable [] heap, int from, int length) {
        void release() {
            if (chunk != null) {
                chunk.release();
            }
        }
    }

    Batch(LoopMemory home, int capacity) {
        this.home = home;
        this.bytes = new byte[capacity + LoopMemory.SLACK];
    }

    int capacity() {
        return bytes.length - LoopMemory.SLACK;
    }

    /** The array being filled, with room for {@code more} bytes at {@link #length} and a word of slack behind. */
    byte[] reserve(int more) {
        if (length + more > bytes.length - LoopMemory.SLACK) {
            grow(more);
        }
        return bytes;
    }

    private void grow(int more) {
        int wanted = length + more;
        int capacity = wanted <= LARGE ? LARGE : Integer.highestOneBit(wanted - 1) * 2;
        bytes = Arrays.copyOf(bytes, capacity + LoopMemory.SLACK);
    }

    /** Takes the content of a smaller batch, which is given back. */
    void takeOver(Batch smaller) {
        System.arraycopy(smaller.bytes, 0, bytes, 0, smaller.length);
        length = smaller.length;
        messages = smaller.messages;
        messageBytes = smaller.messageBytes;
        parts = smaller.parts;
        partCount = smaller.partCount;
        partBytes = smaller.partBytes;
        smaller.parts = NO_PARTS;
        smaller.partCount = 0;
        smaller.partBytes = 0;
        smaller.release();
    }

    /** Bytes copied in so far. */
    int length() {
        return length;
    }

    void length(int newLength) {
        length = newLength;
    }

    /** Copies all of {@code source} in. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Copies a range in. */
    public void put(byte[] source, int from, int count) {
        byte[] to = reserve(count);
        System.arraycopy(source, from, to, length, count);
        length += count;
    }

    /** Writes a number that is not negative. */
    void putDecimal(int number) {
        length = Words.putDecimal(reserve(11), length, number);
    }

    /** Lets a slice of a chunk follow; the chunk is retained until it is written. */
    void putSlice(Chunk chunk, int from, int count) {
        chunk.retain();
        addPart(new Part(/* cut= */ length, chunk, null, from, /* length= */ count));
    }

    /** Lets a range of an array follow that nobody changes any more. */
    void putArray(byte[] heap, int from, int count) {
        addPart(new Part(/* cut= */ length, null, heap, from, /* length= */ count));
    }

    private void addPart(Part part) {
        if (partCount == parts.length) {
            parts = Arrays.copyOf(parts, Math.max(4, partCount * 2));
        }
        parts[partCount++] = part;
        partBytes += part.length;
    }

    /** Counts one message of that many payload (and header) bytes. */
    void countMessage(int size) {
        messages++;
        messageBytes += size;
    }

    int messages() {
        return messages;
    }

    long messageBytes() {
        return messageBytes;
    }

    /** Bytes it puts on the wire. */
    long size() {
        return length + partBytes;
    }

    boolean isEmpty() {
        return length == 0 && partCount == 0;
    }

    /** Gives memory and retained chunks back. It must not be used after. */
    void release() {
        for (int i = 0; i < partCount; i++) {
            parts[i].release();
        }
        if (partCount > 0) {
            parts = NO_PARTS;
            partCount = 0;
            partBytes = 0;
        }
        length = 0;
        messages = 0;
        messageBytes = 0;
        next = null;
        home.giveBack(this);
    }

    /**
     * Hands what stands behind the first {@code skip} bytes to {@code gather}, in order, until that is full.
     *
     * @return whether all of it went in
     */
    boolean gather(long skip, Gather gather) {
        int at = 0;
        long left = skip;
        for (int i = 0; i <= partCount; i++) {
            int cut = i < partCount ? parts[i].cut : length;
            int run = cut - at;
            if (left < run) {
                if (!gather.copied(bytes, at + (int) left, run - (int) left)) {
                    return false;
                }
                left = 0;
            } else {
                left -= run;
            }
            at = cut;
            if (i < partCount) {
                Part p = parts[i];
                if (left < p.length) {
                    if (!gatherPart(p, (int) left, gather)) {
                        return false;
                    }
                    left = 0;
                } else {
                    left -= p.length;
                }
            }
        }
        return true;
    }

    private static boolean gatherPart(Part p, int skip, Gather gather) {
        byte[] heap = p.heap;
        if (heap != null) {
            return gather.copied(heap, p.from + skip, p.length - skip);
        }
        Chunk chunk = p.chunk;
        return chunk == null || gather.direct(chunk.buffer(), p.from + skip, p.length - skip);
    }

    /** Takes runs of bytes for one write; answers false when it could not take all of a run. */
    interface Gather {
        boolean copied(byte[] source, int from, int count);

        boolean direct(ByteBuffer source, int from, int count);
    }
}
