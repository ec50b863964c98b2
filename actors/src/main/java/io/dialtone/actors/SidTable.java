package io.dialtone.actors;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection by sid: open addressing over the subscriptions themselves, with their hashes beside
 * them so that a probe looks at no subscription but the one it wants; twelve to twenty-four bytes for each. Not for
 * several threads.
 */
final class SidTable {
    private static final Subscription[] EMPTY = {};
    private static final int[] NO_HASHES = {};

    private @Nullable Subscription[] table = EMPTY;
    /** The hash of the sid of whatever stands at the same place in the table. */
    private int[] hashes = NO_HASHES;

    private int size;

    int size() {
        return size;
    }

    @Nullable
    Subscription get(byte[] sid) {
        if (size == 0) {
            return null;
        }
        return table[find(sid, hash(sid))];
    }

    /** Adds a subscription whose sid is not in the table. */
    void add(Subscription subscription) {
        if ((size + 1) * 3 > table.length * 2) {
            resize(Math.max(4, table.length * 2));
        }
        put(subscription, hash(subscription.sid()));
        size++;
    }

    /** Removes and returns the subscription of this sid. */
    @Nullable
    Subscription remove(byte[] sid) {
        if (size == 0) {
            return null;
        }
        int at = find(sid, hash(sid));
        Subscription removed = table[at];
        if (removed != null) {
            table[at] = null;
            size--;
            closeGap(at);
            if (size * 8 < table.length && table.length > 16) {
                resize(table.length / 4);
            }
        }
        return removed;
    }

    /** Moves back those that had to step over the place that is free now. */
    private void closeGap(int gap) {
        int mask = table.length - 1;
        int hole = gap;
        for (int i = hole + 1 & mask; ; i = i + 1 & mask) {
            Subscription s = table[i];
            if (s == null) {
                return;
            }
            int home = hashes[i] & mask;
            if ((i - home & mask) >= (i - hole & mask)) {
                table[hole] = s;
                hashes[hole] = hashes[i];
                table[i] = null;
                hole = i;
            }
        }
    }

    void clear() {
        table = EMPTY;
        hashes = NO_HASHES;
        size = 0;
    }

    void forEach(Consumer<? super Subscription> action) {
        for (Subscription s : table) {
            if (s != null) {
                action.accept(s);
            }
        }
    }

    /** Where the subscription of this sid stands, or the free place where it would. */
    private int find(byte[] sid, int hash) {
        int mask = table.length - 1;
        int at = hash & mask;
        Subscription s;
        while ((s = table[at]) != null && (hashes[at] != hash || !Arrays.equals(s.sid(), sid))) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Puts a subscription whose sid is not in the table at the first free place. */
    private void put(Subscription subscription, int hash) {
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != null) {
            at = at + 1 & mask;
        }
        table[at] = subscription;
        hashes[at] = hash;
    }

    private static int hash(byte[] sid) {
        return ByteText.hash(sid, 0, sid.length);
    }

    private void resize(int capacity) {
        @Nullable Subscription[] old = table;
        int[] oldHashes = hashes;
        table = new Subscription[capacity];
        hashes = new int[capacity];
        for (int i = 0; i < old.length; i++) {
            Subscription s = old[i];
            if (s != null) {
                put(s, oldHashes[i]);
            }
        }
    }
}
