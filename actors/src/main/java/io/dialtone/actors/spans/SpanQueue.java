package io.dialtone.actors.spans;

import io.dialtone.streams.ServerLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where spans wait for whoever takes them, who may be slow or gone: so many, then they are dropped and counted. The event loops
 * only ever hold the lock to add one. The log says once that some are lost, and again when none are any more.
 */
public final class SpanQueue {
    private static final int BATCH = 512;
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long GRACE_MS = 500;

    private final MessageSpans to;
    private final ServerLog log;
    private final int capacity;
    private final long intervalNanos;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread taker = new Thread(this::takeAll, "dialtone-spans");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock.
    private final Queue<MessageSpan> waiting = new ArrayDeque<>();
    private long lost;
    private long lastCall;
    private boolean closed;

    // Of the taker's thread.
    private long lostBefore;
    private boolean losing;

    private SpanQueue(MessageSpans to, ServerLog log) {
        this.to = to;
        this.log = log;
        this.capacity = to.pace().capacity();
        this.intervalNanos = to.pace().interval().toNanos();
    }

    /** A queue with a thread that takes from it. */
    public static SpanQueue to(MessageSpans spans, ServerLog log) {
        SpanQueue queue = new SpanQueue(spans, log);
        queue.taker.setDaemon(true);
        queue.taker.start();
        return queue;
    }

    /** Adds one, or drops it. Any thread; never waits. */
    public void add(MessageSpan span) {
        lock.lock();
        try {
            if (closed || waiting.size() >= capacity) {
                lost++;
                return;
            }
            waiting.add(span);
            int size = waiting.size();
            if (size == 1 || size == BATCH) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many were dropped, or refused by whoever takes them. */
    public long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /**
     * No more come. What waits is still taken, for a moment.
     *
     * @return completed when that is done; may be called any number of times
     */
    public CompletionStage<Void> close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                lastCall = System.nanoTime() + LINGER.toNanos();
                changed.signal();
                CompletableFuture.delayedExecutor(LINGER.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::giveUp);
            }
        } finally {
            lock.unlock();
        }
        // Whoever takes the spans may be at a call that does not come back.
        return ended.copy().completeOnTimeout(null, LINGER.toMillis() + GRACE_MS, TimeUnit.MILLISECONDS);
    }

    /** Whoever takes the spans has been at it for too long after the end. */
    private void giveUp() {
        if (!ended.isDone()) {
            taker.interrupt();
        }
    }

    private void takeAll() {
        try {
            for (List<MessageSpan> some = next(); !some.isEmpty(); some = next()) {
                take(some);
            }
        } catch (InterruptedException e) {
            // It was given up; this thread has nothing else to do than to end.
            log.debug(() -> "Spans were given up");
        } finally {
            end();
        }
    }

    private void end() {
        long all = loseWaiting();
        if (all > 0) {
            log.notice("Spans lost in all: " + all);
        }
        try {
            to.close();
        } catch (RuntimeException e) {
            log.warn("Spans could not be brought to an end: " + e.getMessage());
        } finally {
            ended.complete(null);
        }
    }

    private long loseWaiting() {
        lock.lock();
        try {
            lost += waiting.size();
            waiting.clear();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** The next that are due; none when it is closed and all have been taken, or too much time has passed since. */
    private List<MessageSpan> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            long left = intervalNanos;
            while (waiting.size() < BATCH && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed && System.nanoTime() - lastCall > 0) {
                return List.of();
            }
            List<MessageSpan> some = new ArrayList<>(Math.min(BATCH, waiting.size()));
            while (some.size() < BATCH && !waiting.isEmpty()) {
                some.add(waiting.remove());
            }
            return some;
        } finally {
            lock.unlock();
        }
    }

    private void take(List<MessageSpan> some) {
        String why = "more than " + capacity + " wait";
        try {
            to.record(some);
        } catch (RuntimeException e) {
            why = String.valueOf(e.getMessage());
            lose(some.size());
        }
        long now = lost();
        boolean more = now > lostBefore;
        if (more && !losing) {
            log.warn("Spans are lost: " + why);
        } else if (!more && losing) {
            log.notice("Spans are taken again, " + now + " were lost since the start");
        }
        losing = more;
        lostBefore = now;
    }

    private void lose(int count) {
        lock.lock();
        try {
            lost += count;
        } finally {
            lock.unlock();
        }
    }
}
