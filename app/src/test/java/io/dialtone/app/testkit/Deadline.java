package io.dialtone.app.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** How long a test waits for anything. Generous, because it only ends tests that fail: nothing waits when the state is there. */
public final class Deadline {

    /** The longest wait for one state. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(5);

    private Deadline() {}

    /** Waits until the condition holds, or fails naming it. */
    public static void await(String condition, BooleanSupplier holds) {
        Awaitility.await(condition)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(holds::getAsBoolean);
    }

    /** Waits until the value passes; the failure shows the value that was there last. */
    public static <T> void awaitValue(String name, Supplier<T> value, java.util.function.Predicate<T> passes) {
        Awaitility.await(name)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(() -> {
                    T now = value.get();
                    if (!passes.test(now)) {
                        throw new AssertionError(name + ", but it is: " + now);
                    }
                });
    }
}
