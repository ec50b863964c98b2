package io.dialtone.accounts;

import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserScope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account says of a user that was let in. Immutable.
 *
 * @param token as it was signed
 * @param claims what the token says; rights that come from a scope are in their place
 * @param scope the scope of the signing key that gave those rights; null for none
 * @param ownPermissions whether the user has permissions of its own, so that those of the account do not count
 * @param accountName friendly name of the account; empty for none
 * @param expires when the user has to go; null for never
 */
public record ClaimedUser(
        String token,
        UserClaims claims,
        @Nullable UserScope scope,
        boolean ownPermissions,
        String accountName,
        @Nullable Instant expires) {
    /** Public key of who signed: a signing key of the account, or its own. */
    public String issuerKey() {
        return claims.issuer();
    }

    /** The signing key, empty when the account's own key signed. */
    public String signingKey() {
        return claims.issuerAccount().isEmpty() ? "" : claims.issuer();
    }

    /** Friendly name of the user. */
    public String nameTag() {
        return claims.name();
    }

    /** Tags of the user, in lower case. */
    public List<String> tags() {
        return claims.tags();
    }

    /** Whether the token alone let it in, so that it must not be shown to anybody. */
    public boolean isBearer() {
        return claims.rights().bearer();
    }

    /** How many subscriptions the connection may have; -1: any number. */
    public long maxSubscriptions() {
        return claims.rights().subscriptions();
    }

    /** How long a message may be; -1: any length. */
    public long maxPayload() {
        return claims.rights().payload();
    }

    /** Names the user, not its token. */
    @Override
    public String toString() {
        return "ClaimedUser[" + claims.subject() + "]";
    }
}
