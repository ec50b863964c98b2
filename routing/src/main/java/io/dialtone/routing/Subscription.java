package io.dialtone.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One interest of one subscriber in a subject or pattern. Its place in the index belongs to the slice's writer; its
 * delivery count is advanced by whoever delivers.
 *
 * <p>The count is exact from the moment a maximum is armed. Before that it is advanced without synchronization, so two
 * event loops delivering at the same instant may count one message instead of two.
 */
public sealed class Subscription permits RemoteInterest {
    private static final VarHandle DELIVERED;

    static {
        try {
            DELIVERED = MethodHandles.lookup().findVarHandle(Subscription.class, "delivered", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] subject;
    private final byte @Nullable [] queue;
    private final byte[] sid;
    private final Subscriber subscriber;
    /** The sid and a following blank as the low bytes of a word, or 0 when they do not fit in eight bytes. */
    private final long sidWord;
    /** The subscription this one stands for in another account; null for an ordinary one. */
    private final @Nullable Subscription origin;

    private final @Nullable SubjectRewrite rewrite;
    /** Whether delivery needs more than appending to a connection's outbox. */
    private final boolean special;

    @SuppressWarnings("UnusedVariable") // read through DELIVERED
    private long delivered;
    /** Deliveries after which the subscription ends; 0 for none. */
    private volatile long max;

    private volatile boolean closed;
    /** Position in the subscriber set that holds it; written and read by the slice's writer only. */
    int slot;

    /** When it came, on {@link RemoteSpace}'s clock; 0 where nobody wants to know. Written before it is in the index. */
    private int joinedMs;

    /**
     * @param subject what is subscribed to; not copied, must not change
     * @param queue the queue group's name, or null
     * @param sid the subscriber's own name for this subscription, echoed in every message
     */
    public Subscription(byte[] subject, byte @Nullable [] queue, byte[] sid, Subscriber subscriber) {
        this(subject, queue, sid, subscriber, null, null);
    }

    private Subscription(
            byte[] subject,
            byte @Nullable [] queue,
            byte[] sid,
            Subscriber subscriber,
            @Nullable Subscription origin,
            @Nullable SubjectRewrite rewrite) {
        this.subject = subject;
        this.queue = queue;
        this.sid = sid;
        this.subscriber = subscriber;
        this.sidWord = word(sid);
        this.origin = origin;
        this.rewrite = rewrite;
        this.special = origin != null || subscriber.isInternal();
    }

    /**
     * A subscription in another account that stands for this one: what it matches is delivered to this one's subscriber,
     * under its sid, and counts for it.
     *
     * @param there what is subscribed to over there
     * @param toHere makes the subject over there the one that the subscriber knows
     */
    public Subscription shadow(byte[] there, SubjectRewrite toHere) {
        return new Subscription(there, queue, sid, subscriber, this, toHere);
    }

    private static long word(byte[] sid) {
        if (sid.length >= Long.BYTES) {
            return 0;
        }
        long word = (long) ' ' << 8 * sid.length;
        for (int i = 0; i < sid.length; i++) {
            word |= (sid[i] & 0xFFL) << 8 * i;
        }
        return word;
    }

    public byte[] subject() {
        return subject;
    }

    public byte @Nullable [] queue() {
        return queue;
    }

    public byte[] sid() {
        return sid;
    }

    /** The sid followed by a blank, first byte lowest; 0 when the sid is longer than seven bytes. */
    public long sidWord() {
        return sidWord;
    }

    /** Whether it is a shadow, or delivers to something other than a connection. */
    public boolean isSpecial() {
        return special;
    }

    /** What makes the subject that was published the one to deliver; null when they are the same. */
    public @Nullable SubjectRewrite rewrite() {
        return rewrite;
    }

    /** The subscription that was asked for: this one, or the one it is the shadow of. */
    public Subscription origin() {
        Subscription o = origin;
        return o == null ? this : o;
    }

    public Subscriber subscriber() {
        return subscriber;
    }

    /** Messages delivered since the subscription was made. */
    public long delivered() {
        return (long) DELIVERED.getOpaque(this);
    }

    /** The number of deliveries after which it ends, or 0. */
    public long max() {
        return max;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Ends it: nothing is delivered from here on, even by a reader that found it in the index before. */
    public void close() {
        closed = true;
    }

    /**
     * Arms a maximum, counted from when the subscription was made.
     *
     * @return false when that many were delivered already, so that the caller must end it now; it then delivers no more
     */
    public boolean endAfter(long total) {
        max = total;
        // Again, for what was delivered between the look and the arming: nobody else would notice that it is over.
        return total > (long) DELIVERED.getVolatile(this);
    }

    /**
     * Counts one delivery.
     *
     * @return true when the message may be delivered
     */
    public boolean tryDeliver() {
        Subscription counted = origin;
        if (counted != null && !counted.tryDeliver()) {
            return false;
        }
        if (closed) {
            return false;
        }
        long limit = max;
        if (limit == 0) {
            delivered++;
            return true;
        }
        return delivered() < limit && (long) DELIVERED.getAndAdd(this, 1L) < limit;
    }

    /** Whether the armed maximum has been reached, so that its owner must end it. */
    public boolean isExhausted() {
        long limit = max;
        return limit != 0 && delivered() >= limit;
    }

    /** It comes now; before it is put into the index. */
    void joins(int nowMs) {
        joinedMs = nowMs == 0 ? 1 : nowMs;
    }

    boolean hasJoined() {
        return joinedMs != 0;
    }

    int joinedMs() {
        return joinedMs;
    }

    @Override
    public String toString() {
        byte[] group = queue;
        return ByteText.text(subject) + (group == null ? "" : " " + ByteText.text(group)) + " " + ByteText.text(sid);
    }
}
