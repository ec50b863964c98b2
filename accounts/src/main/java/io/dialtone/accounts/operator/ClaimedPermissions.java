package io.dialtone.accounts.operator;

import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.conf.PermissionOptions;
import org.jspecify.annotations.Nullable;

/** Permissions as claims write them. */
final class ClaimedPermissions {
    private ClaimedPermissions() {}

    /** Null when the claim says nothing, which is not the same as everything: defaults of the account hold then. */
    static @Nullable Permissions of(PermissionsClaim claim) {
        PermissionOptions said = claim.options();
        return said == null ? null : Permissions.of(said);
    }
}
