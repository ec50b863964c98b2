package io.dialtone.accounts;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a subscribe permission: a subject, and the queue name or pattern it is limited to, if any.
 *
 * @param subject subject or pattern
 * @param queue null: for plain subscriptions and those of any queue
 */
record QueueRule(byte[] subject, byte @Nullable [] queue) {

    /** Reads {@code "subject"} or {@code "subject queue"}. */
    static QueueRule parse(String entry) {
        String[] words = entry.strip().split("\\s+", 2);
        return new QueueRule(ByteText.bytes(words[0]), words.length == 1 ? null : ByteText.bytes(words[1]));
    }

    /** Matches a subscription's subject as text: {@code *} in the rule stands for any one token, {@code >} included. */
    boolean concerns(byte[] subscribed, int offset, int length) {
        return Subjects.matches(subscribed, offset, length, subject, 0, subject.length);
    }

    /** Whether this rule, which names a queue, means the one given. */
    boolean names(byte[] name) {
        byte[] own = queue;
        if (own == null) {
            return false;
        }
        return ByteText.equals(own, name, 0, name.length)
                || (Subjects.hasWildcard(own, 0, own.length)
                        && Subjects.isSubsetOf(name, 0, name.length, own, 0, own.length));
    }
}
