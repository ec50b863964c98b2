package io.dialtone.accounts.operator;

import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.ResponseClaim;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import org.jspecify.annotations.Nullable;

/** Permissions as claims write them. */
final class ClaimedPermissions {
    private ClaimedPermissions() {}

    /** Null when the claim says nothing. */
    static @Nullable Permissions of(PermissionsClaim claim) {
        if (claim.isEmpty()) {
            return null;
        }
        return Permissions.of(PermissionOptions.builder()
                .publish(rules(claim.publish()))
                .subscribe(rules(claim.subscribe()))
                .responses(responses(claim.responses()))
                .build());
    }

    private static @Nullable SubjectRules rules(PermissionClaim claim) {
        return claim.equals(PermissionClaim.NONE) ? null : new SubjectRules(claim.allow(), claim.deny());
    }

    private static @Nullable ResponseRule responses(@Nullable ResponseClaim claim) {
        return claim == null ? null : new ResponseRule(claim.maxMessages(), claim.ttl());
    }
}
