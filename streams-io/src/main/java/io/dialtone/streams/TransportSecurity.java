package io.dialtone.streams;

import io.dialtone.streams.tls.Opening;
import java.util.concurrent.Executor;

/** How a connection begins, before its operations: one that came to a listener, or one that this server makes. */
public sealed interface TransportSecurity permits ListenerSecurity, DialSecurity, ResumedTls {
    /** Whether it begins with anything but plain operations. */
    boolean isNeeded();

    /** Who is at the other end; for the log. */
    PeerKind kind();

    /** Runs the costly steps of handshakes, off the event loops. */
    Executor handshakes();

    /** What is decided by what the peer sends first. */
    Opening.Plan plan();
}
