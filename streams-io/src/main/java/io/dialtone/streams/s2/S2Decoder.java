package io.dialtone.streams.s2;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads an S2 (or Snappy) stream from bytes that come in any pieces, block by block.
 *
 * <pre>
 *   decoder.take(bytes) ── true ──&gt; decoder.block(): read it to its end, then take again
 *                       └─ false ─&gt; all of the bytes are used, more are needed
 * </pre>
 *
 * <p>What it keeps grows with what has come, not with what a header announces, and ends at one block of 4 MiB in either
 * form. A stream that is not well-formed is an {@link S2FormatException}, and so is everything after it. One thread at a
 * time.
 */
public final class S2Decoder {
    /** The most plain bytes of a block; more than any known encoder makes. */
    static final int MAX_BLOCK = 4 << 20;

    /** A block that was compressed in vain: its length, and the tag of one literal. */
    private static final int MAX_BODY = MAX_BLOCK + 16;

    private static final int SNAPPY_BLOCK = 1 << 16;
    private static final int FIRST_CAPACITY = 16 * 1024;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
    private static final byte[] S2 = {'S', '2', 's', 'T', 'w', 'O'};
    private static final byte[] SNAPPY = {'s', 'N', 'a', 'P', 'p', 'Y'};

    private enum Awaiting {
        HEADER,
        BODY,
        /** The rest of a chunk that means nothing. */
        SKIPPED,
        /** Nothing any more. */
        FAILED
    }

    private final BlockReader reader = new BlockReader();
    private final S2Checksum checksum = new S2Checksum();
    private Awaiting awaiting = Awaiting.HEADER;
    private int header;
    private int headerBytes;
    private int type;
    /** Of the chunk, without its header. */
    private int length;

    private byte[] body = new byte[0];
    private int filled;
    private byte[] plain = new byte[0];
    private boolean identified;
    private int maxBlock = MAX_BLOCK;
    private ByteBuffer block = EMPTY;

    /** What was decoded last; valid until the next call of {@link #take}. */
    public ByteBuffer block() {
        return block;
    }

    /** Whether the stream may end here: between chunks. */
    public boolean isBetweenChunks() {
        return awaiting == Awaiting.HEADER && headerBytes == 0;
    }

    /**
     * Uses up bytes until there is a block that is not empty, or none are left.
     *
     * @return whether there is one
     */
    public boolean take(ByteBuffer bytes) throws S2FormatException {
        try {
            return advance(bytes);
        } catch (S2FormatException e) {
            awaiting = Awaiting.FAILED;
            throw e;
        }
    }

    private boolean advance(ByteBuffer bytes) throws S2FormatException {
        block = EMPTY;
        while (bytes.hasRemaining()) {
            switch (awaiting) {
                case HEADER -> header(bytes.get());
                case SKIPPED -> skip(bytes);
                case BODY -> fill(bytes);
                case FAILED -> throw new S2FormatException("the stream has failed before");
            }
            if (awaiting == Awaiting.BODY && filled == length) {
                awaiting = Awaiting.HEADER;
                body();
                if (block.hasRemaining()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void header(byte next) throws S2FormatException {
        header |= (next & 0xff) << 8 * headerBytes++;
        if (headerBytes < Frame.HEADER) {
            return;
        }
        type = header & 0xff;
        length = header >>> 8;
        header = 0;
        headerBytes = 0;
        filled = 0;
        check();
        awaiting = type < Frame.FIRST_SKIPPABLE || type == Frame.STREAM_IDENTIFIER ? Awaiting.BODY : Awaiting.SKIPPED;
        if (length == 0) {
            awaiting = Awaiting.HEADER;
        }
    }

    /** What a header must fulfil before anything is kept for it. */
    private void check() throws S2FormatException {
        if (type == Frame.STREAM_IDENTIFIER) {
            require(length == S2.length, "a bad stream identifier");
        } else {
            require(identified, "no stream identifier");
            require(Frame.isBlock(type) || type >= Frame.FIRST_SKIPPABLE, "a chunk of an unknown type");
            if (Frame.isBlock(type)) {
                require(length >= Frame.CHECKSUM, "a block without a checksum");
                int most = type == Frame.COMPRESSED ? MAX_BODY : maxBlock;
                require(length - Frame.CHECKSUM <= most, "a block that is too long");
            }
        }
    }

    private static void require(boolean holds, String otherwise) throws S2FormatException {
        if (!holds) {
            throw new S2FormatException("corrupt stream: " + otherwise);
        }
    }

    private void skip(ByteBuffer bytes) {
        int n = Math.min(bytes.remaining(), length - filled);
        bytes.position(bytes.position() + n);
        filled += n;
        if (filled == length) {
            awaiting = Awaiting.HEADER;
        }
    }

    private void fill(ByteBuffer bytes) {
        int n = Math.min(bytes.remaining(), length - filled);
        if (body.length < filled + n) {
            int doubled = Math.min(length, Math.max(2 * body.length, FIRST_CAPACITY));
            body = Arrays.copyOf(body, Math.max(filled + n, doubled));
        }
        bytes.get(body, filled, n);
        filled += n;
    }

    private void body() throws S2FormatException {
        switch (type) {
            case Frame.STREAM_IDENTIFIER -> identify();
            case Frame.UNCOMPRESSED -> finish(body, Frame.CHECKSUM, length - Frame.CHECKSUM);
            default -> decompress();
        }
    }

    private void identify() throws S2FormatException {
        boolean snappy = Arrays.equals(body, 0, SNAPPY.length, SNAPPY, 0, SNAPPY.length);
        require(snappy || Arrays.equals(body, 0, S2.length, S2, 0, S2.length), "a bad stream identifier");
        maxBlock = snappy ? SNAPPY_BLOCK : MAX_BLOCK;
        identified = true;
    }

    private void decompress() throws S2FormatException {
        int at = Frame.CHECKSUM;
        int count = 0;
        int shift = 0;
        int next;
        do {
            require(at < length && shift <= 28, "a bad length of a block");
            next = body[at++] & 0xff;
            count |= (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        require(count >= 0 && count <= maxBlock, "a block that is too long");
        if (plain.length < count + BlockReader.SLACK) {
            plain = new byte[count + BlockReader.SLACK];
        }
        reader.decode(body, at, length, plain, count);
        finish(plain, 0, count);
    }

    private void finish(byte[] bytes, int from, int count) throws S2FormatException {
        require(checksum.of(bytes, from, count) == LittleEndian.getInt(body, 0), "a wrong checksum");
        block = ByteBuffer.wrap(bytes, from, count);
    }
}
