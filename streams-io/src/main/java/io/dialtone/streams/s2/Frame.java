package io.dialtone.streams.s2;

/** What the chunks of a stream begin with: one byte of type, three of length, then for blocks four of checksum. */
final class Frame {
    static final int HEADER = 4;
    static final int CHECKSUM = 4;

    static final int COMPRESSED = 0x00;
    static final int UNCOMPRESSED = 0x01;
    static final int FIRST_SKIPPABLE = 0x80;
    static final int STREAM_IDENTIFIER = 0xff;

    private Frame() {}

    static boolean isBlock(int type) {
        return type == COMPRESSED || type == UNCOMPRESSED;
    }

    /** Writes type, length and checksum of a block whose body (without the checksum) is that long. */
    static void putBlockHeader(byte[] to, int at, int type, int bodyLength, int checksum) {
        int length = bodyLength + CHECKSUM;
        to[at] = (byte) type;
        to[at + 1] = (byte) length;
        to[at + 2] = (byte) (length >>> 8);
        to[at + 3] = (byte) (length >>> 16);
        LittleEndian.putInt(to, at + HEADER, checksum);
    }
}
