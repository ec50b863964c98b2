package io.dialtone.app.nats.wire;

import java.util.function.Consumer;

/**
 * What a client listens to.
 *
 * @param queue of the group that shares the messages; empty: none
 * @param listener told of each message on the thread that reads; what it keeps it takes out of the frame
 */
public record Subscription(int sid, String subject, String queue, Consumer<Frame> listener) {
    String line() {
        return "SUB " + subject + (queue.isEmpty() ? " " : " " + queue + " ") + sid;
    }
}
