package io.dialtone.streams.s2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes an S2 stream of the bytes it is given: a stream identifier, then blocks of at most 1 MiB. A block ends where it is
 * full or at a {@link #flush}; one that does not become shorter goes as it is. It keeps up to one block and the table of
 * its level. One thread at a time.
 */
public final class S2Encoder {
    /** The most plain bytes in a block; what other implementations make by default. */
    public static final int MAX_BLOCK = 1 << 20;

    private static final byte[] STREAM_IDENTIFIER = {(byte) 0xff, 6, 0, 0, 'S', '2', 's', 'T', 'w', 'O'};
    private static final int FIRST_CAPACITY = 64 * 1024;
    private static final int BLOCK_HEADER = Frame.HEADER + Frame.CHECKSUM;

    /** Takes the bytes of the stream, which it must have copied when it returns. */
    @FunctionalInterface
    public interface Output {
        void write(byte[] bytes, int from, int count);
    }

    private final byte[] header = new byte[BLOCK_HEADER];
    private final BlockWriter writer = new BlockWriter();
    private final S2Checksum checksum = new S2Checksum();
    private byte[] block = new byte[0];
    private int filled;
    private boolean begun;
    private S2Level level;
    private @Nullable Matcher matcher;

    public S2Encoder(S2Level level) {
        this.level = level;
    }

    /** The level from the block that is being filled on. */
    public void level(S2Level newLevel) {
        if (level != newLevel) {
            level = newLevel;
            matcher = null;
        }
    }

    public S2Level level() {
        return level;
    }

    /** Adds bytes; blocks that become full go out. */
    public void add(byte[] bytes, int from, int count, Output out) {
        int at = from;
        int left = count;
        while (left > 0) {
            int n = Math.min(left, MAX_BLOCK - filled);
            ensureRoom(n);
            System.arraycopy(bytes, at, block, filled, n);
            at += n;
            left -= n;
            filled(n, out);
        }
    }

    /** Adds what remains in the buffer. */
    public void add(ByteBuffer bytes, Output out) {
        while (bytes.hasRemaining()) {
            int n = Math.min(bytes.remaining(), MAX_BLOCK - filled);
            ensureRoom(n);
            bytes.get(block, filled, n);
            filled(n, out);
        }
    }

    private void ensureRoom(int more) {
        if (block.length < filled + more) {
            int wanted = Math.max(filled + more, Math.max(2 * block.length, FIRST_CAPACITY));
            block = Arrays.copyOf(block, Math.min(wanted, MAX_BLOCK));
        }
    }

    private void filled(int bytes, Output out) {
        filled += bytes;
        if (filled == MAX_BLOCK) {
            flush(out);
        }
    }

    /** Lets all that was added go out. */
    public void flush(Output out) {
        if (filled == 0) {
            return;
        }
        begin(out);
        int sum = checksum.of(block, 0, filled);
        if (filled >= Matcher.SHORTEST_BLOCK && compress()) {
            byte[] bytes = writer.bytes();
            int end = writer.end();
            Frame.putBlockHeader(bytes, 0, Frame.COMPRESSED, end - BLOCK_HEADER, sum);
            out.write(bytes, 0, end);
        } else {
            putHeader(filled, sum, out);
            out.write(block, 0, filled);
        }
        filled = 0;
    }

    /**
     * Begins an uncompressed block whose bytes the caller sends itself, right behind; nothing may wait to be flushed.
     *
     * @param count how many bytes, at most {@link #MAX_BLOCK}
     * @param sum of those bytes
     */
    public void beginUncompressed(int count, S2Checksum sum, Output out) {
        if (filled != 0 || count > MAX_BLOCK) {
            throw new IllegalStateException(filled + " bytes before an own block of " + count);
        }
        begin(out);
        putHeader(count, sum.masked(), out);
    }

    private void putHeader(int count, int sum, Output out) {
        Frame.putBlockHeader(header, 0, Frame.UNCOMPRESSED, count, sum);
        out.write(header, 0, header.length);
    }

    private void begin(Output out) {
        if (!begun) {
            begun = true;
            out.write(STREAM_IDENTIFIER, 0, STREAM_IDENTIFIER.length);
        }
    }

    private boolean compress() {
        if (level == S2Level.UNCOMPRESSED) {
            return false;
        }
        Matcher m = matcher;
        if (m == null) {
            m = Matcher.of(level);
            matcher = m;
        }
        writer.begin(filled, BLOCK_HEADER, filled - (filled >>> 5));
        return m.encode(block, filled, writer);
    }
}
