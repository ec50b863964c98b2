package io.dialtone.accounts.jwt;

import java.time.Instant;

/**
 * What all claims have in common. Times are seconds of the epoch, 0 when nothing was said.
 *
 * @param audience for whom the claims are meant; empty: anybody
 * @param expires after which they do not hold
 * @param id hash of the others; nobody checks it
 * @param issuedAt when they were signed
 * @param issuer public key of who signed
 * @param name friendly
 * @param notBefore before which they do not hold
 * @param subject public key of whom they are about
 */
public record Registered(
        String audience,
        long expires,
        String id,
        long issuedAt,
        String issuer,
        String name,
        long notBefore,
        String subject) {
    /** Nothing said. */
    public static final Registered NONE = new Registered("", 0, "", 0, "", "", 0, "");

    static Registered of(String subject) {
        return NONE.withSubject(subject);
    }

    /** A copy about somebody else. */
    public Registered withSubject(String value) {
        return new Registered(audience, expires, id, issuedAt, issuer, name, notBefore, value);
    }

    /** A copy under another name. */
    public Registered withName(String value) {
        return new Registered(audience, expires, id, issuedAt, issuer, value, notBefore, subject);
    }

    /** A copy for somebody else. */
    public Registered withAudience(String value) {
        return new Registered(value, expires, id, issuedAt, issuer, name, notBefore, subject);
    }

    /** A copy that ends at another second. */
    public Registered withExpires(long value) {
        return new Registered(audience, value, id, issuedAt, issuer, name, notBefore, subject);
    }

    /** A copy that begins at another second. */
    public Registered withNotBefore(long value) {
        return new Registered(audience, expires, id, issuedAt, issuer, name, value, subject);
    }

    Registered issued(String by, long at) {
        return new Registered(audience, expires, "", at, by, name, notBefore, subject);
    }

    Registered withId(String value) {
        return new Registered(audience, expires, value, issuedAt, issuer, name, notBefore, subject);
    }

    /** Judges the times. */
    Validation validate(Instant now) {
        Issues issues = new Issues();
        addTo(issues, now);
        return issues.result();
    }

    void addTo(Issues issues, Instant now) {
        long second = now.getEpochSecond();
        if (expires > 0 && second > expires) {
            issues.time("claim is expired");
        }
        if (notBefore > 0 && notBefore > second) {
            issues.time("claim is not yet valid");
        }
    }
}
