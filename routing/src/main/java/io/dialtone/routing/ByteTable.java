package io.dialtone.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressed hash table keyed by ranges of bytes, with one writer and readers that take no lock.
 *
 * <p>A removed entry leaves a marker, so that a reader half-way along a probe never meets a gap that was not there;
 * markers are swept when the table is laid anew, which costs constant time on average.
 *
 * <p>The hashes stand in an array of their own, so that a probe reads no entry but those of the hash it looks for: in a
 * table of a million, each entry read is a miss of the processor's cache.
 */
final class ByteTable<E extends ByteTable.Entry> {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final int FIRST_CAPACITY = 4;
    private static final Entry REMOVED = new Entry(new byte[0], 0) {};

    private volatile Slots slots = new Slots(FIRST_CAPACITY);
    private int live;
    /** Slots that are not null: live entries and markers. */
    private int taken;

    /**
     * The places of one laying. The hash of a place is written once, before its entry is released: who acquires an entry or
     * a marker sees the hash that belongs to it.
     */
    private static final class Slots {
        final @Nullable Entry[] entries;
        final int[] hashes;

        Slots(int capacity) {
            entries = new Entry[capacity];
            hashes = new int[capacity];
        }

        void put(Entry entry) {
            int mask = entries.length - 1;
            int i = entry.hash & mask;
            while (entries[i] != null) {
                i = i + 1 & mask;
            }
            hashes[i] = entry.hash;
            ELEMENTS.setRelease(entries, i, entry);
        }
    }

    /** Something found by its bytes. */
    abstract static class Entry {
        final byte[] key;
        final int hash;

        Entry(byte[] key, int hash) {
            this.key = key;
            this.hash = hash;
        }
    }

    int size() {
        return live;
    }

    /** Slots, taken or not. */
    int capacity() {
        return slots.entries.length;
    }

    /** The entry whose key is {@code bytes[from, from + length)}, of that hash, or null. */
    @SuppressWarnings("unchecked") // only E is ever put
    @Nullable
    E find(byte[] bytes, int from, int length, int hash) {
        Slots now = slots;
        @Nullable Entry[] entries = now.entries;
        int[] hashes = now.hashes;
        int mask = entries.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            Entry e = (Entry) ELEMENTS.getAcquire(entries, i);
            if (e == null) {
                return null;
            }
            if (hashes[i] == hash && e != REMOVED && ByteText.equals(e.key, bytes, from, length)) {
                return (E) e;
            }
        }
    }

    /** Adds an entry whose key is not in the table. Writer only. */
    void add(E entry) {
        if ((taken + 1) * 4 > capacity() * 3) {
            relay();
        }
        slots.put(entry);
        live++;
        taken++;
    }

    /** Takes out an entry that is in the table. Writer only. */
    void remove(E entry) {
        @Nullable Entry[] t = slots.entries;
        int i = entry.hash & t.length - 1;
        while (t[i] != entry) {
            i = i + 1 & t.length - 1;
        }
        ELEMENTS.setRelease(t, i, REMOVED);
        live--;
        if (live * 8 < t.length && t.length > FIRST_CAPACITY) {
            relay();
        }
    }

    private void relay() {
        int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, live)) * 4);
        Slots fresh = new Slots(capacity);
        for (Entry e : slots.entries) {
            if (e != null && e != REMOVED) {
                fresh.put(e);
            }
        }
        taken = live;
        slots = fresh;
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super E> action) {
        for (Entry e : slots.entries) {
            if (e != null && e != REMOVED) {
                action.accept((E) e);
            }
        }
    }

    @Override
    public String toString() {
        return live + " of " + Arrays.toString(slots.entries);
    }
}
