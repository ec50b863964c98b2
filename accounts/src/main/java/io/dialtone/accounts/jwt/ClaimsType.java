package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of claims, and whose keys may sign them. */
public enum ClaimsType {
    /** {@link OperatorClaims}. */
    OPERATOR(NkeyType.OPERATOR),
    /** {@link AccountClaims}. */
    ACCOUNT(NkeyType.ACCOUNT, NkeyType.OPERATOR),
    /** {@link UserClaims}. */
    USER(NkeyType.ACCOUNT),
    /** {@link ActivationClaims}. */
    ACTIVATION(NkeyType.ACCOUNT, NkeyType.OPERATOR),
    /** {@link AuthorizationRequestClaims}. */
    AUTHORIZATION_REQUEST(NkeyType.SERVER),
    /** {@link AuthorizationResponseClaims}. */
    AUTHORIZATION_RESPONSE(NkeyType.ACCOUNT),
    /** {@link GenericClaims}. */
    GENERIC();

    private final List<NkeyType> issuers;

    ClaimsType(NkeyType... issuers) {
        this.issuers = List.of(issuers);
    }

    /** Whether a key may sign such claims. */
    boolean isIssuer(String publicKey) {
        return issuers.isEmpty() || issuers.stream().anyMatch(type -> Nkeys.isPublic(type, publicKey));
    }

    /** The complaint about another issuer. */
    JwtException wrongIssuer() {
        return new JwtException("unable to validate expected prefixes - "
                + issuers.stream().map(NkeyType::toString).collect(Collectors.joining(" ", "[", "]")));
    }

    /** The word in tokens: {@code authorization_request} and the like. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
