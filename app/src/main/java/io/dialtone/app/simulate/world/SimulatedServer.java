package io.dialtone.app.simulate.world;

import io.dialtone.app.simulate.ServerPlan;
import java.io.IOException;

/** One server of a simulation. May be started again after it was stopped. Used by one thread at a time. */
public interface SimulatedServer {

    /**
     * Begins to start it.
     *
     * @throws IOException when it cannot be started; the message says why
     */
    void start() throws IOException;

    /** Whether it has not ended since it was started. */
    boolean isRunning();

    /** Ends it at once, without a word to anybody, and waits for that; nothing happens when it does not run. */
    void kill();

    /** Makes the servers of a simulation. */
    @FunctionalInterface
    interface Maker {
        SimulatedServer make(ServerPlan plan);
    }
}
