package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.conf.GoText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Judges what an account says of a user. */
final class UserValidation {
    private UserValidation() {}

    static Validation of(UserClaims claims, Instant now) {
        Issues issues = new Issues();
        claims.registered().addTo(issues, now);
        UserRights rights = claims.rights();
        permissions(rights.permissions(), issues);
        for (String source : rights.sources()) {
            if (Network.parse(source) == null) {
                issues.error("invalid cidr " + GoText.quote(source) + " in user src limits");
            }
        }
        rights.times().forEach(window -> window.addTo(issues));
        if (TimeWindow.zone(rights.timesLocation(), ZoneOffset.UTC) == null) {
            issues.error("could not parse iana time zone by name: unknown time zone " + rights.timesLocation());
        }
        issuerAccount(claims.issuerAccount(), issues);
        return issues.result();
    }

    static void issuerAccount(String account, Issues issues) {
        if (!account.isEmpty() && !Nkeys.isPublic(NkeyType.ACCOUNT, account)) {
            issues.error("account_id is not an account public key");
        }
    }

    static void permissions(PermissionsClaim permissions, Issues issues) {
        permission(permissions.subscribe(), true, issues);
        permission(permissions.publish(), false, issues);
    }

    private static void permission(PermissionClaim permission, boolean queues, Issues issues) {
        subjects(permission.allow(), queues, issues);
        subjects(permission.deny(), queues, issues);
    }

    private static void subjects(List<String> subjects, boolean queues, Issues issues) {
        for (String subject : subjects) {
            String[] words = subject.split(" ", -1);
            if (words.length > 2) {
                issues.error("Permission Subject \"" + subject + "\" contains too many spaces");
                continue;
            }
            for (String word : words) {
                ClaimSubject.addTo(issues, word);
            }
            if (words.length == 2 && !queues) {
                issues.error("Permission Subject \"" + subject + "\" is not allowed to contain queue");
            }
        }
    }
}
