package io.dialtone.streams;

/** What went through one connection. Written by the connection's loop only, once per read or write; read by anyone. */
public final class ConnectionCounters {
    private volatile long inMessages;
    private volatile long inBytes;
    private volatile long outMessages;
    private volatile long outBytes;
    private volatile long stalls;
    private volatile long lastActivityMillis;

    // One writer: what looks like a lost update cannot be one.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void received(long messages, long bytes, long nowMillis) {
        inMessages += messages;
        inBytes += bytes;
        lastActivityMillis = nowMillis;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void sent(long messages, long bytes) {
        outMessages += messages;
        outBytes += bytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void stalled() {
        stalls++;
    }

    /** Something came from the peer that counts as activity. */
    public void active(long nowMillis) {
        lastActivityMillis = nowMillis;
    }

    public long inMessages() {
        return inMessages;
    }

    /** Bytes of headers and payloads received. */
    public long inBytes() {
        return inBytes;
    }

    public long outMessages() {
        return outMessages;
    }

    /** Bytes of headers and payloads sent. */
    public long outBytes() {
        return outBytes;
    }

    /** Times this connection, publishing, was made to wait for a slow consumer. */
    public long stalls() {
        return stalls;
    }

    /** When the peer last did something, in milliseconds since 1970. */
    public long lastActivityMillis() {
        return lastActivityMillis;
    }
}
