package io.dialtone.accounts.jwt;

import java.util.ArrayList;
import java.util.List;

/**
 * Subjects that may be used, and those that may not.
 *
 * @param allow empty: all; of subscriptions also {@code subject queue}
 * @param deny wins over allow
 */
public record PermissionClaim(List<String> allow, List<String> deny) {
    /** Nothing said. */
    public static final PermissionClaim NONE = new PermissionClaim(List.of(), List.of());

    /** Copies the collections: the record never changes. */
    public PermissionClaim {
        allow = Copies.list(allow);
        deny = Copies.list(deny);
    }

    /** A copy that allows one more. */
    public PermissionClaim allowing(String subject) {
        return allow.contains(subject) ? this : new PermissionClaim(and(allow, subject), deny);
    }

    /** A copy that denies one more. */
    public PermissionClaim denying(String subject) {
        return deny.contains(subject) ? this : new PermissionClaim(allow, and(deny, subject));
    }

    private static List<String> and(List<String> list, String subject) {
        List<String> longer = new ArrayList<>(list);
        longer.add(subject);
        return longer;
    }
}
