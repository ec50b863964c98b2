package io.dialtone.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who this process is.
 *
 * @param name as it was called: {@code nats-server} when it is linked so
 * @param pid its process id
 */
public record Program(String name, long pid) {
    /** How other programs look for a server of this kind, with {@code pgrep} for one. */
    static final String TASK_NAME = "nats-server";

    private static final String NAME_PROPERTY = "dialtone.program";

    /** The process that runs this code; the launcher says how it was called. */
    public static Program current() {
        return new Program(
                System.getProperty(NAME_PROPERTY, TASK_NAME),
                ProcessHandle.current().pid());
    }

    /**
     * Calls the process {@value #TASK_NAME} instead of {@code java}. Only Linux has this; elsewhere nothing happens.
     */
    void rename() {
        Path comm = Path.of("/proc/self/comm");
        if (Files.isWritable(comm)) {
            try {
                Files.writeString(comm, TASK_NAME);
            } catch (IOException e) {
                // It keeps its name, and --signal wants a pid.
            }
        }
    }
}
