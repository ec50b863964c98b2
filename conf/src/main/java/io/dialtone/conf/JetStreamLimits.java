package io.dialtone.conf;

import java.time.Duration;

/**
 * Limits that hold for all accounts. 0: the default of the server.
 *
 * @param maxAckPending unacknowledged messages of one consumer
 * @param maxHaAssets replicated streams and consumers on this server
 * @param maxRequestBatch messages of one pull request
 * @param duplicates longest duplicate window
 * @param batchMaxInflightPerStream atomic batches of one stream
 * @param batchMaxInflightTotal atomic batches of the server
 * @param batchMaxMsgs messages of one atomic batch
 * @param batchTimeout time for one atomic batch
 * @param defaultMaxConsumers consumers of a stream that does not say
 */
public record JetStreamLimits(
        int maxAckPending,
        int maxHaAssets,
        int maxRequestBatch,
        Duration duplicates,
        int batchMaxInflightPerStream,
        int batchMaxInflightTotal,
        int batchMaxMsgs,
        Duration batchTimeout,
        int defaultMaxConsumers) {
    /** Nothing was configured. */
    public static final JetStreamLimits DEFAULT =
            new JetStreamLimits(0, 0, 0, Duration.ZERO, 0, 0, 0, Duration.ZERO, 0);
}
