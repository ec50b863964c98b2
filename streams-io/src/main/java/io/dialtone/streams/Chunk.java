package io.dialtone.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * What one read brought: a direct buffer from its loop's pool, filled from 0 to {@link #length}. Whoever keeps a slice of
 * it beyond the call it was given in {@link #retain}s it; it goes back to the pool when the last one {@link #release}s it.
 */
public final class Chunk {
    /** The most that one read may bring. */
    public static final int CAPACITY = 256 * 1024;

    /**
     * What one read brings as long as payloads are small. All that a read passes through on its way to the next socket
     * stays in the processor's cache then; and what one subscriber gets of it, a little longer as it is, still fits one
     * segment of a loopback device (64 KiB), where a few bytes more would cost one more segment and one more wake-up.
     */
    static final int USUAL_READ = 60 * 1024;

    private static final VarHandle HOLDERS;

    static {
        try {
            HOLDERS = MethodHandles.lookup().findVarHandle(Chunk.class, "holders", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LoopMemory home;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
    private int length;
    private volatile int holders;

    Chunk(LoopMemory home) {
        this.home = home;
    }

    /** The memory behind it; position and limit belong to whoever fills it. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** How many bytes were read. */
    public int length() {
        return length;
    }

    /** Says how many bytes, from position 0, are valid. */
    public void filled(int bytes) {
        length = bytes;
    }

    /** One more holder. */
    public void retain() {
        HOLDERS.getAndAdd(this, 1);
    }

    /** One holder less; the last one gives it back. Any thread. */
    public void release() {
        int before = (int) HOLDERS.getAndAdd(this, -1);
        if (before == 1) {
            home.giveBack(this);
        } else if (before < 1) {
            throw new IllegalStateException("released more often than retained");
        }
    }

    /** Who holds it now, this caller or any. */
    int holders() {
        return holders;
    }

    /** Whether nobody but the caller holds it. */
    boolean isSole() {
        return holders == 1;
    }

    void take() {
        holders = 1;
        length = 0;
        buffer.clear();
    }
}
