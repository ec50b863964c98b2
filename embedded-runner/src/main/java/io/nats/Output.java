package io.nats;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where a runner and its server write. */
public interface Output {
    /** What is less is not written. */
    void setLevel(Level level);

    void error(Supplier<String> text);

    void error(String text);

    void warning(Supplier<String> text);

    void warning(String text);

    void info(Supplier<String> text);

    void info(String text);

    /** Whether it writes to a logger. */
    boolean isLogger();

    /** That logger; null for none. */
    @Nullable
    Logger getLogger();
}
