package io.dialtone.streams;

import java.util.Arrays;

/** The queue groups that a message from another server is for: copies, in arrays that serve one message after the other. */
final class QueueNames {
    private static final int KEPT = 1024;
    private static final int[] NO_ENDS = {};

    private byte[] names = FoundOperation.NONE;
    /** Where each name ends; the next one begins there. */
    private int[] ends = NO_ENDS;

    private int count;

    void clear() {
        count = 0;
    }

    void add(byte[] bytes, int from, int length) {
        int at = from(count);
        if (at + length + LoopMemory.SLACK > names.length) {
            names = Arrays.copyOf(names, Math.max(64, (at + length) * 2) + LoopMemory.SLACK);
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(8, count * 2));
        }
        System.arraycopy(bytes, from, names, at, length);
        ends[count++] = at + length;
    }

    int count() {
        return count;
    }

    /** The names; a word may be read behind the last one. */
    byte[] bytes() {
        return names;
    }

    int from(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    int length(int i) {
        return ends[i] - from(i);
    }

    /** Bytes of memory it keeps between two reads. */
    int keptBytes() {
        return names.length + Integer.BYTES * ends.length;
    }

    /** Lets go of what a long list took. */
    void trim() {
        count = 0;
        if (keptBytes() > KEPT) {
            names = FoundOperation.NONE;
            ends = NO_ENDS;
        }
    }
}
