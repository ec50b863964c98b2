package io.nats;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a runner is to start. */
public interface NatsServerRunnerOptions {
    /** For clients; null or below 1 for one that is free. */
    @Nullable
    Integer port();

    @Nullable
    DebugLevel debugLevel();

    boolean jetStream();

    @Nullable
    Path configFilePath();

    @Nullable
    List<String> configInserts();

    @Nullable
    List<String> customArgs();

    @Nullable
    Path executablePath();

    @Nullable
    Logger logger();

    @Nullable
    Level logLevel();
}
