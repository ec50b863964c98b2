package io.dialtone.cluster.leaf;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Why a leaf node is to dial (again), and how long it waits before. */
public enum LeafEvent {
    /** It could not connect. */
    DIAL_FAILED,
    /** The connection was lost, or the hub would not have it. */
    LOST,
    /** A loop was found, by either side. */
    LOOP,
    /** The hub's cluster has the own cluster's name. */
    SAME_CLUSTER_NAME,
    /** The hub wants a newer server. */
    VERSION_REJECTED,
    /** As a hub that dials, this side found that the other one may not do what it did. */
    PERMISSION_VIOLATION;

    /** What a hub says to a leaf node that belongs to the hub's cluster by name. */
    public static final String SAME_CLUSTER_NAME_ERROR = "remote leafnode has same cluster name";

    /** What a hub says to a leaf node that is too old. */
    public static final String VERSION_REJECTED_ERROR = "connection rejected since minimum version required is";

    private static final String LOOP_ERROR = "Loop detected";
    private static final Duration LONG_DELAY = Duration.ofSeconds(30);
    private static final Duration VERSION_DELAY = Duration.ofSeconds(5);
    private static final Duration SHARED_SYSTEM_ACCOUNT_DELAY = Duration.ofMillis(250);
    private static final int DIAL_JITTER_MS = 1000;

    /** What an {@code -ERR} of the hub means for the next attempt; empty: nothing. It does not end the connection. */
    public static Optional<LeafEvent> ofError(String error) {
        if (error.contains(SAME_CLUSTER_NAME_ERROR)) {
            return Optional.of(SAME_CLUSTER_NAME);
        }
        if (error.contains(VERSION_REJECTED_ERROR)) {
            return Optional.of(VERSION_REJECTED);
        }
        return error.contains(LOOP_ERROR) ? Optional.of(LOOP) : Optional.empty();
    }

    /** The wait before the next attempt; {@code reconnectInterval} is the configured one. */
    public Duration delay(Duration reconnectInterval, RandomGenerator random) {
        return switch (this) {
            case DIAL_FAILED -> reconnectInterval.plusMillis(random.nextInt(DIAL_JITTER_MS));
            case LOST -> reconnectInterval;
            case VERSION_REJECTED -> VERSION_DELAY;
            case LOOP, SAME_CLUSTER_NAME, PERMISSION_VIOLATION -> LONG_DELAY;
        };
    }

    /** The wait before the very first attempt: routes of the own cluster shall be there before a shared system account is. */
    public static Duration firstDelay(boolean sharesSystemAccount, boolean clustered) {
        return sharesSystemAccount && clustered ? SHARED_SYSTEM_ACCOUNT_DELAY : Duration.ZERO;
    }

    /** The {@code -ERR} with which a loop is told. */
    public static String loopError(String account) {
        return LOOP_ERROR + " for leafnode account=\"" + account + "\". Delaying attempt to reconnect for 30s";
    }
}
