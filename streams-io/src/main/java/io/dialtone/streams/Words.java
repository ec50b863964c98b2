package io.dialtone.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reading, writing and copying bytes a machine word at a time. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int SHORT = 96;

    private Words() {}

    static int int32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void putInt32(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    static void putInt64(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    /**
     * Copies {@code length} bytes. Short runs go word by word and may read and overwrite up to seven bytes behind the
     * end, which both arrays must have.
     */
    static void copy(byte[] from, int fromAt, byte[] to, int toAt, int length) {
        if (length <= SHORT) {
            for (int i = 0; i < length; i += Long.BYTES) {
                LONGS.set(to, toAt + i, (long) LONGS.get(from, fromAt + i));
            }
        } else {
            System.arraycopy(from, fromAt, to, toAt, length);
        }
    }

    /** The four letters as they stand in memory, first one lowest. */
    static int letters(String four) {
        return four.charAt(0) | four.charAt(1) << 8 | four.charAt(2) << 16 | four.charAt(3) << 24;
    }

    /** Writes {@code value} in decimal; returns the position behind it. */
    static int putDecimal(byte[] to, int at, long value) {
        if (value < 0) {
            to[at++] = '-';
            value = -value;
        }
        int digits = 1;
        for (long v = value; v >= 10; v /= 10) {
            digits++;
        }
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
        return at + digits;
    }
}
