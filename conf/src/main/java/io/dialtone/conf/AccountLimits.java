package io.dialtone.conf;

/**
 * What an account may use. -1: unlimited.
 *
 * @param maxConnections client connections
 * @param maxSubscriptions subscriptions of one connection
 * @param maxPayload bytes of one message
 * @param maxLeafNodes leaf node connections
 * @param publishRate of all its connections to this server together
 */
public record AccountLimits(
        int maxConnections, int maxSubscriptions, int maxPayload, int maxLeafNodes, PublishRate publishRate) {
    /** No limit at all. */
    public static final AccountLimits UNLIMITED = new AccountLimits(-1, -1, -1, -1);

    /** Limits that say nothing of rates. */
    public AccountLimits(int maxConnections, int maxSubscriptions, int maxPayload, int maxLeafNodes) {
        this(maxConnections, maxSubscriptions, maxPayload, maxLeafNodes, PublishRate.UNLIMITED);
    }
}
