package io.dialtone.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for its sockets and runs the actors and streams of their connections: the executor behind one
 * Akka dispatcher. What is read on a socket is therefore routed and, where the target lives on the same loop, written
 * without ever crossing threads.
 *
 * <p>Tasks given by the loop's own thread go to a plain queue; others go through a concurrent queue and wake the thread
 * when it sleeps in its selector.
 */
public final class EventLoop extends AbstractExecutorService {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int MAX_TASKS_BETWEEN_SELECTS = 256;
    private static final int MAX_LAST_ROUNDS = 1000;
    private static final int MOST_CANCELLED = 64;
    /** One object for all selects: with one each, the compiled code that calls it would be thrown away when the second is met. */
    private static final Consumer<SelectionKey> DISPATCH = EventLoop::dispatch;
    /** Times are differences of 64 bits of nanoseconds, which end after 292 years. */
    private static final Duration LONGEST = Duration.ofDays(100 * 365L);

    private final int index;
    private final Selector selector;
    private final LoopThread thread;
    private final LoopMemory memory = new LoopMemory();
    private final ArrayDeque<Runnable> own = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Runnable> foreign = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long timersMade;
    /** Timers taken back that are still in the queue. */
    private int timersCancelled;

    private volatile boolean asleep;
    private volatile boolean stopping;

    /** Told what its channel is ready for, on the loop's thread. */
    @FunctionalInterface
    public interface ReadyHandler {
        void ready(int readyOperations);
    }

    /** A task that waits for its time. */
    public final class Timer implements Comparable<Timer> {
        private final long at;
        private final long order;
        /** None once it has run or was taken back: whoever made it is not to be kept for as long as it would have waited. */
        private @Nullable Runnable task;

        private Timer(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        /** Takes it back; on the loop's thread. */
        public void cancel() {
            if (task != null) {
                task = null;
                forget();
            }
        }

        @Override
        public int compareTo(Timer other) {
            // The clock may be negative and overflow, so only differences count.
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at - other.at, 0);
        }
    }

    /** The thread of a loop, from which code that runs on it finds the loop. */
    private static final class LoopThread extends Thread {
        private final EventLoop loop;

        LoopThread(EventLoop loop, String name) {
            super(name);
            this.loop = loop;
        }

        @Override
        public void run() {
            loop.run();
        }
    }

    EventLoop(int index, String name) {
        this.index = index;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for " + name, e);
        }
        this.thread = new LoopThread(this, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The loop whose thread calls this. Throws where the caller runs on no loop. */
    public static EventLoop current() {
        if (Thread.currentThread() instanceof LoopThread t) {
            return t.loop;
        }
        throw new IllegalStateException(
                "not on an event loop but on " + Thread.currentThread().getName());
    }

    /** Its number among the loops of its broker, from 0. */
    public int index() {
        return index;
    }

    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    LoopMemory memory() {
        return memory;
    }

    /** Registers a channel; its handler is told of readiness. On the loop's thread. */
    public SelectionKey register(SelectableChannel channel, int interest, ReadyHandler handler) throws IOException {
        return channel.register(selector, interest, handler);
    }

    /** Runs {@code task} once, no earlier than the delay from now (at most a century). On the loop's thread. */
    public Timer schedule(Duration delay, Runnable task) {
        Duration wait = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        return schedule(wait.isNegative() ? 0 : wait.toNanos(), task);
    }

    /** Runs {@code task} once, no earlier than the delay from now. On the loop's thread. */
    public Timer schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delayNanos, timersMade++, task);
        timers.add(timer);
        return timer;
    }

    /** Those in the queue, some of which may have been taken back. */
    int timersWaiting() {
        return timers.size();
    }

    /** Those taken back are removed together, so that many that come and go cost little each. */
    private void forget() {
        if (++timersCancelled > MOST_CANCELLED && timersCancelled > timers.size() / 2) {
            timers.removeIf(timer -> timer.task == null);
            timersCancelled = 0;
        }
    }

    @Override
    public void execute(Runnable task) {
        if (isCurrent()) {
            own.add(task);
            return;
        }
        if (stopping) {
            throw new RejectedExecutionException("the event loop has stopped");
        }
        foreign.add(task);
        if (asleep) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                select();
                runTasks();
                runTimers();
            }
            finish();
        } catch (ClosedSelectorException e) {
            LOG.debug("selector closed");
        } finally {
            closeSelector();
            ended.countDown();
        }
    }

    /** Runs what was given before the end and what that gives in turn, but not for ever. */
    private void finish() {
        for (int i = 0; i < MAX_LAST_ROUNDS && !(own.isEmpty() && foreign.isEmpty()); i++) {
            runTasks();
        }
    }

    private void select() {
        try {
            if (!own.isEmpty()) {
                selector.selectNow(DISPATCH);
                return;
            }
            asleep = true;
            long wait = foreign.isEmpty() && !stopping ? untilNextTimer() : 0;
            if (wait == 0) {
                asleep = false;
                selector.selectNow(DISPATCH);
            } else {
                selector.select(DISPATCH, wait < 0 ? 0 : Math.max(1, wait / 1_000_000));
                asleep = false;
            }
        } catch (IOException e) {
            LOG.error("select failed", e);
        }
    }

    /** Nanoseconds, 0 for a timer that is due, -1 for no timer. */
    private long untilNextTimer() {
        Timer next = timers.peek();
        return next == null ? -1 : Math.max(0, next.at - System.nanoTime());
    }

    private static void dispatch(SelectionKey key) {
        try {
            ((ReadyHandler) key.attachment()).ready(key.readyOps());
        } catch (java.nio.channels.CancelledKeyException e) {
            LOG.trace("key was cancelled");
        } catch (RuntimeException | Error e) {
            LOG.error("a socket handler failed", e);
        }
    }

    private void runTasks() {
        Runnable task;
        while ((task = foreign.poll()) != null) {
            own.add(task);
        }
        for (int i = 0; i < MAX_TASKS_BETWEEN_SELECTS && (task = own.poll()) != null; i++) {
            runOne(task);
        }
    }

    /** Whatever a task throws, errors included, ends that task alone: the loop has other connections to serve. */
    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed", e);
        }
    }

    private void runTimers() {
        Timer next = timers.peek();
        if (next == null) {
            return;
        }
        long now = System.nanoTime();
        while (next != null && next.at - now <= 0) {
            timers.poll();
            Runnable task = next.task;
            if (task == null) {
                timersCancelled--;
            } else {
                next.task = null;
                runOne(task);
            }
            next = timers.peek();
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing the selector failed", e);
        }
    }

    @Override
    public void shutdown() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    @Override
    public boolean isTerminated() {
        return ended.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
