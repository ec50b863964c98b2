package io.dialtone.streams;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings of the server as they hold for one connection, worked out when they change. On the connection's loop. */
final class PacedSettings implements Supplier<LiveSettings> {
    private final Supplier<LiveSettings> server;
    private final UnaryOperator<LiveSettings> pace;
    private @Nullable LiveSettings seen;
    private @Nullable LiveSettings paced;

    PacedSettings(Supplier<LiveSettings> server, UnaryOperator<LiveSettings> pace) {
        this.server = server;
        this.pace = pace;
    }

    @Override
    public LiveSettings get() {
        LiveSettings now = server.get();
        LiveSettings known = paced;
        if (known == null || now != seen) {
            known = pace.apply(now);
            paced = known;
            seen = now;
        }
        return known;
    }
}
