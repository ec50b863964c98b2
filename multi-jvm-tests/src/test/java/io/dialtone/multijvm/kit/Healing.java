package io.dialtone.multijvm.kit;

import java.time.Duration;

/** How long it takes until all is well again, printed with the test. */
public final class Healing {

    private Healing() {}

    /** Waits for what ends well, and tells how long that took from this call on. */
    public static Duration after(String fault, Runnable untilWell) {
        long since = System.nanoTime();
        untilWell.run();
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        System.out.println("healed after " + fault + ": " + took.toMillis() + " ms");
        return took;
    }
}
