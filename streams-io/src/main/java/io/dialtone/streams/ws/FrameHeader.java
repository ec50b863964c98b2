package io.dialtone.streams.ws;

import java.nio.ByteBuffer;

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
     * Writes a header; the payload goes where the position is then.
     *
     * @param first the first byte: opcode and flags
     * @param key the masking key, 0 for a frame that is not masked
     */
    public static void write(ByteBuffer to, int first, long length, int key) {
        int mask = key == 0 ? 0 : MASKED;
        to.put((byte) first);
        if (length <= MOST_CONTROL) {
            to.put((byte) (mask | (int) length));
        } else if (length <= 0xFFFF) {
            to.put((byte) (mask | LENGTH_16)).putShort((short) length);
        } else {
            to.put((byte) (mask | LENGTH_64)).putLong(length);
        }
        if (key != 0) {
            to.putInt(key);
        }
    }

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }
}
