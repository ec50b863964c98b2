package io.dialtone.cluster;

/**
 * What is counted together when interest of one account is announced.
 *
 * @param subject as subscribed to
 * @param queue name of the group; empty: plain interest
 * @param origin cluster of the leaf nodes that are interested; empty: interest of the server's own
 */
public record InterestKey(String subject, String queue, String origin) {
    /** Plain interest of the server's own. */
    public static InterestKey of(String subject) {
        return new InterestKey(subject, "", "");
    }

    /** Interest of the server's own, of a queue group unless {@code queue} is empty. */
    public static InterestKey of(String subject, String queue) {
        return new InterestKey(subject, queue, "");
    }

    /** Whether it is interest of a queue group. */
    public boolean hasQueue() {
        return !queue.isEmpty();
    }
}
