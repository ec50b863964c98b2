package io.nats;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What runners do when nothing is said; for the whole JVM, as {@link ClusterDefaults} is. */
record RunnerDefaults(
        Supplier<Output> output, Level level, @Nullable String path) {
    private static final AtomicReference<RunnerDefaults> PRESENT = new AtomicReference<>(new RunnerDefaults(
            () -> new LoggingOutput(Logger.getLogger(NatsServerRunner.class.getName())), Level.INFO, null));

    static RunnerDefaults now() {
        return PRESENT.get();
    }

    static void change(UnaryOperator<RunnerDefaults> how) {
        PRESENT.updateAndGet(how);
    }

    RunnerDefaults withOutput(Supplier<Output> other) {
        return new RunnerDefaults(other, level, path);
    }

    RunnerDefaults withLevel(Level other) {
        return new RunnerDefaults(output, other, path);
    }

    RunnerDefaults withPath(@Nullable String other) {
        return new RunnerDefaults(output, level, other);
    }
}
