package io.dialtone.streams.ws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The XOR that a client's frames carry (RFC 6455, 5.3), a word of eight bytes at a time.
 *
 * <p>A key is four bytes, first byte highest. A {@code phase} says how many bytes of the payload came before, so that a payload
 * can be worked on in pieces.
 */
public final class Masking {
    private static final int WORD = Long.BYTES;

    private Masking() {}

    /** Puts {@code count} bytes of {@code from}, masked or unmasked, into {@code to}; moves both positions. */
    public static void copy(ByteBuffer from, ByteBuffer to, int count, int key, int phase) {
        int source = from.position();
        int target = to.position();
        if (key == 0) {
            to.put(target, from, source, count);
        } else {
            mask(from, source, to, target, count, Integer.rotateLeft(key, Byte.SIZE * (phase & 3)));
        }
        from.position(source + count);
        to.position(target + count);
    }

    /** Masks or unmasks where they are {@code count} bytes from the position on, which stays. */
    public static void apply(ByteBuffer bytes, int count, int key, int phase) {
        if (key != 0) {
            int at = bytes.position();
            mask(bytes, at, bytes, at, count, Integer.rotateLeft(key, Byte.SIZE * (phase & 3)));
        }
    }

    private static void mask(ByteBuffer from, int source, ByteBuffer to, int target, int count, int key) {
        long word = (long) key << Integer.SIZE | key & 0xFFFF_FFFFL;
        if (from.order() != ByteOrder.BIG_ENDIAN) {
            word = Long.reverseBytes(word);
        }
        int i = 0;
        for (int end = count - WORD; i <= end; i += WORD) {
            to.putLong(target + i, from.getLong(source + i) ^ word);
        }
        for (; i < count; i++) {
            to.put(target + i, (byte) (from.get(source + i) ^ key >>> (Byte.SIZE * (3 - (i & 3)))));
        }
    }
}
