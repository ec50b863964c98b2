package io.dialtone.streams;

/** Takes in the messages that the reader of a connection finds, and has them routed. On the connection's loop. */
sealed interface MessageIntake permits Publisher, LinkPublisher, SampledIntake {
    /** Takes in the message that the reader has just found. */
    void publish();

    /** Takes the settings that hold for the next read. */
    void settings(LiveSettings live);

    /** Adds what was taken in since the last call to the connection's counters. */
    void count(ConnectionCounters counters);

    /** A line of the protocol's trace. */
    void trace(String what);
}
