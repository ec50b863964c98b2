package io.dialtone.actors.system;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Packs bytes in Snappy's framing format: a stream identifier, then chunks of at most 64 KiB, each with its checksum,
 * compressed where that makes them smaller (google/snappy, {@code framing_format.txt} and {@code format_description.txt}).
 */
final class SnappyFrames {
    private static final byte[] IDENTIFIER = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int CHUNK = 65_536;
    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int CHECKSUM_MASK = 0xa282ead8;
    private static final int TABLE_BITS = 13;
    private static final int HASH_FACTOR = 0x1e35a7bd;
    private static final int SHORTEST_MATCH = 4;
    private static final int LONGEST_COPY = 64;

    private SnappyFrames() {}

    static byte[] of(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        out.writeBytes(IDENTIFIER);
        for (int from = 0; from < bytes.length; from += CHUNK) {
            chunk(out, bytes, from, Math.min(bytes.length, from + CHUNK));
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, byte[] bytes, int from, int to) {
        byte[] packed = block(bytes, from, to);
        boolean smaller = packed.length < to - from;
        int size = 4 + (smaller ? packed.length : to - from);
        out.write(smaller ? COMPRESSED : PLAIN);
        little(out, size, 3);
        little(out, checksum(bytes, from, to), 4);
        if (smaller) {
            out.writeBytes(packed);
        } else {
            out.write(bytes, from, to - from);
        }
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return Integer.rotateRight((int) crc.getValue(), 15) + CHECKSUM_MASK;
    }

    private static void little(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write(value >>> 8 * i);
        }
    }

    /** A block: the length, then literals and copies of what came before. */
    private static byte[] block(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) / 2 + 16);
        int length = to - from;
        while (length >= 0x80) {
            out.write(length & 0x7f | 0x80);
            length >>>= 7;
        }
        out.write(length);
        int[] seen = new int[1 << TABLE_BITS];
        Arrays.fill(seen, -1);
        int literal = from;
        int at = from;
        while (at + SHORTEST_MATCH <= to) {
            int slot = word(bytes, at) * HASH_FACTOR >>> 32 - TABLE_BITS;
            int before = seen[slot];
            seen[slot] = at;
            if (before < 0 || word(bytes, before) != word(bytes, at)) {
                at++;
                continue;
            }
            int end = at + SHORTEST_MATCH;
            while (end < to && bytes[before + end - at] == bytes[end]) {
                end++;
            }
            literal(out, bytes, literal, at);
            copy(out, at - before, end - at);
            at = end;
            literal = end;
        }
        literal(out, bytes, literal, to);
        return out.toByteArray();
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private static void literal(ByteArrayOutputStream out, byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        int n = length - 1;
        if (n < 60) {
            out.write(n << 2);
        } else if (n < 0x100) {
            out.write(60 << 2);
            out.write(n);
        } else {
            out.write(61 << 2);
            little(out, n, 2);
        }
        out.write(bytes, from, length);
    }

    /** Copies with a two-byte offset, each of at most 64 bytes. */
    private static void copy(ByteArrayOutputStream out, int offset, int length) {
        int left = length;
        while (left > 0) {
            int part = Math.min(LONGEST_COPY, left);
            out.write(part - 1 << 2 | 2);
            little(out, offset, 2);
            left -= part;
        }
    }
}
