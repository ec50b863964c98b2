package io.dialtone.accounts.jwt;

import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
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

    /** The same as the configuration would say it; null when nothing was said. */
    public @Nullable PermissionOptions options() {
        if (isEmpty()) {
            return null;
        }
        return PermissionOptions.builder()
                .publish(rules(publish))
                .subscribe(rules(subscribe))
                .responses(responses == null ? null : new ResponseRule(responses.maxMessages(), responses.ttl()))
                .build();
    }

    private static @Nullable SubjectRules rules(PermissionClaim claim) {
        return claim.equals(PermissionClaim.NONE) ? null : new SubjectRules(claim.allow(), claim.deny());
    }

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
