package io.dialtone.app.process;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The signals that a server acts on. Their handler only passes them on: what they start happens in the thread that controls the server. */
enum Signals {
    INTERRUPT("INT", "interrupt"),
    TERMINATE("TERM", "terminated"),
    HANGUP("HUP", "hangup"),
    USER_1("USR1", "user defined signal 1"),
    USER_2("USR2", "user defined signal 2");

    private static final Map<String, String> BY_COMMAND = Map.of(
            "stop", "KILL",
            "quit", "INT",
            "term", "TERM",
            "reopen", "USR1",
            "reload", "HUP",
            "ldm", "USR2");

    private final String shortName;
    private final String description;

    Signals(String shortName, String description) {
        this.shortName = shortName;
        this.description = description;
    }

    /** As the log calls it. */
    String description() {
        return description;
    }

    /** The signal behind a word of {@code --signal}. */
    static Optional<String> commanded(String command) {
        return Optional.ofNullable(BY_COMMAND.get(command));
    }

    /** Catches all of them from now on. One that the system does not have, or the JVM keeps to itself, is left alone. */
    static void trap(Consumer<Signals> handler) {
        for (Signals signal : values()) {
            try {
                OsSignal.handle(signal.shortName, () -> handler.accept(signal));
            } catch (IllegalArgumentException e) {
                // The JVM was started with -Xrs, or this is no Unix: it then does what is usual there.
            }
        }
    }
}
