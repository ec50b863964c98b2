package io.dialtone.embedded.streams;

/** What becomes of a connection. */
public sealed interface ConnectionEvent {
    /**
     * It is let in.
     *
     * @param serverId of the run of the server
     */
    record Connected(String serverId) implements ConnectionEvent {}

    /** The server retires and will close it soon. */
    record LameDuck() implements ConnectionEvent {}

    /**
     * The server complained, a refused publish for one.
     *
     * @param text its words
     */
    record ServerError(String text) implements ConnectionEvent {}

    /**
     * It is over.
     *
     * @param reason why
     */
    record Closed(String reason) implements ConnectionEvent {}
}
