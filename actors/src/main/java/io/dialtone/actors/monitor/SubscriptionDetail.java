package io.dialtone.actors.monitor;

/**
 * One subscription.
 *
 * @param account empty where the connection it is shown under says it already
 * @param queue queue group, empty when it has none
 * @param msgs messages delivered on it
 * @param max delivered messages after which it ends, 0 for no limit
 * @param cid the connection that holds it
 */
public record SubscriptionDetail(
        String account, String accountTag, String subject, String queue, String sid, long msgs, long max, long cid) {}
