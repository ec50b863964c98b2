package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.conf.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges what an operator says of an account. */
final class AccountValidation {
    private static final Set<String> CLUSTER_TRAFFIC = Set.of("", "system", "owner");
    private static final int LONGEST_INFO = 8 * 1024;
    private static final int FULL = 100;

    private final AccountClaims claims;
    private final Issues issues = new Issues();

    private AccountValidation(AccountClaims claims) {
        this.claims = claims;
    }

    static Validation of(AccountClaims claims, Instant now) {
        AccountValidation validation = new AccountValidation(claims);
        claims.registered().addTo(validation.issues, now);
        validation.run();
        return validation.issues.result();
    }

    private void run() {
        ExchangeValidation exchange = new ExchangeValidation(issues);
        exchange.imports(claims.imports(), claims.subject());
        exchange.exports(claims.exports());
        tiers();
        UserValidation.permissions(claims.defaultPermissions(), issues);
        claims.mappings().forEach(this::mapping);
        authorization();
        trace();
        exchangeLimits();
        signingKeys();
        info(claims.description(), claims.infoUrl(), issues);
        if (!CLUSTER_TRAFFIC.contains(claims.clusterTraffic())) {
            issues.error("unknown cluster traffic option: " + GoText.quote(claims.clusterTraffic()));
        }
        if (Nkeys.isPublic(NkeyType.ACCOUNT, claims.issuer())
                && !claims.limits().isEmpty()) {
            issues.warning("self-signed account JWTs shouldn't contain operator limits");
        }
    }

    private void tiers() {
        AccountLimits limits = claims.limits();
        if (limits.tiers().isEmpty()) {
            return;
        }
        if (!limits.jetStream().equals(JetStreamLimits.NONE)) {
            issues.error("JetStream Limits and tiered JetStream Limits are mutually exclusive");
        }
        if (limits.tiers().containsKey("")) {
            issues.error("Tiered JetStream Limits can not contain a blank \"\" tier name");
        }
    }

    private void mapping(String source, List<WeightedMapping> destinations) {
        String what = "Mapping " + GoText.quote(source);
        ClaimSubject.addTo(issues, source);
        Map<String, Integer> totals = new HashMap<>();
        for (WeightedMapping destination : destinations) {
            ClaimSubject.addTo(issues, destination.subject());
            int weight = destination.effectiveWeight();
            if (weight > FULL) {
                issues.error(what + " has a weight " + weight + " that exceeds 100");
            }
            String cluster = destination.cluster();
            int total = totals.merge(cluster, weight, Integer::sum);
            if (!cluster.isEmpty() && total > FULL) {
                issues.error(what + " in cluster " + GoText.quote(cluster)
                        + " exceeds 100% among all of it's weighted to mappings");
            }
        }
        if (totals.getOrDefault("", 0) > FULL) {
            issues.error(what + " exceeds 100% among all of it's weighted to mappings");
        }
    }

    private void authorization() {
        ExternalAuthorization authorization = claims.authorization();
        List<String> accounts = authorization.allowedAccounts();
        if (!accounts.isEmpty() && !authorization.isEnabled()) {
            issues.error("External authorization cannot have accounts without users specified");
        }
        for (String user : authorization.authUsers()) {
            if (!Nkeys.isPublic(NkeyType.USER, user)) {
                issues.error("AuthUser " + GoText.quote(user) + " is not a valid user public key");
            }
        }
        for (String account : accounts) {
            boolean any = account.equals(ExternalAuthorization.ANY_ACCOUNT);
            if (any && accounts.size() > 1) {
                issues.error("AllowedAccounts can only be a list of accounts or \"*\"");
            } else if (!any && !Nkeys.isPublic(NkeyType.ACCOUNT, account)) {
                issues.error("Account " + GoText.quote(account) + " is not a valid account public key");
            }
        }
        String curve = authorization.curveKey();
        if (!curve.isEmpty() && !Nkeys.isPublic(NkeyType.CURVE, curve)) {
            issues.error("XKey " + GoText.quote(curve) + " is not a valid public xkey");
        }
    }

    private void trace() {
        TraceClaim trace = claims.trace();
        if (trace == null) {
            return;
        }
        Issues destination = new Issues();
        ClaimSubject.addTo(destination, trace.destination());
        List<String> found = destination.result().errors();
        if (!found.isEmpty()) {
            issues.error("the account Trace.Destination " + found.getFirst());
        }
        if (ClaimSubject.hasWildcards(trace.destination())) {
            issues.error("the account Trace.Destination subject " + GoText.quote(trace.destination())
                    + " is not a valid publish subject");
        }
        if (trace.sampling() < 0 || trace.sampling() > FULL) {
            issues.error("the account Trace.Sampling value '" + trace.sampling()
                    + "' is not valid, should be in the range [1..100]");
        }
    }

    private void exchangeLimits() {
        AccountLimits limits = claims.limits();
        boolean tooManyImports = claims.imports().size() > limits.imports();
        if (!limits.isEmpty() && limits.imports() >= 0 && tooManyImports) {
            issues.error("the account contains more imports than allowed by the operator");
        }
        if (limits.imports() != AccountLimits.NO_LIMIT && tooManyImports) {
            issues.error("the account contains more imports than allowed by the operator");
        }
        if (limits.exports() == AccountLimits.NO_LIMIT) {
            return;
        }
        if (claims.exports().size() > limits.exports()) {
            issues.error("the account contains more exports than allowed by the operator");
        }
        if (!limits.wildcardExports()) {
            claims.exports().stream()
                    .filter(export -> ClaimSubject.hasWildcards(export.subject()))
                    .forEach(export ->
                            issues.error("the account contains wildcard exports that are not allowed by the operator"));
        }
    }

    private void signingKeys() {
        for (SigningKey key : claims.signingKeys()) {
            if (Nkeys.isPublic(NkeyType.ACCOUNT, key.key())) {
                continue;
            }
            issues.error(
                    key.scope() == null
                            ? GoText.quote(key.key()) + " is not a valid account signing key"
                            : key.key() + " is not an account public key");
        }
    }

    /** Judges what is said for humans. */
    static void info(String description, String url, Issues issues) {
        if (length(description) > LONGEST_INFO) {
            issues.error("Description is too long");
        }
        if (url.isEmpty()) {
            return;
        }
        if (length(url) > LONGEST_INFO) {
            issues.error("Info URL is too long");
        }
        try {
            GoUrl parsed = GoUrl.parse(url);
            if (parsed.host().isEmpty() || parsed.scheme().isEmpty()) {
                issues.error("error parsing info url: no hostname or scheme");
            }
        } catch (JwtException e) {
            issues.error("error parsing info url: " + e.getMessage());
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
