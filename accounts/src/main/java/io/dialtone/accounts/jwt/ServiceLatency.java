package io.dialtone.accounts.jwt;

/**
 * How the latency of a service is measured.
 *
 * @param sampling percentage, 1 to 100; {@link #HEADERS}: as headers of requests ask
 * @param results subject that gets the measurements
 */
public record ServiceLatency(int sampling, String results) {
    /** As headers of requests ask. */
    public static final int HEADERS = 0;
}
