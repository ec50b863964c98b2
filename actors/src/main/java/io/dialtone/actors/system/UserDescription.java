package io.dialtone.actors.system;

import io.dialtone.conf.PermissionOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A user as {@code $SYS.REQ.USER.INFO} tells of it.
 *
 * @param user name or public key
 * @param account its account
 * @param accountName what people call the account
 * @param userName what people call the user, empty when nothing else
 * @param permissions null when nothing is restricted
 * @param expires how long it may still be connected; zero without an end
 */
public record UserDescription(
        String user,
        String account,
        String accountName,
        String userName,
        @Nullable PermissionOptions permissions,
        Duration expires) {
    /** Somebody who is not connected here. */
    public static final UserDescription UNKNOWN = new UserDescription("", "", "", "", null, Duration.ZERO);
}
