package io.dialtone.app.logging;

import java.io.IOException;

/** Where lines go. Safe for several threads; a line that cannot be written is lost, never an error for who logs. */
interface LogSink extends AutoCloseable {
    void write(LogLine line);

    /**
     * Opens the place anew, after someone moved a file away.
     *
     * @return whether this kind of sink can be opened anew at all
     * @throws IOException when it could not; the old one stays in use
     */
    default boolean reopen() throws IOException {
        return false;
    }

    @Override
    void close();
}
