package io.dialtone.streams;

import org.jspecify.annotations.Nullable;

/** What a client asks that changes its connection; done by the connection's actor, in order. */
public sealed interface ControlOperation {
    /** {@code CONNECT} with its JSON as it came. */
    record Connect(byte[] json) implements ControlOperation {}

    /** {@code SUB}; the subject is not checked yet. */
    record Subscribe(byte[] subject, byte @Nullable [] queue, byte[] sid) implements ControlOperation {}

    /** {@code UNSUB}; a maximum of 0 or less, or none that can be read, ends it at once. */
    record Unsubscribe(byte[] sid, long max) implements ControlOperation {}

    /** {@code PING}, as long as the stage does not answer by itself. */
    record Ping() implements ControlOperation {}

    /** {@code INFO} from a client, whose JSON must be readable and is ignored. */
    record Info(byte[] json) implements ControlOperation {}

    /** {@code -ERR} from a client. */
    record ClientError(String text) implements ControlOperation {}

    /** Something other than CONNECT came although credentials are owed. It is not part of the run. */
    record WithoutConnect() implements ControlOperation {}
}
