package io.dialtone.multijvm.kit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** How long a test waits for anything. Generous, because it only ends tests that fail: nothing waits when the state is there. */
public final class Deadline {

    /** The longest wait for one state. Links are dialled again after seconds, and a machine under load takes its time. */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration MOMENT = Duration.ofMillis(150);
    private static final Duration POLL = Duration.ofMillis(20);

    private Deadline() {}

    /** Waits until there is nothing missing, or fails with what is. */
    public static void awaitNothingMissing(String state, Supplier<String> missing) {
        Awaitility.await(state)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(() -> {
                    String now = missing.get();
                    if (!now.isEmpty()) {
                        throw new AssertionError(state + " is not so: " + now);
                    }
                });
    }

    /** Waits until assertions hold; the failure is that of the last attempt. */
    public static void await(String state, Runnable assertions) {
        Awaitility.await(state)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(() -> run(assertions));
    }

    /** A server that is too busy to say on its monitoring port how it is may say it the next time. */
    private static void run(Runnable assertions) {
        try {
            assertions.run();
        } catch (UncheckedIOException e) {
            throw new AssertionError(e.getMessage() + ": " + e.getCause(), e);
        }
    }

    /** Waits until assertions hold and go on to hold for a moment: what would come too much has time to come. */
    public static void awaitAndStay(String state, Runnable assertions) {
        Awaitility.await(state)
                .atMost(LIMIT)
                .during(MOMENT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(() -> run(assertions));
    }
}
