package io.dialtone.streams;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches to a socket, in order, as much at a time as it takes. Small things are copied into the loop's direct
 * buffer and go as one; slices of chunks go from where they are.
 */
final class SocketWriter implements Batch.Gather {
    private final SocketChannel channel;
    private final ConnectionPort port;
    private final ByteBuffer copies;
    private final ByteBuffer[] buffers;
    private int bufferCount;
    private int runStart;
    private long gathered;
    private @Nullable Batch first;
    private @Nullable Batch last;
    /** Bytes of the first batch that are written. */
    private long done;

    SocketWriter(SocketChannel channel, LoopMemory memory, ConnectionPort port) {
        this.channel = channel;
        this.port = port;
        this.copies = memory.writeBuffer();
        this.buffers = memory.gathering();
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Adds a list of batches, linked by {@link Batch#next}. */
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

    /** Writes what the socket takes; returns whether that was all. */
    boolean write() throws IOException {
        while (first != null) {
            gather(first);
            long n = bufferCount == 1 ? channel.write(buffers[0]) : channel.write(buffers, 0, bufferCount);
            Arrays.fill(buffers, 0, bufferCount, null);
            port.wrote(n);
            advance(n);
            if (n < gathered) {
                return false;
            }
        }
        return true;
    }

    private void gather(Batch from) {
        copies.clear();
        bufferCount = 0;
        runStart = 0;
        gathered = 0;
        long skip = done;
        Batch b = from;
        while (b != null && b.gather(skip, this)) {
            skip = 0;
            b = b.next;
        }
        if (bufferCount > 0) {
            endRun();
        } else {
            // What most writes are: nothing is made for them.
            buffers[bufferCount++] = copies.flip();
        }
    }

    @Override
    public boolean copied(byte[] source, int from, int count) {
        int n = Math.min(count, copies.remaining());
        copies.put(source, from, n);
        gathered += n;
        return n == count;
    }

    @Override
    public boolean direct(ByteBuffer source, int from, int count) {
        if (bufferCount >= buffers.length - 2) {
            return false;
        }
        endRun();
        buffers[bufferCount++] = source.slice(from, count);
        gathered += count;
        return true;
    }

    /** What was copied since the last slice becomes one buffer. */
    private void endRun() {
        int end = copies.position();
        if (end > runStart) {
            buffers[bufferCount++] = copies.slice(runStart, end - runStart);
            runStart = end;
        }
    }

    private void advance(long written) {
        long left = written;
        Batch b = first;
        while (b != null) {
            long rest = b.size() - done;
            if (left < rest) {
                done += left;
                break;
            }
            left -= rest;
            done = 0;
            Batch following = b.next;
            b.release();
            b = following;
        }
        first = b;
        if (b == null) {
            last = null;
        }
    }

    /** Drops what is left. */
    void release() {
        while (first != null) {
            Batch following = first.next;
            first.release();
            first = following;
        }
        last = null;
        done = 0;
    }
}
