package io.dialtone.accounts;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a trusted operator says of an account. Immutable.
 *
 * @param token as it was signed; empty for an account that stands in until the real claims can be had
 * @param claims what the token says
 * @param identityKeySigns whether the account's own key may sign users, not its signing keys alone
 */
public record ClaimedAccount(String token, AccountClaims claims, boolean identityKeySigns) {
    /** Whether a key may sign users of this account. */
    public boolean isSigner(String key) {
        return identityKeySigns && key.equals(claims.subject()) || claims.signingKey(key) != null;
    }

    /** The signing key of that public key; null for the account's own key and for strangers. */
    public @Nullable SigningKey signingKey(String key) {
        return claims.signingKey(key);
    }

    /** Whether the claims are over. */
    public boolean isExpired(Instant now) {
        return claims.expires() != 0 && claims.expires() <= now.getEpochSecond();
    }

    /** Whether users signed at that second or before are no longer wanted. */
    public boolean isRevoked(String user, long issuedAt) {
        return claims.revocations().isRevoked(user, issuedAt);
    }

    /** Names the account, not its token. */
    @Override
    public String toString() {
        return "ClaimedAccount[" + claims.subject() + "]";
    }
}
