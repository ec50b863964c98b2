package io.dialtone.accounts.jwt;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Claims that no longer hold: those about a key that were issued at a second or before.
 *
 * @param seconds of the epoch, by public key; {@link #ALL} stands for every key
 */
public record Revocations(Map<String, Long> seconds) {
    /** Every key. */
    public static final String ALL = "*";
    /** Nothing is revoked. */
    public static final Revocations NONE = new Revocations(Map.of());

    /** Copies the collections: the record never changes. */
    public Revocations {
        seconds = Copies.map(seconds);
    }

    /** Whether claims about a key that were issued then no longer hold. */
    public boolean isRevoked(String key, long issuedAt) {
        return covers(ALL, issuedAt) || covers(key, issuedAt);
    }

    /** Whether claims no longer hold. Without subject or time of issue they never do. */
    public boolean isRevoked(Registered claims) {
        return claims.issuedAt() == 0 || claims.subject().isEmpty() || isRevoked(claims.subject(), claims.issuedAt());
    }

    private boolean covers(String key, long issuedAt) {
        Long second = seconds.get(key);
        return second != null && second >= issuedAt;
    }

    /** A copy that revokes what was issued until then; a later second that stands there stays. */
    public Revocations revoking(String key, long second) {
        Map<String, Long> more = new LinkedHashMap<>(seconds);
        more.merge(key, second, Math::max);
        return new Revocations(more);
    }

    /** A copy that says nothing about a key. */
    public Revocations without(String key) {
        Map<String, Long> fewer = new LinkedHashMap<>(seconds);
        fewer.remove(key);
        return new Revocations(fewer);
    }

    /** A copy without the keys that {@link #ALL} covers anyway. */
    public Revocations compacted() {
        Long all = seconds.get(ALL);
        if (all == null) {
            return this;
        }
        Map<String, Long> fewer = new LinkedHashMap<>(seconds);
        fewer.entrySet().removeIf(entry -> !entry.getKey().equals(ALL) && entry.getValue() <= all);
        return new Revocations(fewer);
    }
}
