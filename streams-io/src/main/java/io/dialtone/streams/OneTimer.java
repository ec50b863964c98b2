package io.dialtone.streams;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * At most one timer at a time. Its tick reaches the stage by way of a callback and so may come after it was stopped: by its
 * number it is known to be an old one.
 */
final class OneTimer {
    private final EventLoop loop;
    private final IntConsumer tick;
    private EventLoop.@Nullable Timer timer;
    private int number;

    OneTimer(EventLoop loop, IntConsumer tick) {
        this.loop = loop;
        this.tick = tick;
    }

    /** Starts it anew. */
    void start(Duration limit) {
        stop();
        int mine = number;
        timer = loop.schedule(limit.toNanos(), () -> tick.accept(mine));
    }

    void stop() {
        number++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    boolean isCurrent(int tickNumber) {
        return tickNumber == number;
    }
}
