package io.dialtone.conf;

import java.util.List;

/**
 * Destinations for messages published to a subject.
 *
 * @param source subject, may hold wildcards
 * @param destinations chosen by weight; what is missing to 100 stays on the source
 */
public record MappingOptions(String source, List<Destination> destinations) {
    /** Copies the list. */
    public MappingOptions {
        destinations = List.copyOf(destinations);
    }

    /**
     * One destination.
     *
     * @param subject as written, with {@code $1} or {@code {{wildcard(1)}}} and the like
     * @param weight percentage, 0 to 100
     * @param cluster only for messages that enter here; empty: everywhere
     */
    public record Destination(String subject, int weight, String cluster) {}
}
