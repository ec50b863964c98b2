package io.dialtone.app.process;

import java.util.concurrent.CompletableFuture;

/** What the thread that controls a server is told. */
sealed interface Event {
    /** A signal came in. */
    record Signalled(Signals signal) implements Event {}

    /**
     * Somebody with the right to it asks for the configuration to be read again.
     *
     * @param done failed with what is wrong with it
     */
    record ReloadAsked(CompletableFuture<Void> done) implements Event {}

    /** The files of the configuration are not what they were. */
    record FilesChanged() implements Event {}

    /** The broker is no more: as it was told, at the end of lame duck mode, or on its own. */
    record BrokerStopped() implements Event {}
}
