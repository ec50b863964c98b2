package io.dialtone.embedded;

import java.time.Duration;

/**
 * The figures of a server at one moment. Messages and bytes count payloads with their headers, not protocol lines.
 *
 * @param uptime since it started
 * @param connections clients connected now
 * @param totalConnections clients connected since the start
 * @param subscriptions of all accounts
 * @param routes connections to servers of the cluster
 * @param clusterPeers servers of the cluster that there are routes to
 * @param remoteClusters clusters that there is a gateway connection to
 * @param leafNodes leaf links, either way
 * @param messagesIn published here since the start
 * @param bytesIn published here since the start
 * @param messagesOut delivered from here since the start
 * @param bytesOut delivered from here since the start
 * @param slowConsumers connections closed since the start because they did not read what they were sent
 * @param staleConnections connections closed since the start because they did not answer
 */
public record ServerMetrics(
        Duration uptime,
        int connections,
        long totalConnections,
        long subscriptions,
        int routes,
        int clusterPeers,
        int remoteClusters,
        int leafNodes,
        long messagesIn,
        long bytesIn,
        long messagesOut,
        long bytesOut,
        long slowConsumers,
        long staleConnections) {}
