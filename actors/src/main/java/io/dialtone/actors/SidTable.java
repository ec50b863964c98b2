package io.dialtone.actors;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection by sid: open addressing over the subscriptions themselves, four to eight bytes for
 * each. Not for several threads.
 */
final class SidTable {
    private static final Subscription[] EMPTY = {};

    private @Nullable Subscription[] table = EMPTY;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Subscription get(byte[] sid) {
        if (size == 0) {
            return null;
        }
        return table[find(sid)];
    }

    /** Adds a subscription whose sid is not in the table. */
    void add(Subscription subscription) {
        if ((size + 1) * 3 > table.length * 2) {
            resize(Math.max(4, table.length * 2));
        }
        table[find(subscription.sid())] = subscription;
        size++;
    }

    /** Removes and returns the subscription of this sid. */
    @Nullable
    Subscription remove(byte[] sid) {
        if (size == 0) {
            return null;
        }
        int at = find(sid);
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
            int home = home(s.sid());
            if ((i - home & mask) >= (i - hole & mask)) {
                table[hole] = s;
                table[i] = null;
                hole = i;
            }
        }
    }

    void clear() {
        table = EMPTY;
        size = 0;
    }

    void forEach(Consumer<? super Subscription> action) {
        for (Subscription s : table) {
            if (s != null) {
                action.accept(s);
            }
        }
    }

    private int find(byte[] sid) {
        int mask = table.length - 1;
        int at = home(sid);
        Subscription s;
        while ((s = table[at]) != null && !Arrays.equals(s.sid(), sid)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int home(byte[] sid) {
        return ByteText.hash(sid, 0, sid.length) & table.length - 1;
    }

    private void resize(int capacity) {
        @Nullable Subscription[] old = table;
        table = new Subscription[capacity];
        for (Subscription s : old) {
            if (s != null) {
                table[find(s.sid())] = s;
            }
        }
    }
}
