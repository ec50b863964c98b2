package io.dialtone.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one actor that runs on an event loop: by key, at most one for each. What is due reaches the actor as a
 * message, and by {@link #taken} it is known whether it still counts: a timer may be taken back while its message waits.
 *
 * <p>Starting one costs an entry in the loop's queue, where Akka's timers ask for a logger (found by walking the stack) and
 * put an interceptor before every message of the actor. They also reach as far as any date does; Akka's end after 248 days.
 *
 * @param <M> what the actor wants to hear
 */
public final class LoopTimers<M> {
    private final EventLoop loop;
    private final Consumer<Due<M>> actor;
    private final Map<Object, Due<M>> running = new HashMap<>(4);

    /** One timer that was started, and the message that says it is due. */
    public static final class Due<M> {
        private final Object key;
        private final M message;
        /** For one that comes again. */
        private final @Nullable Duration pause;

        private EventLoop.@Nullable Timer timer;

        private Due(Object key, M message, @Nullable Duration pause) {
            this.key = key;
            this.message = message;
            this.pause = pause;
        }
    }

    LoopTimers(Consumer<Due<M>> actor) {
        this.loop = EventLoop.current();
        this.actor = actor;
    }

    /**
     * On the loop's thread.
     *
     * @param message makes the message that says a timer is due
     * @param actor tells the actor
     */
    public static <M> LoopTimers<M> of(Function<Due<M>, M> message, Consumer<M> actor) {
        return new LoopTimers<>(due -> actor.accept(message.apply(due)));
    }

    /** Starts a timer in place of the one with that key. */
    public void start(Object key, M message, Duration delay) {
        start(new Due<>(key, message, null), delay);
    }

    /** Starts a timer whose message is its key. */
    public void start(M message, Duration delay) {
        start(message, message, delay);
    }

    /** Starts a timer whose message is its key and which is started again whenever it is taken. */
    public void startRepeating(M message, Duration pause) {
        start(new Due<>(message, message, pause), pause);
    }

    private void start(Due<M> due, Duration delay) {
        cancel(due.key);
        running.put(due.key, due);
        schedule(due, delay);
    }

    private void schedule(Due<M> due, Duration delay) {
        due.timer = loop.schedule(delay, () -> actor.accept(due));
    }

    /** What is due, if it has not been taken back or started anew since. */
    public @Nullable M taken(Due<M> due) {
        if (running.get(due.key) != due) {
            return null;
        }
        if (due.pause == null) {
            running.remove(due.key);
        } else {
            schedule(due, due.pause);
        }
        return due.message;
    }

    public void cancel(Object key) {
        Due<M> due = running.remove(key);
        if (due != null) {
            end(due);
        }
    }

    public void cancelAll() {
        running.values().forEach(LoopTimers::end);
        running.clear();
    }

    public boolean isRunning(Object key) {
        return running.containsKey(key);
    }

    private static void end(Due<?> due) {
        if (due.timer != null) {
            due.timer.cancel();
        }
    }
}
