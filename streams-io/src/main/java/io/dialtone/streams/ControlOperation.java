package io.dialtone.streams;

import org.jspecify.annotations.Nullable;

/** What a client or another server asks that changes its connection; done by the connection's actor, in order. */
public sealed interface ControlOperation {
    /** {@code CONNECT} with its JSON as it came. */
    record Connect(byte[] json) implements ControlOperation {}

    /** {@code SUB}; the subject is not checked yet. */
    record Subscribe(byte[] subject, byte @Nullable [] queue, byte[] sid) implements ControlOperation {}

    /** {@code UNSUB}; a maximum of 0 or less, or none that can be read, ends it at once. */
    record Unsubscribe(byte[] sid, long max) implements ControlOperation {}

    /**
     * {@code RS+}, {@code RS-}, {@code LS+}, {@code LS-}: another server wants the messages of a subject, or no longer. The
     * subject is not checked.
     *
     * @param origin the leaf cluster that it is for, {@code _} for a leaf without one; null when it is for none or unnamed
     * @param account null where the connection implies it
     * @param queue the queue group, or null
     * @param weight how many members the group has there from now on, 0 tolerated; 1 without a group and on removal
     */
    record Interest(
            boolean add,
            byte @Nullable [] origin,
            byte @Nullable [] account,
            byte[] subject,
            byte @Nullable [] queue,
            int weight)
            implements ControlOperation {}

    /** {@code A+}, {@code A-}: another cluster has interest in an account, or none at all. */
    record AccountInterest(boolean add, byte[] account) implements ControlOperation {}

    /** {@code PING}, as long as the stage does not answer by itself. */
    record Ping() implements ControlOperation {}

    /** {@code INFO}; that of a client must be readable JSON and is ignored. */
    record Info(byte[] json) implements ControlOperation {}

    /** {@code -ERR} from the other side. */
    record ClientError(String text) implements ControlOperation {}

    /** Something other than CONNECT came although credentials are owed. It is not part of the run. */
    record WithoutConnect() implements ControlOperation {}
}
