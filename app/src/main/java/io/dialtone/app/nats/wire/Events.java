package io.dialtone.app.nats.wire;

/** What happens to a connection beside messages; told on the thread that reads. */
public interface Events {
    /** Nobody wants to know. */
    Events NONE = new Events() {};

    /** The server has something against what was sent. */
    default void error(String text) {}

    /** The connection is lost, and made again if that was asked for. */
    default void disconnected(String reason) {}

    /** It is there again, with all subscriptions. */
    default void reconnected(ServerUrl url) {}

    /** It will not come again. */
    default void ended(String reason) {}
}
