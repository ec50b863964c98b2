package io.dialtone.actors.monitor;

/**
 * Which subscriptions are wanted.
 *
 * @param list whether they are listed; otherwise only the statistics of the index are wanted
 * @param offset first match shown; below 0 means 0
 * @param limit most matches shown; below 1 means {@value #DEFAULT_LIMIT}
 * @param account only of this account, empty for all
 * @param test only those that a message published to this subject would reach, empty for all
 */
public record SubscriptionQuery(boolean list, int offset, int limit, String account, String test) {

    /** Subscriptions shown when no limit is given. */
    public static final int DEFAULT_LIMIT = 1024;

    /** Statistics only. */
    public static final SubscriptionQuery DEFAULT = new SubscriptionQuery(false, 0, 0, "", "");

    /**
     * Puts the page bounds right.
     *
     * @throws InvalidQuery when the test subject is not one that can be published to
     */
    public SubscriptionQuery {
        if (!test.isEmpty() && !LiteralSubject.isValid(test)) {
            throw new InvalidQuery("invalid test subject, must be valid publish subject: " + test);
        }
        offset = Math.max(offset, 0);
        limit = limit <= 0 ? DEFAULT_LIMIT : limit;
    }
}
