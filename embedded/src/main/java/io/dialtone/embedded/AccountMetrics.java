package io.dialtone.embedded;

/**
 * The figures of one account at one moment.
 *
 * @param account its name, or its public key where accounts come from claims
 * @param connections clients and leaf nodes connected now
 * @param subscriptions of its clients, and the server's own in it
 * @param messagesIn published in it since the start
 * @param bytesIn published in it since the start
 * @param messagesOut delivered in it since the start
 * @param bytesOut delivered in it since the start
 * @param slowConsumers connections closed since the start because they did not read what they were sent
 */
public record AccountMetrics(
        String account,
        int connections,
        long subscriptions,
        long messagesIn,
        long bytesIn,
        long messagesOut,
        long bytesOut,
        long slowConsumers) {}
