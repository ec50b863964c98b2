package io.dialtone.accounts.jwt;

/**
 * Collects what claims of every type have. Not for several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClaimsBuilder<B extends ClaimsBuilder<B>>
        permits GenericClaims.Builder, VersionedClaimsBuilder {
    Registered registered = Registered.NONE;

    ClaimsBuilder() {}

    abstract B self();

    /** Sets issuer, subject, times and the like at once. */
    public B registered(Registered value) {
        this.registered = value;
        return self();
    }

    /** Sets whom the claims are about. */
    public B subject(String value) {
        return registered(registered.withSubject(value));
    }

    /** Sets the friendly name. */
    public B name(String value) {
        return registered(registered.withName(value));
    }

    /** Sets for whom the claims are meant. */
    public B audience(String value) {
        return registered(registered.withAudience(value));
    }

    /** Sets the second of the epoch when the claims end; 0: never. */
    public B expires(long value) {
        return registered(registered.withExpires(value));
    }

    /** Sets the second of the epoch when the claims begin; 0: at once. */
    public B notBefore(long value) {
        return registered(registered.withNotBefore(value));
    }
}
