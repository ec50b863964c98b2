package io.dialtone.accounts.operator;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserScope;
import java.util.Objects;

/** What a change of its account means for a user that is there already. */
public sealed interface Standing {
    /** It stays, with rights that may be others than before. */
    record Stays(UserIdentity user, ClaimedUser claimed) implements Standing {}

    /** It has to go. */
    enum Ends implements Standing {
        /** It needs no key, and the account allows that no longer. */
        BEARER,
        /** Its claims are revoked. */
        REVOKED,
        /** Its account is over. */
        EXPIRED,
        /** The key that signed it is none of the account's any more, or gives other rights now. */
        SIGNER
    }

    /**
     * Judges a user.
     *
     * @param account as it is now
     */
    static Standing of(UserIdentity user, ClaimedUser claimed, AccountDefinition account) {
        ClaimedAccount now = account.claimed();
        if (now == null) {
            return Ends.SIGNER;
        }
        if (claimed.isBearer() && now.claims().limits().disallowBearer()) {
            return Ends.BEARER;
        }
        if (now.isRevoked(claimed.claims().subject(), claimed.claims().issuedAt())) {
            return Ends.REVOKED;
        }
        SigningKey key = now.signingKey(claimed.issuerKey());
        UserScope scope = key == null ? null : key.scope();
        if (!now.isSigner(claimed.issuerKey()) || !Objects.equals(scope, claimed.scope())) {
            return Ends.SIGNER;
        }
        UserIdentity identity =
                claimed.ownPermissions() ? user : user.withPermissions(UserAdmission.effective(null, account));
        return new Stays(
                identity,
                new ClaimedUser(
                        claimed.token(),
                        claimed.claims(),
                        claimed.scope(),
                        claimed.ownPermissions(),
                        now.claims().name(),
                        claimed.expires()));
    }
}
