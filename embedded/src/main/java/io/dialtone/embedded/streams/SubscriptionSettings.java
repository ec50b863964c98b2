package io.dialtone.embedded.streams;

import akka.stream.OverflowStrategy;

/**
 * What is subscribed to, and what happens when messages come faster than the stream wants them.
 *
 * @param subject may have wildcards
 * @param queueGroup each message goes to one member of it; empty for none
 * @param bufferSize how many messages may wait for demand
 * @param overflow what happens when more come. {@link OverflowStrategy#backpressure()}: nothing more is taken from the server on this
 *     connection, for any of its subscriptions, until there is room; then the rules of the server for slow consumers hold. Any other
 *     concerns this subscription alone
 */
public record SubscriptionSettings(String subject, String queueGroup, int bufferSize, OverflowStrategy overflow) {
    /** How many messages wait for demand where nothing else is said. */
    public static final int DEFAULT_BUFFER_SIZE = 8192;

    /** Checked when made. */
    public SubscriptionSettings {
        Subjects.requireWord(subject, "subject");
        if (!queueGroup.isEmpty()) {
            Subjects.requireWord(queueGroup, "queue group");
        }
        if (bufferSize < 1) {
            throw new IllegalArgumentException("a buffer of " + bufferSize + " messages");
        }
    }

    /** With back-pressure. */
    public static SubscriptionSettings of(String subject) {
        return new SubscriptionSettings(subject, "", DEFAULT_BUFFER_SIZE, OverflowStrategy.backpressure());
    }

    /** As a member of this group. */
    public SubscriptionSettings withQueueGroup(String group) {
        return new SubscriptionSettings(subject, group, bufferSize, overflow);
    }

    /** With room for so many messages. */
    public SubscriptionSettings withBufferSize(int messages) {
        return new SubscriptionSettings(subject, queueGroup, messages, overflow);
    }

    /** With this when there is no more room. */
    public SubscriptionSettings withOverflow(OverflowStrategy strategy) {
        return new SubscriptionSettings(subject, queueGroup, bufferSize, strategy);
    }
}
