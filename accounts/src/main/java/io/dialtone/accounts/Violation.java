package io.dialtone.accounts;

import org.jspecify.annotations.Nullable;

/**
 * A permission violation in the words that clients parse and that the log shows. Subjects and queue names come quoted as
 * Go's {@code %q} does. None of them closes the connection.
 *
 * @param error text between the quotes of {@code -ERR}
 * @param log what follows the connection's label in the log
 */
public record Violation(String error, String log) {
    private static final String PREFIX = "Permissions Violation for ";

    /** A message was published to a subject that is not allowed. */
    public static Violation publish(String quotedSubject) {
        return new Violation(PREFIX + "Publish to " + quotedSubject, "Publish Violation - Subject " + quotedSubject);
    }

    /** A message named a reply subject that clients may not use. */
    public static Violation reply(String quotedReply) {
        return new Violation(
                PREFIX + "Publish with Reply of " + quotedReply, "Publish Violation - Reply " + quotedReply);
    }

    /** A subscription is not allowed. */
    public static Violation subscribe(String quotedSubject, @Nullable String quotedQueue, String sid) {
        if (quotedQueue == null) {
            return new Violation(
                    PREFIX + "Subscription to " + quotedSubject,
                    "Subscription Violation - Subject " + quotedSubject + ", SID " + sid);
        }
        return new Violation(
                PREFIX + "Subscription to " + quotedSubject + " using queue " + quotedQueue,
                "Subscription Violation - Subject " + quotedSubject + ", Queue: " + quotedQueue + ", SID " + sid);
    }

    /** A subscription has more tokens than {@code max_subscription_tokens}. */
    public static Violation tooManyTokens(String quotedSubject, String sid) {
        return new Violation(
                PREFIX + "Subscription to " + quotedSubject + ", too many tokens",
                "Subscription Violation Too Many Tokens - Subject " + quotedSubject + ", SID " + sid);
    }

    /**
     * A reload took the right to a subscription away. The log line stands alone, without the connection's label.
     *
     * @param quotedSid its sid, quoted too
     * @param who as {@link UserIdentity#who} says
     */
    public static Violation revoked(String quotedSubject, @Nullable String quotedQueue, String quotedSid, String who) {
        String queue = quotedQueue == null ? "" : " using queue " + quotedQueue;
        String what = quotedSubject + queue + " (sid " + quotedSid + ")";
        return new Violation(
                PREFIX + "Subscription to " + what, "Removed sub " + what + " for " + who + " - not authorized");
    }
}
