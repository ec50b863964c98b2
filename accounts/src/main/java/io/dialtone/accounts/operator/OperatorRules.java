package io.dialtone.accounts.operator;

import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.ServerVersion;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.conf.GoText;
import io.dialtone.conf.Options;
import io.dialtone.conf.ResolverKind;
import io.dialtone.conf.ResolverOptions;
import io.dialtone.conf.TrustOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What operators say of a server's options, and what is wrong between the two. */
public final class OperatorRules {
    private OperatorRules() {}

    /**
     * Fills in what a single operator's claims say and the configuration does not: the resolver and the system account. The system
     * account may log in wherever accounts are pinned.
     */
    public static Options completed(Options options, TrustedOperators trusted) {
        if (trusted.operators().size() != 1
                && options.trust().resolverPinnedAccounts().isEmpty()) {
            return options;
        }
        return options.with(b -> b.trust(completed(options.trust(), trusted)));
    }

    private static TrustOptions completed(TrustOptions trust, TrustedOperators trusted) {
        TrustOptions.Builder b = trust.toBuilder();
        String systemAccount = trust.systemAccount();
        if (trusted.operators().size() == 1) {
            OperatorClaims operator = trusted.operators().getFirst();
            if (trust.resolver() == null) {
                b.resolver(accountServer(operator.accountServerUrl()));
            }
            systemAccount = systemAccount.isEmpty() ? operator.systemAccount() : systemAccount;
            b.systemAccount(systemAccount);
        }
        if (!trust.resolverPinnedAccounts().isEmpty() && !systemAccount.isEmpty()) {
            Set<String> pinned = new TreeSet<>(trust.resolverPinnedAccounts());
            pinned.add(systemAccount);
            b.resolverPinnedAccounts(pinned);
        }
        return b.build();
    }

    private static ResolverOptions accountServer(String url) {
        return ResolverOptions.builder()
                .kind(ResolverKind.URL)
                .url(url + "/accounts/")
                .build();
    }

    /**
     * Judges options that {@link #completed} made.
     *
     * @param version of this server, {@code 2.15.1}
     * @throws TrustException with the first thing that is wrong
     */
    public static void check(Options options, TrustedOperators trusted, String version) throws TrustException {
        TrustOptions trust = options.trust();
        if (!trusted.operators().isEmpty()) {
            checkSentinel(trust.defaultSentinel());
            checkSystemAccount(trust, trusted);
            for (OperatorClaims operator : trusted.operators()) {
                checkVersion(operator, version);
            }
            checkKeys(trust, trusted);
        }
        checkPreload(trust);
    }

    private static void checkSentinel(String sentinel) throws TrustException {
        if (sentinel.isEmpty()) {
            return;
        }
        UserClaims claims;
        try {
            claims = Jwt.decodeUser(sentinel);
        } catch (JwtException e) {
            throw new TrustException("default sentinel JWT not valid", e);
        }
        // What a scoped signing key gives is not known before the account is.
        boolean scoped = !claims.issuerAccount().isEmpty() && claims.rights().isEmpty();
        if (!claims.rights().bearer() && !scoped) {
            throw new TrustException("default sentinel must be a bearer token");
        }
    }

    private static void checkSystemAccount(TrustOptions trust, TrustedOperators trusted) throws TrustException {
        String configured = trust.systemAccount();
        if (configured.isEmpty()) {
            if (trusted.operators().getFirst().systemAccount().isEmpty() && needsSystemAccount(trust.resolver())) {
                throw new TrustException(
                        "using nats based account resolver - the system account needs to be specified in"
                                + " configuration or the operator jwt");
            }
            return;
        }
        boolean named =
                trusted.operators().stream().anyMatch(o -> !o.systemAccount().isEmpty());
        boolean same =
                trusted.operators().stream().anyMatch(o -> o.systemAccount().equals(configured));
        if (named && !same) {
            throw new TrustException("system_account in config and operator JWT must be identical");
        }
    }

    private static boolean needsSystemAccount(@Nullable ResolverOptions resolver) {
        return resolver != null && (resolver.kind() == ResolverKind.FULL || resolver.kind() == ResolverKind.CACHE);
    }

    private static void checkVersion(OperatorClaims operator, String version) throws TrustException {
        ServerVersion wanted;
        ServerVersion is;
        try {
            is = ServerVersion.parse(version);
            wanted = ServerVersion.parse(operator.assertServerVersion());
        } catch (JwtException e) {
            throw new TrustException(
                    "operator " + operator.subject() + " expects version " + operator.assertServerVersion()
                            + " got error instead: " + e.getMessage(),
                    e);
        }
        if (wanted.compareTo(is) <= 0) {
            return;
        }
        String which = "update";
        int expected = wanted.update();
        int actual = is.update();
        if (wanted.major() != is.major()) {
            which = "major";
            expected = wanted.major();
            actual = is.major();
        } else if (wanted.minor() != is.minor()) {
            which = "minor";
            expected = wanted.minor();
            actual = is.minor();
        }
        throw new TrustException("operator " + operator.subject() + " expected " + which + " version " + expected
                + " > server " + which + " version " + actual);
    }

    private static void checkKeys(TrustOptions trust, TrustedOperators trusted) throws TrustException {
        for (String key : trusted.keys()) {
            if (!Nkeys.isPublic(NkeyType.OPERATOR, key)) {
                throw new TrustException(
                        "trusted Keys " + GoText.quote(key) + " are required to be a valid public operator nkey");
            }
        }
        for (String key : trust.resolverPinnedAccounts()) {
            if (!Nkeys.isPublic(NkeyType.ACCOUNT, key)) {
                throw new TrustException(
                        "pinned account key " + GoText.quote(key) + " is not a valid public account nkey");
            }
        }
    }

    private static void checkPreload(TrustOptions trust) throws TrustException {
        ResolverOptions resolver = trust.resolver();
        if (resolver == null || trust.resolverPreload().isEmpty()) {
            return;
        }
        if (resolver.kind() == ResolverKind.URL) {
            throw new TrustException("resolver preloads only available for writeable resolver types MEM/DIR/CACHE_DIR");
        }
        for (Map.Entry<String, String> entry : trust.resolverPreload().entrySet()) {
            try {
                Jwt.decodeAccount(entry.getValue());
            } catch (JwtException e) {
                throw new TrustException(
                        "preload account error for " + GoText.quote(entry.getKey()) + ": " + e.getMessage(), e);
            }
        }
    }
}
