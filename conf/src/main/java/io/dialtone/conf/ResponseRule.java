package io.dialtone.conf;

import java.time.Duration;

/**
 * Permission to answer requests on their reply subject.
 *
 * @param maxMessages answers for each request; -1: unlimited
 * @param expires time for them; negative: unlimited
 */
public record ResponseRule(int maxMessages, Duration expires) {
    /** Answers allowed when only switched on. */
    public static final int DEFAULT_MAX_MESSAGES = 1;

    /** Time allowed when only switched on. */
    public static final Duration DEFAULT_EXPIRES = Duration.ofMinutes(2);

    /** One answer within two minutes. */
    public static final ResponseRule DEFAULT = new ResponseRule(DEFAULT_MAX_MESSAGES, DEFAULT_EXPIRES);
}
