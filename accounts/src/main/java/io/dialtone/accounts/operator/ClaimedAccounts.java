package io.dialtone.accounts.operator;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.ServiceLatency;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.TraceClaim;
import io.dialtone.conf.AccountLimits;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.SubjectMappings;
import io.dialtone.routing.Subjects;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts that a trusted operator signed. For any number of threads. */
public final class ClaimedAccounts {
    /** What is said of a token that nobody trusts. */
    public static final String NOT_VALID = "account validation failed";

    private final TrustedOperators trusted;

    public ClaimedAccounts(TrustedOperators trusted) {
        this.trusted = trusted;
    }

    /**
     * Reads the token of an account and judges it: signature, issuer, contents, times.
     *
     * @param account public key that the token has to be about
     * @throws TrustException when it must not be used
     */
    public AccountDefinition read(String account, String token, Instant now) throws TrustException {
        AccountClaims claims;
        try {
            claims = Jwt.decodeAccount(token);
        } catch (JwtException e) {
            throw new TrustException(e.getMessage(), e);
        }
        boolean trustworthy = trusted.trusts(claims.issuer())
                && claims.subject().equals(account)
                && !claims.validate(now).isBlocking(true);
        if (!trustworthy) {
            throw new TrustException(NOT_VALID);
        }
        return define(new ClaimedAccount(token, claims, !trusted.isStrict(claims.issuer())));
    }

    /**
     * Reads the token of an account that is to be kept: who signed it is judged, not whether it holds now.
     *
     * @throws TrustException when nobody whom the server trusts signed it
     */
    public AccountClaims verify(String token) throws TrustException {
        try {
            AccountClaims claims = Jwt.decodeAccount(token);
            if (trusted.trusts(claims.issuer())) {
                return claims;
            }
        } catch (JwtException e) {
            throw new TrustException(e.getMessage(), e);
        }
        throw new TrustException(NOT_VALID);
    }

    /**
     * A system account that stands in until its claims can be had: its own key signs its users, so that they can bring the real one.
     */
    public static AccountDefinition standIn(String account) {
        AccountClaims claims = AccountClaims.builder(account)
                .signingKeys(List.of(SigningKey.of(account)))
                .build();
        return define(new ClaimedAccount("", claims, true));
    }

    private static AccountDefinition define(ClaimedAccount claimed) {
        AccountClaims claims = claimed.claims();
        TraceClaim trace = claims.trace();
        boolean traced = trace != null && Subjects.isValidPublish(trace.destination());
        return new AccountDefinition(
                claims.subject(),
                claims.name().isEmpty() ? claims.subject() : claims.name(),
                limits(claims.limits()),
                ClaimedPermissions.of(claims.defaultPermissions()),
                mappings(claims),
                trace != null && traced ? trace.destination() : "",
                trace != null && traced ? trace.effectiveSampling() : 0,
                claims.exports().stream()
                        .filter(e -> e.kind() != null)
                        .map(ClaimedAccounts::export)
                        .toList(),
                claims.imports().stream()
                        .filter(i -> i.kind() != null)
                        .map(ClaimedAccounts::taken)
                        .toList(),
                claimed);
    }

    private static AccountLimits limits(io.dialtone.accounts.jwt.AccountLimits limits) {
        return new AccountLimits(
                io.dialtone.accounts.jwt.AccountLimits.clamp(limits.connections()),
                io.dialtone.accounts.jwt.AccountLimits.clamp(limits.subscriptions()),
                io.dialtone.accounts.jwt.AccountLimits.clamp(limits.payload()),
                io.dialtone.accounts.jwt.AccountLimits.clamp(limits.leafNodes()));
    }

    private static List<SubjectMappings.Mapping> mappings(AccountClaims claims) {
        return claims.mappings().entrySet().stream()
                .map(mapping -> new SubjectMappings.Mapping(
                        mapping.getKey(),
                        mapping.getValue().stream()
                                .map(d ->
                                        new SubjectMappings.Destination(d.subject(), d.effectiveWeight(), d.cluster()))
                                .toList()))
                .toList();
    }

    private static Export export(io.dialtone.accounts.jwt.Export e) {
        ServiceLatency latency = e.latency();
        return new Export(
                kind(e.kind()),
                e.subject(),
                Set.of(),
                false,
                e.tokenRequired(),
                e.revocations().seconds(),
                e.accountTokenPosition(),
                e.response(),
                e.responseThreshold(),
                latency == null ? null : new Export.Latency(latency.results(), latency.sampling()),
                e.allowTrace());
    }

    private static Import taken(io.dialtone.accounts.jwt.Import i) {
        return new Import(kind(i.kind()), i.account(), i.remote(), i.local(), i.share(), i.allowTrace(), i.token());
    }

    private static ExchangeKind kind(@Nullable ExchangeKind kind) {
        if (kind == null) {
            throw new IllegalArgumentException("neither stream nor service");
        }
        return kind;
    }
}
