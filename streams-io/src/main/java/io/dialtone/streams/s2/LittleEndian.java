package io.dialtone.streams.s2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words in arrays of bytes, least byte first, at any index. */
final class LittleEndian {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int getInt(byte[] from, int at) {
        return (int) INT.get(from, at);
    }

    static long getLong(byte[] from, int at) {
        return (long) LONG.get(from, at);
    }

    static void putInt(byte[] to, int at, int value) {
        INT.set(to, at, value);
    }

    static void putLong(byte[] to, int at, long value) {
        LONG.set(to, at, value);
    }

    /** How many bytes from {@code a} on are those from {@code b} on, where {@code b} comes before; at most to {@code end}. */
    static int same(byte[] bytes, int a, int b, int end) {
        int at = a;
        int other = b;
        while (at <= end - Long.BYTES) {
            long difference = getLong(bytes, at) ^ getLong(bytes, other);
            if (difference != 0) {
                return at - a + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            at += Long.BYTES;
            other += Long.BYTES;
        }
        while (at < end && bytes[at] == bytes[other]) {
            at++;
            other++;
        }
        return at - a;
    }
}
