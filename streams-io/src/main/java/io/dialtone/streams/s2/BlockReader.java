package io.dialtone.streams.s2;

/** Undoes one compressed block. Whatever the block says, it reads and writes within what it was given. */
final class BlockReader {
    /** Bytes behind the end of the plain block that may be overwritten by copies of whole words. */
    static final int SLACK = 2 * Long.BYTES;

    private static final int LITERAL = 0;
    private static final int COPY_1 = 1;
    private static final int COPY_2 = 2;

    private byte[] source = new byte[0];
    private int at;
    private int end;
    // Of the tag last read.
    private int length;
    private int offset;

    /**
     * Decodes {@code source} from {@code from} to {@code end} to exactly {@code count} bytes.
     *
     * @param target has {@link #SLACK} bytes more than {@code count}
     */
    void decode(byte[] bytes, int from, int to, byte[] target, int count) throws S2FormatException {
        source = bytes;
        at = from;
        end = to;
        offset = 0;
        int done = 0;
        while (at < end) {
            int tag = source[at++] & 0xff;
            if ((tag & 3) == LITERAL) {
                literalLength(tag >>> 2);
                require(length <= count - done && length <= end - at, "a literal that is too long");
                literal(target, done);
            } else {
                copyTag(tag);
                require(offset > 0 && offset <= done, "a copy from before the block");
                require(length <= count - done, "a copy that is too long");
                copy(target, done);
            }
            done += length;
        }
        require(done == count, "a block shorter than it says");
    }

    private static void require(boolean holds, String otherwise) throws S2FormatException {
        if (!holds) {
            throw new S2FormatException("corrupt block: " + otherwise);
        }
    }

    /** Up to four bytes of a number, least first. */
    private int number(int bytes) throws S2FormatException {
        require(bytes <= end - at, "it ends inside a tag");
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (source[at++] & 0xff) << 8 * i;
        }
        return value;
    }

    private void literalLength(int field) throws S2FormatException {
        int n = field < 60 ? field : number(field - 59);
        // Four bytes of length may look negative; no block is that long.
        require(n >= 0 && n < S2Decoder.MAX_BLOCK, "a literal that is too long");
        length = n + 1;
    }

    private void copyTag(int tag) throws S2FormatException {
        int field = tag >>> 2;
        if ((tag & 3) == COPY_1) {
            int given = (tag & 0xe0) << 3 | number(1);
            if (given != 0) {
                offset = given;
                length = (field & 7) + 4;
            } else {
                length = repeatLength(field & 7);
            }
        } else {
            length = field + 1;
            offset = number((tag & 3) == COPY_2 ? 2 : 4);
        }
    }

    private int repeatLength(int field) throws S2FormatException {
        return switch (field) {
            case 5 -> number(1) + 8;
            case 6 -> number(2) + 260;
            case 7 -> number(3) + 65540;
            default -> field + 4;
        };
    }

    private void literal(byte[] target, int done) {
        if (length <= SLACK && at + SLACK <= source.length) {
            LittleEndian.putLong(target, done, LittleEndian.getLong(source, at));
            LittleEndian.putLong(target, done + 8, LittleEndian.getLong(source, at + 8));
        } else {
            System.arraycopy(source, at, target, done, length);
        }
        at += length;
    }

    private void copy(byte[] target, int done) {
        int from = done - offset;
        if (length <= SLACK && offset >= Long.BYTES) {
            LittleEndian.putLong(target, done, LittleEndian.getLong(target, from));
            LittleEndian.putLong(target, done + 8, LittleEndian.getLong(target, from + 8));
            return;
        }
        // What was copied can be copied again: an overlapping copy is the same bytes over and over.
        int to = done;
        int left = length;
        int known = offset;
        while (left > 0) {
            int n = Math.min(known, left);
            System.arraycopy(target, from, target, to, n);
            to += n;
            left -= n;
            known += n;
        }
    }
}
