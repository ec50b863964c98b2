package io.dialtone.accounts.jwt;

import org.jspecify.annotations.Nullable;

/**
 * What may be published and subscribed to.
 *
 * @param publish subjects of messages
 * @param subscribe subjects of subscriptions
 * @param responses leave to answer; null: none beyond publish
 */
public record PermissionsClaim(
        PermissionClaim publish,
        PermissionClaim subscribe,
        @Nullable ResponseClaim responses) {
    /** Nothing said. */
    public static final PermissionsClaim NONE = new PermissionsClaim(PermissionClaim.NONE, PermissionClaim.NONE, null);

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** A copy with other subjects of messages. */
    public PermissionsClaim withPublish(PermissionClaim value) {
        return new PermissionsClaim(value, subscribe, responses);
    }

    /** A copy with other subjects of subscriptions. */
    public PermissionsClaim withSubscribe(PermissionClaim value) {
        return new PermissionsClaim(publish, value, responses);
    }

    /** A copy with another leave to answer. */
    public PermissionsClaim withResponses(@Nullable ResponseClaim value) {
        return new PermissionsClaim(publish, subscribe, value);
    }
}
