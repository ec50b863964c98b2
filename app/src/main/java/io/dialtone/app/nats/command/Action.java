package io.dialtone.app.nats.command;

import java.io.IOException;

/** A command: picocli fills its options, then it runs once. */
public interface Action {
    /** All went well. */
    int OK = 0;

    /** What was asked for could not be done. */
    int FAILED = 1;

    /** What was asked for cannot be understood. */
    int MISUSE = 2;

    /**
     * Does it.
     *
     * @return the exit code
     * @throws IOException whose message is for the user to read
     * @throws InterruptedException when the program is to end
     */
    int run(Session session) throws IOException, InterruptedException;
}
