package io.dialtone.accounts.jwt;

import java.util.List;
import java.util.Map;

/**
 * Collects what claims of every known type have. Not for several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class VersionedClaimsBuilder<B extends VersionedClaimsBuilder<B>> extends ClaimsBuilder<B>
        permits AccountClaims.Builder,
                ActivationClaims.Builder,
                AuthorizationRequestClaims.Builder,
                AuthorizationResponseClaims.Builder,
                OperatorClaims.Builder,
                UserClaims.Builder {
    List<String> tags = List.of();
    int version = Jwt.VERSION;
    Map<String, Object> unknown = Map.of();

    VersionedClaimsBuilder() {}

    /** Sets {@link Claims#tags()}. */
    public B tags(List<String> value) {
        this.tags = value;
        return self();
    }

    /** Sets {@link Claims#version()}. */
    public B version(int value) {
        this.version = value;
        return self();
    }

    /** Sets the members that the format does not know, to be written again as they are. */
    public B unknown(Map<String, Object> value) {
        this.unknown = value;
        return self();
    }
}
