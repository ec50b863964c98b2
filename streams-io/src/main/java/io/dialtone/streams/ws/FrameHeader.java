package io.dialtone.streams.ws;

/**
 * What stands before the payload of a frame.
 *
 * <pre>
 *   FIN RSV1 RSV2 RSV3 opcode(4) | MASK length(7) | length(16 or 64) when 126 or 127 | key(32) when masked
 * </pre>
 */
public final class FrameHeader {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    public static final int FINAL = 0x80;
    /** The first frame of a compressed message. */
    public static final int COMPRESSED = 0x40;

    /** The most that a header has. */
    public static final int MOST = 14;
    /** The most that a control frame carries. */
    public static final int MOST_CONTROL = 125;

    static final int RESERVED = 0x30;
    static final int OPCODE = 0x0F;
    static final int MASKED = 0x80;
    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;

    private FrameHeader() {}

    /**
     * Writes a header.
     *
     * @param first the first byte: opcode and flags
     * @param key the masking key, 0 for a frame that is not masked
     * @return where the payload goes
     */
    public static int write(byte[] to, int offset, int first, long length, int key) {
        int at = offset;
        int mask = key == 0 ? 0 : MASKED;
        to[at++] = (byte) first;
        if (length <= MOST_CONTROL) {
            to[at++] = (byte) (mask | (int) length);
        } else if (length <= 0xFFFF) {
            to[at++] = (byte) (mask | LENGTH_16);
            at = bigEndian(to, at, length, Short.BYTES);
        } else {
            to[at++] = (byte) (mask | LENGTH_64);
            at = bigEndian(to, at, length, Long.BYTES);
        }
        return key == 0 ? at : bigEndian(to, at, key, Integer.BYTES);
    }

    private static int bigEndian(byte[] to, int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            to[at + i] = (byte) (value >>> Byte.SIZE * (bytes - 1 - i));
        }
        return at + bytes;
    }

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }
}
