package io.dialtone.actors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The connections there are, and the last ones there were. Any thread. */
final class ConnectionRegistry {
    private final ConcurrentHashMap<Long, ConnectionInfoCard> open = new ConcurrentHashMap<>();
    private final ArrayDeque<ConnectionInfoCard> closed = new ArrayDeque<>();
    private final int closedKept;
    private final ServerTotals totals;
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
        open.put(card.cid(), card);
        totals.connected();
    }

    /** Moves a connection that has its end to the closed ones. */
    void remove(ConnectionInfoCard card) {
        if (open.remove(card.cid()) == null) {
            return;
        }
        totals.ended(card.counters());
        synchronized (closed) {
            closed.addLast(card);
            while (closed.size() > closedKept) {
                closed.removeFirst();
            }
        }
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

    /** The closed connections that are remembered, oldest first. */
    List<ConnectionInfoCard> closed() {
        synchronized (closed) {
            return new ArrayList<>(closed);
        }
    }
}
