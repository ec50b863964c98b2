package io.dialtone.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What went through one connection. Written by the connection's loop only, once per read or write; read by anyone. */
public final class ConnectionCounters {
    private static final VarHandle MATCHES = handle("matches");
    private static final VarHandle CACHE_HITS = handle("cacheHits");
    private static final VarHandle CACHE_ENTRIES = handle("cacheEntries");

    private volatile long inMessages;
    private volatile long inBytes;
    private volatile long outMessages;
    private volatile long outBytes;
    private volatile long stalls;
    private volatile long lastActivityMillis;
    private volatile long pauses;
    private volatile long pausedNanos;
    private volatile boolean pausing;
    // Of no use to anybody in a hurry, so written without a fence.
    @SuppressWarnings("UnusedVariable") // read through MATCHES
    private long matches;

    @SuppressWarnings("UnusedVariable") // read through CACHE_HITS
    private long cacheHits;

    @SuppressWarnings("UnusedVariable") // read through CACHE_ENTRIES
    private long cacheEntries;

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

    /** It is not read for now, because of what it may publish. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void pausing() {
        pauses++;
        pausing = true;
    }

    /** The pause is over. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void paused(long nanos) {
        pausedNanos += nanos;
        pausing = false;
    }

    void matched(long lookups, long hits, long entries) {
        MATCHES.setOpaque(this, lookups);
        CACHE_HITS.setOpaque(this, hits);
        CACHE_ENTRIES.setOpaque(this, entries);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(ConnectionCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
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

    /** Pauses in which it was not read because it had published more than it may. */
    public long pauses() {
        return pauses;
    }

    /** How long those were together that are over. */
    public long pausedNanos() {
        return pausedNanos;
    }

    /** Whether it is in such a pause. */
    public boolean isPausing() {
        return pausing;
    }

    /** Subjects it published to that were looked up among the subscriptions. */
    public long matches() {
        return (long) MATCHES.getOpaque(this);
    }

    /** Of these, how many its own cache knew. */
    public long cacheHits() {
        return (long) CACHE_HITS.getOpaque(this);
    }

    /** Results in its cache. */
    public long cacheEntries() {
        return (long) CACHE_ENTRIES.getOpaque(this);
    }

    /** When the peer last did something, in milliseconds since 1970. */
    public long lastActivityMillis() {
        return lastActivityMillis;
    }
}
