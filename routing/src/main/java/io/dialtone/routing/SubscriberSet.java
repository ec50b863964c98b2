package io.dialtone.routing;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one subject (or of one queue group of it). One writer; readers take no lock and see each
 * subscription that was there during their whole walk exactly once.
 *
 * <p>Adding appends, removing leaves a hole, and holes are squeezed out once they outnumber what is left: both cost
 * constant time on average, also among 100,000 members. A reader takes {@link #used} before {@link #slots}, so it never
 * pairs the smaller count of a squeezed array with the array before.
 */
public final class SubscriberSet {
    private static final int FIRST_CAPACITY = 4;

    private volatile @Nullable Subscription[] slots = new Subscription[FIRST_CAPACITY];
    private volatile int used;
    private int live;
    /** How many of them not all other servers hear of. */
    private int confined;

    /** Adds a subscription. Writer only. */
    void add(Subscription subscription) {
        int at = used;
        if (at == slots.length) {
            squeeze(Math.max(FIRST_CAPACITY, live * 2));
            at = used;
        }
        subscription.slot = at;
        slots[at] = subscription;
        live++;
        confined += confinement(subscription);
        used = at + 1;
    }

    /** Removes a subscription that is in this set. Writer only. */
    boolean remove(Subscription subscription) {
        int at = subscription.slot;
        @Nullable Subscription[] now = slots;
        if (at >= used || now[at] != subscription) {
            return false;
        }
        now[at] = null;
        live--;
        confined -= confinement(subscription);
        int holes = used - live;
        if (holes > live && used > FIRST_CAPACITY) {
            squeeze(Math.max(FIRST_CAPACITY, live + live / 2));
        }
        return true;
    }

    private static int confinement(Subscription subscription) {
        return subscription.subscriber().reach() == Reach.EVERYWHERE ? 0 : 1;
    }

    /** How many there are of whom other servers hear that far. Writer only. */
    int count(Reach reach) {
        if (confined == 0) {
            return reach == Reach.EVERYWHERE ? live : 0;
        }
        int count = 0;
        for (Subscription s : slots) {
            count += s != null && s.subscriber().reach() == reach ? 1 : 0;
        }
        return count;
    }

    private void squeeze(int capacity) {
        @Nullable Subscription[] from = slots;
        @Nullable Subscription[] to = new Subscription[Math.max(capacity, live + 1)];
        int at = 0;
        for (int i = 0; i < used; i++) {
            Subscription s = from[i];
            if (s != null) {
                s.slot = at;
                to[at++] = s;
            }
        }
        slots = to;
        used = at;
    }

    /** How many subscriptions it holds. Exact for the writer, recent for others. */
    public int size() {
        return live;
    }

    /** A bound for {@link #view}: positions from 0 to this, holes included. Read it before {@link #view}. */
    public int bound() {
        return used;
    }

    /** The array behind the set, with holes as null; never to be written. Take {@link #bound} first. */
    public @Nullable Subscription[] view() {
        return slots;
    }

    /** Whether a subscription stands at this position of {@link #view} now. */
    public boolean isTaken(int position) {
        @Nullable Subscription[] now = slots;
        return position < now.length && now[position] != null;
    }

    /** Calls {@code action} with each subscription. */
    public void forEach(Consumer<? super Subscription> action) {
        int bound = used;
        @Nullable Subscription[] now = slots;
        for (int i = 0; i < Math.min(bound, now.length); i++) {
            Subscription s = now[i];
            if (s != null) {
                action.accept(s);
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(slots);
    }
}
