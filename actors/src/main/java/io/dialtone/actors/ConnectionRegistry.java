package io.dialtone.actors;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.Outbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections there are, and the last ones there were. Any thread.
 *
 * <p>What went through a connection counts for its account and the server: as long as it is open what its own counters say,
 * later what was added to their totals. {@link #consistently} sees it exactly once, so that sums never go back.
 */
final class ConnectionRegistry {
    private static final int OPTIMISTIC_READS = 3;

    private final ConcurrentHashMap<Long, ConnectionInfoCard> open = new ConcurrentHashMap<>();
    private final ArrayDeque<ConnectionInfoCard> closed = new ArrayDeque<>();
    private final int closedKept;
    private final ServerTotals totals;
    private final StampedLock settling = new StampedLock();
    /** Ids 1 to 4 are the server's own clients, as in nats-server. */
    private final AtomicLong lastCid = new AtomicLong(4);

    ConnectionRegistry(int closedKept, ServerTotals totals) {
        this.closedKept = closedKept;
        this.totals = totals;
    }

    long nextCid() {
        return lastCid.incrementAndGet();
    }

    void add(ConnectionInfoCard card) {
        totals.connected();
        open.put(card.cid(), card);
    }

    /** Adds what went through a connection, and is in no total yet, to those of its account and of the server. */
    void settle(ConnectionInfoCard card) {
        long stamp = settling.writeLock();
        try {
            settleLocked(card);
        } finally {
            settling.unlockWrite(stamp);
        }
    }

    private void settleLocked(ConnectionInfoCard card) {
        Usage used = card.unsettled();
        card.settled(used);
        totals.add(used);
        Account account = card.account();
        if (account != null) {
            account.totals().add(used);
        }
    }

    /** Moves a connection that has its end to the closed ones. */
    void remove(ConnectionInfoCard card) {
        long stamp = settling.writeLock();
        try {
            if (open.remove(card.cid()) == null) {
                return;
            }
            settleLocked(card);
        } finally {
            settling.unlockWrite(stamp);
        }
        synchronized (closed) {
            closed.addLast(card);
            while (closed.size() > closedKept) {
                closed.removeFirst();
            }
        }
    }

    /**
     * Reads counters and totals so that no connection is settled meanwhile. Does not wait, nor makes wait, unless
     * connections end all the time.
     *
     * @param reading may be run several times; must not change anything
     */
    <T> T consistently(Supplier<T> reading) {
        for (int i = 0; i < OPTIMISTIC_READS; i++) {
            long stamp = settling.tryOptimisticRead();
            T result = reading.get();
            if (settling.validate(stamp)) {
                return result;
            }
        }
        long stamp = settling.readLock();
        try {
            return reading.get();
        } finally {
            settling.unlockRead(stamp);
        }
    }

    /** The id of the connection that a subscription delivers to; 0 for something of the server's own. */
    static long cidOf(Subscription subscription) {
        return subscription.subscriber() instanceof Outbox outbox ? outbox.cid() : 0;
    }

    int size() {
        return open.size();
    }

    @Nullable
    ConnectionInfoCard get(long cid) {
        return open.get(cid);
    }

    List<ConnectionInfoCard> open() {
        return new ArrayList<>(open.values());
    }

    /** The open connections of an account. */
    List<ConnectionInfoCard> of(Account account) {
        return open.values().stream().filter(card -> card.account() == account).toList();
    }

    /** The closed connections that are remembered, oldest first. */
    List<ConnectionInfoCard> closed() {
        synchronized (closed) {
            return new ArrayList<>(closed);
        }
    }
}
