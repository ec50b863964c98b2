package io.dialtone.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hashing and comparing ranges of bytes, without making strings of them. */
public final class ByteText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private ByteText() {}

    /** A well-mixed 32-bit hash of {@code bytes[from, from + length)}. */
    public static int hash(byte[] bytes, int from, int length) {
        long h = length * MULTIPLIER;
        int at = from;
        int end = from + length;
        while (at + Long.BYTES <= end) {
            h = (h ^ (long) LONGS.get(bytes, at)) * MULTIPLIER;
            h ^= h >>> 29;
            at += Long.BYTES;
        }
        long rest = 0;
        while (at < end) {
            rest = rest << 8 | (bytes[at++] & 0xFF);
        }
        h = (h ^ rest) * MULTIPLIER;
        return (int) (h ^ h >>> 32);
    }

    /** Whether {@code text} equals {@code bytes[from, from + length)}. */
    public static boolean equals(byte[] text, byte[] bytes, int from, int length) {
        return text.length == length && Arrays.equals(text, 0, length, bytes, from, from + length);
    }

    /** The position of the next dot in {@code [from, end)}, or {@code end}. */
    public static int tokenEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    /** The bytes as text for people; each byte that is not UTF-8 becomes a replacement character. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of {@code text}. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
