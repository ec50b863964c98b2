package io.dialtone.accounts.exchange;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ResponseType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an account offers to others.
 *
 * @param kind stream or service
 * @param subject subject or pattern
 * @param accounts ids of the accounts that may import it; heeded if {@code restricted}
 * @param restricted whether only the listed accounts may import it
 * @param tokenRequired whether an import has to bring an activation token
 * @param revocations activation tokens that hold no longer: id of the importer, or {@code *}, to the second up to which
 *     those issued are void
 * @param tokenPosition which token of the subject, from 1, has to be the importer's id; 0 for none
 * @param responseType how many answers a request of the service has
 * @param threshold how long a service has time for its (next) answer; zero for the default of two minutes
 * @param latency what is measured of the service; null for nothing
 * @param allowTrace whether a message trace goes on here
 */
public record Export(
        ExchangeKind kind,
        String subject,
        Set<String> accounts,
        boolean restricted,
        boolean tokenRequired,
        Map<String, Long> revocations,
        int tokenPosition,
        ResponseType responseType,
        Duration threshold,
        @Nullable Latency latency,
        boolean allowTrace) {
    /** How long a service has time for its (next) answer when nothing else is said. */
    public static final Duration DEFAULT_THRESHOLD = Duration.ofMinutes(2);

    /**
     * What is measured of a service.
     *
     * @param subject where results are published, in the exporting account
     * @param sampling percentage of the requests; 0 for those whose headers ask for it
     */
    public record Latency(String subject, int sampling) {}

    /** Copies the collections. */
    public Export {
        accounts = Set.copyOf(accounts);
        revocations = Map.copyOf(revocations);
        threshold = threshold.isZero() ? DEFAULT_THRESHOLD : threshold;
    }

    /** A public stream, or a public service with one answer. */
    public static Export open(ExchangeKind kind, String subject) {
        return new Export(
                kind, subject, Set.of(), false, false, Map.of(), 0, ResponseType.SINGLETON, Duration.ZERO, null, false);
    }
}
