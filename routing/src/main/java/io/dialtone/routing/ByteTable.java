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
 */
final class ByteTable<E extends ByteTable.Entry> {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final int FIRST_CAPACITY = 4;
    private static final Entry REMOVED = new Entry(new byte[0], 0) {};

    private volatile @Nullable Entry[] table = new Entry[FIRST_CAPACITY];
    private int live;
    /** Slots that are not null: live entries and markers. */
    private int taken;

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
        return table.length;
    }

    /** The entry whose key is {@code bytes[from, from + length)}, of that hash, or null. */
    @SuppressWarnings("unchecked") // only E is ever put
    @Nullable
    E find(byte[] bytes, int from, int length, int hash) {
        @Nullable Entry[] t = table;
        for (int i = hash & t.length - 1; ; i = i + 1 & t.length - 1) {
            Entry e = (Entry) ELEMENTS.getAcquire(t, i);
            if (e == null) {
                return null;
            }
            if (e.hash == hash && ByteText.equals(e.key, bytes, from, length) && e != REMOVED) {
                return (E) e;
            }
        }
    }

    /** Adds an entry whose key is not in the table. Writer only. */
    void add(E entry) {
        if ((taken + 1) * 4 > table.length * 3) {
            relay();
        }
        put(table, entry);
        live++;
        taken++;
    }

    /** Takes out an entry that is in the table. Writer only. */
    void remove(E entry) {
        @Nullable Entry[] t = table;
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
        @Nullable Entry[] fresh = new Entry[capacity];
        for (Entry e : table) {
            if (e != null && e != REMOVED) {
                put(fresh, e);
            }
        }
        taken = live;
        table = fresh;
    }

    private static void put(@Nullable Entry[] t, Entry entry) {
        int i = entry.hash & t.length - 1;
        while (t[i] != null) {
            i = i + 1 & t.length - 1;
        }
        ELEMENTS.setRelease(t, i, entry);
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super E> action) {
        for (Entry e : table) {
            if (e != null && e != REMOVED) {
                action.accept((E) e);
            }
        }
    }

    @Override
    public String toString() {
        return live + " of " + Arrays.toString(table);
    }
}
