package io.dialtone.cluster.route;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to dial a route or a gateway again. What is configured is dialled for ever, what came by gossip {@code connect_retries}
 * times more. Immutable.
 *
 * @param type why the link exists
 * @param connectRetries for implicit ones
 * @param backoff wait twice as long after each failure
 */
public record RetrySchedule(RouteType type, int connectRetries, boolean backoff) {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);
    /** Both sides may have closed each other's connection as the second one; they must not meet again. */
    private static final int JITTER_MS = 100;

    /** Doublings after which the longest delay is reached for sure. */
    private static final int MAX_DOUBLINGS = 5;

    /**
     * How long to wait after so many failures in a row; empty: give up.
     *
     * @param failures at least 1
     */
    public Optional<Duration> afterFailures(int failures) {
        if (type == RouteType.IMPLICIT && (connectRetries <= 0 || failures > connectRetries)) {
            return Optional.empty();
        }
        Duration delay = backoff ? DELAY.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS)) : DELAY;
        return Optional.of(delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay);
    }

    /** How long to wait before the first attempt after a link that was up has been lost. */
    public Duration afterLoss(RandomGenerator random) {
        Duration jitter = Duration.ofMillis(random.nextInt(JITTER_MS));
        return type == RouteType.EXPLICIT ? DELAY.plus(jitter) : jitter;
    }
}
