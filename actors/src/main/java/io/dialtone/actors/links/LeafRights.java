package io.dialtone.actors.links;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who a leaf node is at its hub, and what it may do.
 *
 * @param user with its account and permissions
 * @param claimed what its account says of it; null for a user of the configuration
 */
public record LeafRights(UserIdentity user, @Nullable ClaimedUser claimed) {
    /** The account that the link is bound to. */
    public String account() {
        return user.account();
    }

    /** How long its messages may be, -1 for any length. */
    public long maxPayload() {
        return claimed == null ? -1 : claimed.maxPayload();
    }

    /** The part of the link's label in the log that names it; empty for nobody in particular. */
    public String label() {
        if (claimed == null || claimed.accountName().isEmpty()) {
            return user.label();
        }
        return user.account() + "/" + claimed.accountName()
                + user.label().substring(user.account().length());
    }
}
