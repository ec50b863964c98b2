package io.dialtone.streams;

import io.dialtone.routing.Subscription;

/** What has to be heeded when something is delivered to a connection that is not an ordinary one. Any thread. */
public interface DeliveryRules extends LinkAccount.ReplyWatch {
    /** Whether the connection takes headers; otherwise they are cut off. */
    boolean headers();

    /** Whether a message on {@code subject[from, from + length)} must not be delivered to this subscription. */
    boolean denies(Subscription subscription, byte[] subject, int from, int length);

    @Override
    void delivering(byte[] reply, int from, int length);

    /** Whether {@link #delivering} wants to know. */
    boolean watchesReplies();
}
