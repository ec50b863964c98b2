package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions to one subject or pattern. Written by the slice's writer, read by everybody.
 *
 * <p>A single plain subscriber, the common case among a million, stands in the field itself; the second one makes a
 * {@link SubscriberSet}.
 */
public final class SubjectNode extends ByteTable.Entry {
    private static final QueueSet[] NO_QUEUES = {};

    /** Null, one {@link Subscription}, or a {@link SubscriberSet}. */
    private volatile @Nullable Object plain;

    private volatile QueueSet[] queues = NO_QUEUES;

    /** The members of one queue group that used the same pattern. */
    record QueueSet(byte[] name, SubscriberSet members) {}

    SubjectNode(byte[] subject, int hash) {
        super(subject, hash);
    }

    /** Null, one {@link Subscription}, or a {@link SubscriberSet}: the plain subscribers now. */
    public @Nullable Object plain() {
        return plain;
    }

    QueueSet[] queues() {
        return queues;
    }

    /** The subject or pattern. */
    public byte[] subject() {
        return key;
    }

    /** The names of the queue groups that have members here. */
    public byte[][] queueNames() {
        QueueSet[] now = queues;
        byte[][] names = new byte[now.length][];
        for (int i = 0; i < now.length; i++) {
            names[i] = now[i].name;
        }
        return names;
    }

    /** Calls {@code action} with the members of one queue group, or with the plain subscribers for null. */
    public void forEach(byte @Nullable [] queue, Consumer<? super Subscription> action) {
        if (queue == null) {
            Object now = plain;
            if (now instanceof Subscription one) {
                action.accept(one);
            } else if (now instanceof SubscriberSet set) {
                set.forEach(action);
            }
            return;
        }
        for (QueueSet q : queues) {
            if (Arrays.equals(q.name, queue)) {
                q.members.forEach(action);
            }
        }
    }

    /** How many plain subscribers, or members of a queue group, there are of whom other servers hear that far. Writer only. */
    public int count(byte @Nullable [] queue, Reach reach) {
        if (queue == null) {
            Object now = plain;
            if (now instanceof Subscription one) {
                return one.subscriber().reach() == reach ? 1 : 0;
            }
            return now instanceof SubscriberSet set ? set.count(reach) : 0;
        }
        for (QueueSet q : queues) {
            if (Arrays.equals(q.name, queue)) {
                return q.members.count(reach);
            }
        }
        return 0;
    }

    boolean isEmpty() {
        return plain == null && queues.length == 0;
    }

    /** Adds; returns whether the set of queue groups grew, which results of earlier matches do not know. */
    boolean add(Subscription subscription) {
        byte[] queue = subscription.queue();
        if (queue != null) {
            return addToQueue(queue, subscription);
        }
        Object now = plain;
        if (now == null) {
            plain = subscription;
        } else if (now instanceof SubscriberSet set) {
            set.add(subscription);
        } else {
            SubscriberSet set = new SubscriberSet();
            set.add((Subscription) now);
            set.add(subscription);
            plain = set;
        }
        return false;
    }

    private boolean addToQueue(byte[] queue, Subscription subscription) {
        for (QueueSet q : queues) {
            if (Arrays.equals(q.name, queue)) {
                q.members.add(subscription);
                return false;
            }
        }
        QueueSet fresh = new QueueSet(queue, new SubscriberSet());
        fresh.members.add(subscription);
        QueueSet[] more = Arrays.copyOf(queues, queues.length + 1);
        more[more.length - 1] = fresh;
        queues = more;
        return true;
    }

    /** Removes; returns whether it was there. */
    boolean remove(Subscription subscription) {
        byte[] queue = subscription.queue();
        if (queue != null) {
            return removeFromQueue(queue, subscription);
        }
        Object now = plain;
        if (now == subscription) {
            plain = null;
            return true;
        }
        if (now instanceof SubscriberSet set && set.remove(subscription)) {
            if (set.size() == 0) {
                plain = null;
            }
            return true;
        }
        return false;
    }

    private boolean removeFromQueue(byte[] queue, Subscription subscription) {
        for (QueueSet q : queues) {
            if (Arrays.equals(q.name, queue) && q.members.remove(subscription)) {
                if (q.members.size() == 0) {
                    List<QueueSet> rest = new ArrayList<>(Arrays.asList(queues));
                    rest.remove(q);
                    queues = rest.toArray(NO_QUEUES);
                }
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<? super Subscription> action) {
        Object now = plain;
        if (now instanceof Subscription one) {
            action.accept(one);
        } else if (now instanceof SubscriberSet set) {
            set.forEach(action);
        }
        for (QueueSet q : queues) {
            q.members.forEach(action);
        }
    }
}
