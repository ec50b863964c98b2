package io.dialtone.accounts.operator;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.Verdict;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.Templates;
import io.dialtone.accounts.jwt.TimeWindow;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.accounts.operator.Admission.Admitted;
import io.dialtone.accounts.operator.Admission.Pending;
import io.dialtone.accounts.operator.Admission.Refused;
import io.dialtone.conf.GoText;
import io.dialtone.conf.TrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets users in by what their account says of them and an operator of the account. For any number of threads; takes the
 * processor's time for up to two signatures, so not on an event loop.
 *
 * <p>What is judged, in this order: proxy, token, claims, whether the account is pinned ({@link #begin}); then with the account at hand who
 * signed, the scope, bearer tokens, connection types, the signature of the nonce, revocations, source and time ({@link #finish}).
 */
public final class UserAdmission {
    private final Set<String> pinned;
    private final String sentinel;
    private final List<String> trustedProxies;
    private final Clock clock;
    private final UserTokens tokens = new UserTokens();

    /** The rules of options that have been checked. */
    public UserAdmission(TrustOptions options, Clock clock) {
        this.pinned = options.resolverPinnedAccounts();
        this.sentinel = options.defaultSentinel();
        this.trustedProxies = options.trustedProxies();
        this.clock = clock;
    }

    /** Judges what can be judged without the account. Never throws for anything that a client may send. */
    public Admission begin(Login login) {
        boolean throughProxy = false;
        String proxySignature = login.credentials().proxySignature();
        if (!proxySignature.isEmpty() && !trustedProxies.isEmpty()) {
            throughProxy = NonceSignature.isOfProxy(trustedProxies, login.nonce(), proxySignature);
            if (!throughProxy) {
                return new Refused(Verdict.Reason.PROXY_NOT_TRUSTED, "proxy is not trusted", false, false);
            }
        }
        Pending shown = decode(login.credentials().jwt(), throughProxy);
        if (shown == null && sentinel.isEmpty()) {
            return Refused.because("Authentication requires a user JWT");
        }
        Pending pending = shown == null ? decode(sentinel, throughProxy) : shown;
        return pending == null ? Refused.because("User JWT not valid: default sentinel") : judge(pending);
    }

    private @Nullable Pending decode(String token, boolean throughProxy) {
        try {
            return new Pending(token, tokens.read(token), throughProxy);
        } catch (JwtException e) {
            return null;
        }
    }

    private Admission judge(Pending pending) {
        UserClaims claims = pending.claims();
        if (claims.rights().proxyRequired() && !pending.throughProxy()) {
            return proxyRequired();
        }
        Validation validation = claims.validate(clock.instant());
        if (validation.isBlocking(true)) {
            return Refused.because("User JWT no longer valid: " + validation.issues());
        }
        if (!pinned.isEmpty() && !pinned.contains(pending.account())) {
            return new Refused(
                    Verdict.Reason.AUTHENTICATION_FAILURE,
                    "Account " + pending.account() + " not listed as operator pinned account",
                    false,
                    true);
        }
        return pending;
    }

    /** What becomes of an attempt whose account cannot be had. */
    public static Refused withoutAccount(String why) {
        return Refused.because("Account JWT lookup error: " + why);
    }

    /** Judges the rest, with the account as it is now. */
    public Admission finish(Pending pending, AccountDefinition account, Login login) {
        ClaimedAccount claimed = account.claimed();
        if (claimed == null || !account.id().equals(pending.account())) {
            return Refused.because("Account JWT not signed by trusted operator");
        }
        try {
            Granted granted = granted(pending.claims(), claimed);
            Refused refused = refusal(pending, claimed, granted.rights(), login);
            return refused == null ? admit(pending, account, claimed, granted) : refused;
        } catch (TrustException e) {
            return Refused.because(e.getMessage());
        }
    }

    /**
     * Judges claims that somebody brings who was asked to decide about a client: who signed and at what time of day they hold; scope and
     * default permissions are applied. Neither a signature of the nonce nor the client's address counts.
     */
    public Admission vouched(Pending pending, AccountDefinition account) {
        ClaimedAccount claimed = account.claimed();
        if (claimed == null || !account.id().equals(pending.account())) {
            return Refused.because("Account JWT not signed by trusted operator");
        }
        try {
            return admit(pending, account, claimed, granted(pending.claims(), claimed));
        } catch (TrustException e) {
            return Refused.because(e.getMessage());
        }
    }

    /** Rights of a user, and the scope they come from. */
    private record Granted(UserRights rights, @Nullable UserScope scope) {}

    private static Granted granted(UserClaims claims, ClaimedAccount account) throws TrustException {
        if (!account.isSigner(claims.issuer())) {
            throw new TrustException("User JWT issuer is not known");
        }
        SigningKey key = account.signingKey(claims.issuer());
        UserScope scope = key == null ? null : key.scope();
        if (scope == null) {
            return new Granted(claims.rights(), null);
        }
        String problem = scope.problem(claims);
        if (problem != null) {
            throw new TrustException("User JWT is not valid: " + problem);
        }
        try {
            UserRights rights = Templates.expand(
                    scope.template(),
                    claims,
                    account.claims().name(),
                    account.claims().tags());
            return new Granted(rights, scope);
        } catch (JwtException e) {
            throw new TrustException("User JWT generated invalid permissions", e);
        }
    }

    private @Nullable Refused refusal(Pending pending, ClaimedAccount account, UserRights rights, Login login) {
        UserClaims claims = pending.claims();
        if (account.isExpired(clock.instant())) {
            return Refused.because("Account JWT has expired");
        }
        if (rights.proxyRequired() && !pending.throughProxy()) {
            return proxyRequired();
        }
        if (rights.bearer() && account.claims().limits().disallowBearer()) {
            return Refused.because("Account does not allow bearer tokens");
        }
        Refused wrongType = connectionType(rights, login.type());
        if (wrongType != null) {
            return wrongType;
        }
        if (!rights.bearer()) {
            String signature = login.credentials().signature();
            String problem = NonceSignature.problem(claims.subject(), login.nonce(), signature);
            if (problem != null) {
                return Refused.because(problem);
            }
        }
        if (account.isRevoked(claims.subject(), claims.issuedAt())) {
            return Refused.because("User authentication revoked");
        }
        return rights.admitsSource(login.address()) ? null : loud("Bad src Ip " + login.address());
    }

    private Admission admit(Pending pending, AccountDefinition account, ClaimedAccount claimed, Granted granted) {
        UserClaims claims = pending.claims();
        Instant now = clock.instant();
        Duration open = granted.rights().openFor(now, clock.getZone());
        if (open == null) {
            return loud("Outside connect times");
        }
        Permissions own = ClaimedPermissions.of(granted.rights().permissions());
        ClaimedUser user = new ClaimedUser(
                pending.token(),
                claims.with(b -> b.rights(granted.rights())),
                granted.scope(),
                own != null,
                claimed.claims().name(),
                expiry(claims, open, now));
        UserIdentity identity =
                new UserIdentity(account.id(), UserIdentity.Kind.JWT, claims.subject(), effective(own, account));
        return new Admitted(identity, user, detail(claims, claimed));
    }

    static Permissions effective(@Nullable Permissions own, AccountDefinition account) {
        if (own != null) {
            return own;
        }
        Permissions defaults = account.defaultPermissions();
        return defaults == null ? Permissions.UNRESTRICTED : defaults;
    }

    /** The end of the claims or of the time of day, whichever comes first; claims end with whole seconds. */
    private static @Nullable Instant expiry(UserClaims claims, Duration open, Instant now) {
        Instant window = open.equals(TimeWindow.ALWAYS) ? null : now.plus(open);
        if (claims.expires() == 0) {
            return window;
        }
        Instant end = now.plusSeconds(Math.max(0, claims.expires() - now.getEpochSecond()));
        return window != null && window.isBefore(end) ? window : end;
    }

    /** Types that nobody knows do not count, unless there are no others. */
    private static @Nullable Refused connectionType(UserRights rights, ConnectionType type) {
        if (rights.connectionTypes().isEmpty()) {
            return null;
        }
        Set<String> known = new HashSet<>();
        Arrays.stream(ConnectionType.values()).map(Enum::name).forEach(known::add);
        List<String> unknown = rights.connectionTypes().stream()
                .filter(t -> !known.contains(t.toUpperCase(Locale.ROOT)))
                .toList();
        if (unknown.size() == rights.connectionTypes().size()) {
            return Refused.because("invalid connection types " + unknown);
        }
        return rights.admits(type) ? null : Refused.because("Connection type not allowed");
    }

    private static String detail(UserClaims claims, ClaimedAccount account) {
        return "Authenticated JWT: Client " + GoText.quote(claims.subject()) + " (claim-name: "
                + GoText.quote(claims.name()) + ", claim-tags: " + tags(claims.tags()) + ") signed with "
                + GoText.quote(claims.issuer()) + " by Account " + GoText.quote(claims.accountId()) + " (claim-name: "
                + GoText.quote(account.claims().name()) + ", claim-tags: "
                + tags(account.claims().tags()) + ") signed with "
                + GoText.quote(account.claims().issuer()) + " has mappings "
                + !account.claims().mappings().isEmpty();
    }

    private static String tags(List<String> tags) {
        return tags.stream().map(GoText::quote).toList().toString().replace(", ", " ");
    }

    private static Refused loud(String detail) {
        return new Refused(Verdict.Reason.AUTHENTICATION_FAILURE, detail, true, false);
    }

    private static Refused proxyRequired() {
        return new Refused(Verdict.Reason.PROXY_REQUIRED, "proxy connection required", false, false);
    }
}
