package io.dialtone.conf;

import java.time.Duration;

/**
 * How much may be published in the long run, and at once. Whoever publishes more is not refused anything, but read more slowly.
 *
 * @param messages a second; 0: any number
 * @param bytes of headers and payloads a second; 0: any number
 * @param burst what may be published at once after a pause, as the time that it would take at that rate
 */
public record PublishRate(long messages, long bytes, Duration burst) {
    /** What may be published at once where nothing else is said: what a second brings. */
    public static final Duration DEFAULT_BURST = Duration.ofSeconds(1);

    /** As much as one likes. */
    public static final PublishRate UNLIMITED = new PublishRate(0, 0, DEFAULT_BURST);

    /** Whether anything is limited at all. */
    public boolean isLimited() {
        return messages > 0 || bytes > 0;
    }
}
