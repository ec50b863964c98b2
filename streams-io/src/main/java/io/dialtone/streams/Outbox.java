package io.dialtone.streams;

import io.dialtone.routing.Subscriber;
import io.dialtone.routing.Subscription;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection. Any loop adds batches; the connection's own stream takes all that waits at
 * once. Adding to an empty outbox wakes the stream, adding to one that has something does not: one wake-up for as many
 * batches as come before it runs.
 *
 * <p>It is bounded: {@link #publish} reports when more than three quarters of the bound are pending, so that a publisher
 * can wait a little, and past the bound the connection is a slow consumer and is ended.
 */
public final class Outbox implements Subscriber {
    private static final VarHandle HEAD;
    private static final VarHandle PENDING;
    private static final VarHandle OVERFLOWED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Outbox.class, "head", Batch.class);
            OVERFLOWED = lookup.findVarHandle(Outbox.class, "overflowed", boolean.class);
            PENDING = lookup.findVarHandle(Outbox.class, "pending", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What its connection does when something came into the empty outbox, or when it is too slow. Any thread. */
    public interface Owner {
        /** There is something to take. */
        void wake();

        /** More than the bound is pending. Told once. */
        void overflowed();

        /** A subscription of it has had as many messages as it was to have. */
        void exhausted(Subscription subscription);
    }

    private final long cid;
    private final long maxPending;
    /** Pending bytes past which its connection is ended. */
    private final long bound;

    private final Owner owner;
    /** One open batch for each loop, of which only that loop knows. */
    private final @Nullable Batch[] open;

    private volatile @Nullable Batch head;
    private volatile long pending;
    private volatile boolean closed;
    private volatile boolean overflowed;
    private volatile String label = "";
    /** What delivery has to look at besides; null for a client that takes headers and may see all it subscribed to. */
    private volatile @Nullable DeliveryRules rules;
    /** Made when the first request from another cluster is delivered that says how its answer gets back. */
    private volatile @Nullable WaysBack waysBack;
    /** Made when the first request is delivered that another server measures. */
    private volatile @Nullable TimedRequests timed;

    /**
     * @param cid the connection's id
     * @param loops how many event loops may add to it
     * @param maxPending the bound, in bytes
     */
    public Outbox(long cid, int loops, long maxPending, Owner owner) {
        this(cid, loops, maxPending, maxPending, owner);
    }

    /**
     * @param maxPending what publishers wait for, in bytes
     * @param bound what ends the connection, in bytes
     */
    Outbox(long cid, int loops, long maxPending, long bound, Owner owner) {
        this.bound = bound;
        this.cid = cid;
        this.open = new Batch[loops];
        this.maxPending = maxPending;
        this.owner = owner;
    }

    public long cid() {
        return cid;
    }

    /** How log lines about its connection begin. */
    public String label() {
        return label;
    }

    /** Sets how log lines about its connection begin. */
    public void label(String newLabel) {
        label = newLabel;
    }

    /** The batch that the loop of this index is filling, or null. */
    @Nullable
    Batch open(int loop) {
        return open[loop];
    }

    void open(int loop, @Nullable Batch batch) {
        open[loop] = batch;
    }

    @Nullable
    DeliveryRules rules() {
        return rules;
    }

    /** Sets what delivery must heed, or null for nothing. */
    public void rules(@Nullable DeliveryRules newRules) {
        rules = newRules;
    }

    /** Requests whose answers are timed; null before there was one. */
    @Nullable
    TimedRequests timed() {
        return timed;
    }

    /** A request is delivered whose answer is to be timed. */
    void time(byte[] reply, byte[] request) {
        TimedRequests known = timed;
        if (known == null) {
            synchronized (this) {
                known = timed;
                if (known == null) {
                    known = new TimedRequests();
                    timed = known;
                }
            }
        }
        known.add(reply, request);
    }

    /** How answers get back to other clusters; null before there was one. */
    @Nullable
    WaysBack waysBack() {
        return waysBack;
    }

    /** A request is delivered whose answer gets back to another cluster by another subject than the one shown. */
    void wayBack(byte[] reply, byte[] routed) {
        WaysBack known = waysBack;
        if (known == null) {
            synchronized (this) {
                known = waysBack;
                if (known == null) {
                    known = new WaysBack();
                    waysBack = known;
                }
            }
        }
        known.add(reply, routed);
    }

    /** Nothing is added any more; what waits is dropped by whoever takes it. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Bytes queued and not yet written. */
    public long pending() {
        return pending;
    }

    /** Whether so much is pending that publishers should wait. */
    public boolean isGated() {
        return pending > maxPending - (maxPending >> 2);
    }

    public long maxPending() {
        return maxPending;
    }

    /**
     * Adds a batch.
     *
     * @return true when more than three quarters of the bound are pending now
     */
    boolean publish(Batch batch) {
        if (closed) {
            batch.release();
            return false;
        }
        long size = batch.size();
        long now = (long) PENDING.getAndAdd(this, size) + size;
        Batch before;
        do {
            before = head;
            batch.next = before;
        } while (!HEAD.compareAndSet(this, before, batch));
        if (before == null) {
            owner.wake();
        }
        if (now > bound && !overflowed && OVERFLOWED.compareAndSet(this, false, true)) {
            owner.overflowed();
        }
        return now > maxPending - (maxPending >> 2);
    }

    /** All that waits, oldest first, linked by {@link Batch#next}; null when nothing does. The connection's loop only. */
    @Nullable
    Batch takeAll() {
        if (head == null) {
            return null;
        }
        Batch newest = (Batch) HEAD.getAndSet(this, null);
        Batch oldest = null;
        while (newest != null) {
            Batch older = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }

    boolean isEmpty() {
        return head == null;
    }

    void exhausted(Subscription subscription) {
        owner.exhausted(subscription);
    }

    /** That many bytes were written, or dropped. */
    void written(long bytes) {
        PENDING.getAndAdd(this, -bytes);
    }

    @Override
    public String toString() {
        return "outbox of cid:" + cid + ", " + pending + " bytes";
    }
}
