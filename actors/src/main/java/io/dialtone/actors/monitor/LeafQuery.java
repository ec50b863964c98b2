package io.dialtone.actors.monitor;

/**
 * What of the leaf links {@code /leafz} is to show.
 *
 * @param subscriptions whether with what the other side wants
 * @param account links of this account alone; empty for all
 */
public record LeafQuery(boolean subscriptions, String account) {
    /** All links, without their subscriptions. */
    public static final LeafQuery DEFAULT = new LeafQuery(false, "");
}
