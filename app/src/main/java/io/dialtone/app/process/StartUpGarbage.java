package io.dialtone.app.process;

import java.time.Duration;

/**
 * Collects once, soon after the start, what the start has left. What stays until the end of the process is then where no later collection
 * moves it: the first ones under load, which would keep clients waiting for that work, find next to nothing alive.
 */
final class StartUpGarbage {
    /** The first clients are served before; what they need is loaded then. */
    private static final Duration AFTER_START = Duration.ofMillis(300);

    private StartUpGarbage() {}

    static void collectSoon() {
        Thread.ofPlatform().daemon().name("start-up-garbage").start(() -> {
            try {
                Thread.sleep(AFTER_START);
                System.gc();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
