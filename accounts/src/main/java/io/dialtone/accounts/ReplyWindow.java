package io.dialtone.accounts;

import io.dialtone.conf.ResponseRule;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The reply subjects that one connection may answer for now. Messages are delivered by other threads than the one that
 * publishes, so everything here is under one lock; only connections with {@code allow_responses} have one of these.
 */
final class ReplyWindow {
    /** Replies noted between two sweeps of what has run out. */
    private static final int SWEEP_AFTER = 4096;

    private static final long SWEEP_INTERVAL_NANOS = 1_000_000_000L;

    private final int maxMessages;
    private final long expiresNanos;
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Entry> entries = new HashMap<>();
    private int sinceSweep;
    private long lastSweep;

    ReplyWindow(ResponseRule rule, LongSupplier nanoTime) {
        this.maxMessages = rule.maxMessages();
        this.expiresNanos = rule.expires().isNegative() ? -1 : rule.expires().toNanos();
        this.nanoTime = nanoTime;
        this.lastSweep = nanoTime.getAsLong();
    }

    /** A message with this reply is about to be delivered. A window that is open already stays as it is, less one. */
    synchronized void open(byte[] reply, int offset, int length) {
        if (take(reply, offset, length)) {
            return;
        }
        long now = nanoTime.getAsLong();
        byte[] key = new byte[length];
        System.arraycopy(reply, offset, key, 0, length);
        entries.put(ByteBuffer.wrap(key), new Entry(now));
        sinceSweep++;
        if (sinceSweep > SWEEP_AFTER || now - lastSweep > SWEEP_INTERVAL_NANOS) {
            sweep(now);
        }
    }

    /** Uses one answer up; false when none is left. */
    synchronized boolean take(byte[] reply, int offset, int length) {
        ByteBuffer key = ByteBuffer.wrap(reply, offset, length);
        Entry entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        entry.answers++;
        if ((maxMessages > 0 && entry.answers > maxMessages) || isExpired(entry, nanoTime.getAsLong())) {
            entries.remove(key);
            return false;
        }
        return true;
    }

    synchronized int size() {
        return entries.size();
    }

    private void sweep(long now) {
        entries.values().removeIf(entry -> (maxMessages > 0 && entry.answers >= maxMessages) || isExpired(entry, now));
        sinceSweep = 0;
        lastSweep = now;
    }

    private boolean isExpired(Entry entry, long now) {
        return expiresNanos > 0 && now - entry.opened > expiresNanos;
    }

    private static final class Entry {
        final long opened;
        long answers;

        Entry(long opened) {
            this.opened = opened;
        }
    }
}
