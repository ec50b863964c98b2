package io.dialtone.cluster.link;

import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.ProtocolError;
import io.dialtone.streams.tls.TlsSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stream of a link tells the link's actor. */
public sealed interface LinkEvent {
    /** Do these, in order, then let the stream go on. */
    record Control(List<ControlOperation> operations) implements LinkEvent {}

    /** The first bytes of the protocol may be sent, in clear or inside TLS. */
    record InfoDue(boolean insideTls) implements LinkEvent {}

    /** What comes before the protocol itself is over. */
    record Opened(@Nullable TlsSession tls) implements LinkEvent {}

    /** The other server answered a PING. */
    record Pong() implements LinkEvent {}

    /** The other server broke the protocol. */
    record Violated(ProtocolError error) implements LinkEvent {}

    /** No more comes. */
    record InputEnded(CloseReason reason) implements LinkEvent {}

    /** The other server is too slow; the stream has ended. */
    record TooSlow(CloseReason reason, String logLine) implements LinkEvent {}

    /** A message has come of an account that is not known here; told once for each. */
    record UnknownAccount(String account) implements LinkEvent {}

    /** Something for the log about how fast it goes. */
    record Pace(String logLine, boolean slow) implements LinkEvent {}

    /** The stream is over and the socket closed. */
    record Ended() implements LinkEvent {}
}
