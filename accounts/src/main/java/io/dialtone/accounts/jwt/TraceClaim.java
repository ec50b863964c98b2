package io.dialtone.accounts.jwt;

/**
 * Where traces of messages go that carry a W3C {@code traceparent} with the sampled flag.
 *
 * @param destination subject
 * @param sampling percentage as written; 0: 100
 */
public record TraceClaim(String destination, int sampling) {
    /** The percentage. */
    public int effectiveSampling() {
        return sampling == 0 ? 100 : sampling;
    }
}
