package io.dialtone.app.process;

/** What the thread that controls a server is told. */
sealed interface Event {
    /** A signal came in. */
    record Signalled(Signals signal) implements Event {}

    /** The broker is no more: as it was told, at the end of lame duck mode, or on its own. */
    record BrokerStopped() implements Event {}
}
