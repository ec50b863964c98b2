package io.dialtone.streams.s2;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of a block's plain bytes: CRC-32C, rotated and moved, as the framing format of Snappy has it. */
public final class S2Checksum {
    private static final int MASK = 0xa282ead8;

    private final CRC32C crc = new CRC32C();

    /** Begins a new block. */
    public void reset() {
        crc.reset();
    }

    /** Adds bytes of the block. */
    public void update(byte[] bytes, int from, int count) {
        crc.update(bytes, from, count);
    }

    /** Adds what remains in the buffer. */
    public void update(ByteBuffer bytes) {
        crc.update(bytes);
    }

    /** As it stands on the wire. */
    int masked() {
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    int of(byte[] bytes, int from, int count) {
        crc.reset();
        crc.update(bytes, from, count);
        return masked();
    }
}
