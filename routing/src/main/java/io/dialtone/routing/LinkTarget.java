package io.dialtone.routing;

/**
 * One account's side of a connection to another server: what a {@link RemoteInterest} leads to. A message goes there once,
 * however many of its interests match. Any thread.
 */
public interface LinkTarget extends Subscriber {
    /** Where messages sent there go. */
    LinkKind kind();

    /** The cluster of the leaf nodes at the other end of a {@link LinkKind#LEAF} or {@link LinkKind#HUB}; empty for none. */
    byte[] cluster();

    /** Of gateways, the one with the lowest is asked first. */
    int rank();

    /** Whether a message on {@code subject[from, from + length)} may be sent there at all. */
    boolean accepts(byte[] subject, int from, int length);
}
