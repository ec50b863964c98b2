package io.dialtone.streams.s2;

import java.util.Arrays;

/**
 * Lays out one compressed block: its plain length, then literals and copies. Copies from the offset of the last copy take
 * the short form that S2 adds to Snappy, and so does what is left of a copy that is too long for one tag.
 */
final class BlockWriter {
    /** Room behind the limit for the tags of one step. */
    private static final int SLACK = 32;

    private static final int COPY_1 = 1;
    private static final int COPY_2 = 2;
    private static final int COPY_4 = 3;
    private static final int LONGEST_COPY = 64;
    /** Of a copy that is too long for one tag, so much goes first that what is left is long enough to be repeated. */
    private static final int FIRST_OF_LONG = 60;

    private byte[] bytes = new byte[0];
    private int at;
    private int limit;
    private int lastOffset;

    /** Begins a block at index {@code from}, which is not worth having once it is longer than {@code most}. */
    void begin(int plainLength, int from, int most) {
        limit = from + most;
        if (bytes.length < limit + SLACK) {
            bytes = Arrays.copyOf(bytes, limit + SLACK);
        }
        at = from;
        lastOffset = 0;
        int rest = plainLength;
        while (rest >= 0x80) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The index behind the last byte written. */
    int end() {
        return at;
    }

    /** Literals up to {@code to}; false when the block is not worth it. */
    boolean literals(byte[] source, int from, int to) {
        int count = to - from;
        if (count > limit - at) {
            return false;
        }
        if (count > 0) {
            literalTag(count - 1);
            System.arraycopy(source, from, bytes, at, count);
            at += count;
        }
        return at <= limit;
    }

    private void literalTag(int n) {
        if (n < 60) {
            bytes[at++] = (byte) (n << 2);
            return;
        }
        int more = n < 1 << 8 ? 1 : n < 1 << 16 ? 2 : 3;
        bytes[at++] = (byte) (59 + more << 2);
        for (int i = 0; i < more; i++) {
            bytes[at++] = (byte) (n >>> 8 * i);
        }
    }

    /** Literals up to {@code to}, then a copy of at least four bytes; false when the block is not worth it. */
    boolean copy(byte[] source, int from, int to, int offset, int length) {
        if (!literals(source, from, to)) {
            return false;
        }
        if (offset == lastOffset) {
            repeat(offset, length);
        } else {
            lastOffset = offset;
            firstCopy(offset, length);
        }
        return at <= limit;
    }

    private void firstCopy(int offset, int length) {
        if (offset >= 1 << 16) {
            int first = length > LONGEST_COPY ? FIRST_OF_LONG : length;
            bytes[at++] = (byte) (first - 1 << 2 | COPY_4);
            LittleEndian.putInt(bytes, at, offset);
            at += 4;
            repeatRest(offset, length - first);
        } else if (offset < 1 << 11 && (length < 12 || length > LONGEST_COPY)) {
            int first = length < 12 ? length : 8;
            shortCopy(offset, first);
            repeatRest(offset, length - first);
        } else {
            int first = length > LONGEST_COPY ? FIRST_OF_LONG : length;
            bytes[at++] = (byte) (first - 1 << 2 | COPY_2);
            bytes[at++] = (byte) offset;
            bytes[at++] = (byte) (offset >>> 8);
            repeatRest(offset, length - first);
        }
    }

    private void shortCopy(int offset, int length) {
        bytes[at++] = (byte) (offset >>> 8 << 5 | length - 4 << 2 | COPY_1);
        bytes[at++] = (byte) offset;
    }

    private void repeatRest(int offset, int length) {
        if (length > 0) {
            repeat(offset, length);
        }
    }

    /** A copy with offset zero: three bits of length, of which the last three values say how many bytes of it follow. */
    private void repeat(int offset, int length) {
        if (length > 8 && length < 12 && offset < 1 << 11) {
            // As short as it gets, and a plain copy.
            shortCopy(offset, length);
        } else if (length <= 8) {
            repeatTag(length - 4);
        } else if (length < 260) {
            repeatTag(5);
            bytes[at++] = (byte) (length - 8);
        } else if (length < 65540) {
            repeatTag(6);
            int more = length - 260;
            bytes[at++] = (byte) more;
            bytes[at++] = (byte) (more >>> 8);
        } else {
            repeatTag(7);
            int more = length - 65540;
            bytes[at++] = (byte) more;
            bytes[at++] = (byte) (more >>> 8);
            bytes[at++] = (byte) (more >>> 16);
        }
    }

    private void repeatTag(int field) {
        bytes[at++] = (byte) (field << 2 | COPY_1);
        bytes[at++] = 0;
    }
}
