package io.dialtone.accounts.callout;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ExternalAuthorization;
import io.dialtone.conf.AuthCalloutOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who decides, and how far.
 *
 * @param account where the service listens: a name, or the public key of an account in operator mode
 * @param issuer public key that signs users; it is also whom requests are about
 * @param signers public keys that may sign answers; in operator mode the account and its signing keys
 * @param users names and public keys that are let in without asking
 * @param curveKey public key that requests are sealed for; empty: they are not
 * @param accounts accounts that users may be put into beside the service's own
 * @param isOperatorMode whether accounts are public keys, signed for by operators
 */
public record CalloutService(
        String account,
        String issuer,
        Set<String> signers,
        Set<String> users,
        String curveKey,
        List<String> accounts,
        boolean isOperatorMode) {
    /** Where requests go. */
    public static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    /** Copies the collections: the record never changes. */
    public CalloutService {
        signers = Set.copyOf(signers);
        users = Set.copyOf(users);
        accounts = List.copyOf(accounts);
    }

    /** The service that the configuration names. */
    public static CalloutService of(AuthCalloutOptions options) {
        return new CalloutService(
                options.account(),
                options.issuer(),
                Set.of(options.issuer()),
                Set.copyOf(options.authUsers()),
                options.xkey(),
                options.allowedAccounts(),
                false);
    }

    /** The service that an account names for itself, which must have {@link ExternalAuthorization#isEnabled enabled} one. */
    public static CalloutService of(AccountClaims account) {
        ExternalAuthorization authorization = account.authorization();
        Set<String> signers = new HashSet<>();
        signers.add(account.subject());
        account.signingKeys().forEach(key -> signers.add(key.key()));
        return new CalloutService(
                account.subject(),
                account.subject(),
                signers,
                Set.copyOf(authorization.authUsers()),
                authorization.curveKey(),
                authorization.allowedAccounts(),
                true);
    }

    /** Whether somebody is let in without asking. */
    public boolean exempts(String user) {
        return users.contains(user);
    }

    /** Whether the service decides about users that the configuration puts into that account. */
    public boolean decidesAbout(String configured, String globalAccount) {
        return configured.equals(globalAccount) || accounts.isEmpty() || accounts.contains(configured);
    }

    /** Whether it may put users into that account, beside its own. */
    boolean mayPlaceInto(String other) {
        return accounts.contains(ExternalAuthorization.ANY_ACCOUNT) || accounts.contains(other);
    }

    boolean isSealed() {
        return !curveKey.isEmpty();
    }
}
