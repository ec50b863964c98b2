package io.dialtone.embedded.streams;

import akka.stream.OverflowStrategy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the loop of the server, which adds, and a stream of the application, which takes. Bounded; what happens at the
 * bound, its {@link SubscriptionSettings} say.
 */
final class SubscriptionQueue implements Receiver {
    private enum Overflow {
        BACKPRESSURE,
        DROP_OLDEST,
        DROP_NEWEST_WAITING,
        DROP_WAITING,
        DROP_ARRIVING,
        FAIL;

        /** By class: the strategies differ in the level of a log line besides. */
        static Overflow of(OverflowStrategy strategy) {
            Class<?> its = strategy.getClass();
            if (its == OverflowStrategy.dropHead().getClass()) {
                return DROP_OLDEST;
            } else if (its == OverflowStrategy.dropTail().getClass()) {
                return DROP_NEWEST_WAITING;
            } else if (its == OverflowStrategy.dropBuffer().getClass()) {
                return DROP_WAITING;
            } else if (its == OverflowStrategy.fail().getClass()) {
                return FAIL;
            } else if (its == OverflowStrategy.backpressure().getClass()) {
                return BACKPRESSURE;
            }
            return DROP_ARRIVING;
        }
    }

    private final String subject;
    private final int capacity;
    private final Overflow overflow;
    private final Runnable wake;
    private final Runnable goOn;
    private final ArrayDeque<NatsMessage> waiting = new ArrayDeque<>();

    /** The stream found nothing and wants to be woken. */
    private boolean hungry;
    /** The connection waits for room here. */
    private boolean holdsUp;

    private boolean ended;
    private @Nullable NatsException failure;
    private long dropped;

    /**
     * @param wake tells the stream that there is something, or the end
     * @param goOn tells the connection that there is room again
     */
    SubscriptionQueue(SubscriptionSettings settings, Runnable wake, Runnable goOn) {
        this.subject = settings.subject();
        this.capacity = settings.bufferSize();
        this.overflow = Overflow.of(settings.overflow());
        this.wake = wake;
        this.goOn = goOn;
    }

    @Override
    public boolean receive(NatsMessage message) {
        boolean toWake;
        boolean more;
        synchronized (this) {
            if (ended) {
                return true;
            }
            if (waiting.size() < capacity || overflow == Overflow.BACKPRESSURE) {
                waiting.add(message);
            } else {
                overflow(message);
            }
            toWake = hungry;
            hungry = false;
            more = overflow != Overflow.BACKPRESSURE || waiting.size() < capacity;
            holdsUp |= !more;
        }
        if (toWake) {
            wake.run();
        }
        return more;
    }

    private void overflow(NatsMessage message) {
        switch (overflow) {
            case DROP_OLDEST -> {
                waiting.poll();
                waiting.add(message);
                dropped++;
            }
            case DROP_NEWEST_WAITING -> {
                waiting.pollLast();
                waiting.add(message);
                dropped++;
            }
            case DROP_WAITING -> {
                dropped += waiting.size();
                waiting.clear();
                waiting.add(message);
            }
            case FAIL -> {
                dropped += waiting.size() + 1L;
                waiting.clear();
                ended = true;
                hungry = true;
                failure = new OverflowException(
                        "more than " + capacity + " messages of \"" + subject + "\" wait for demand");
            }
            case DROP_ARRIVING, BACKPRESSURE -> dropped++;
        }
    }

    @Override
    public synchronized boolean isReady() {
        boolean ready = ended || overflow != Overflow.BACKPRESSURE || waiting.size() < capacity;
        holdsUp |= !ready;
        return ready;
    }

    @Override
    public void end(@Nullable NatsException why) {
        boolean toGoOn;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            failure = why;
            if (why != null) {
                // A failure does not wait for demand, which may never come.
                dropped += waiting.size();
                waiting.clear();
            }
            toGoOn = holdsUp;
            holdsUp = false;
        }
        wake.run();
        if (toGoOn) {
            goOn.run();
        }
    }

    /** The next message, or null, whereupon the stream is woken when there is one. */
    @Nullable
    NatsMessage poll() {
        NatsMessage next;
        boolean toGoOn = false;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                hungry = true;
            } else if (holdsUp && waiting.size() <= capacity / 2) {
                holdsUp = false;
                toGoOn = true;
            }
        }
        if (toGoOn) {
            goOn.run();
        }
        return next;
    }

    /** Whether all it will ever have was taken, or it has failed. */
    synchronized boolean isOver() {
        return ended && waiting.isEmpty();
    }

    /** Why it ended; null for an end that was wanted. */
    synchronized @Nullable NatsException failure() {
        return failure;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long dropped() {
        return dropped;
    }
}
