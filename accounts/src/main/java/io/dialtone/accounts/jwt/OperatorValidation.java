package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.conf.GoText;
import java.time.Instant;
import java.util.Set;

/** Judges what an operator says of itself. */
final class OperatorValidation {
    private static final Set<String> SERVICE_SCHEMES = Set.of("nats", "tls", "ws", "wss");

    private OperatorValidation() {}

    static Validation of(OperatorClaims claims, Instant now) {
        Issues issues = new Issues();
        claims.registered().addTo(issues, now);
        try {
            checkAccountServerUrl(claims.accountServerUrl());
        } catch (JwtException e) {
            issues.error(e.getMessage());
        }
        for (String url : claims.serviceUrls()) {
            checkServiceUrl(url, issues);
        }
        for (String key : claims.signingKeys()) {
            if (!Nkeys.isPublic(NkeyType.OPERATOR, key)) {
                issues.error(key + " is not an operator public key");
            }
        }
        String system = claims.systemAccount();
        if (!system.isEmpty() && !Nkeys.isPublic(NkeyType.ACCOUNT, system)) {
            issues.error(system + " is not an account public key");
        }
        try {
            ServerVersion.parse(claims.assertServerVersion());
        } catch (JwtException e) {
            issues.error("assert server version error: " + e.getMessage());
        }
        return issues.result();
    }

    static void checkAccountServerUrl(String url) throws JwtException {
        if (url.isEmpty()) {
            return;
        }
        GoUrl parsed;
        try {
            parsed = GoUrl.parse(url);
        } catch (JwtException e) {
            throw new JwtException("error parsing account server url: " + e.getMessage());
        }
        if (parsed.scheme().isEmpty()) {
            throw new JwtException("account server url " + GoText.quote(url) + " requires a protocol");
        }
    }

    private static void checkServiceUrl(String url, Issues issues) {
        if (url.isEmpty()) {
            return;
        }
        String what = "operator service url " + GoText.quote(url);
        try {
            GoUrl parsed = GoUrl.parse(url);
            if (parsed.hasUser()) {
                issues.error(what + " - credentials are not supported");
            } else if (!parsed.path().isEmpty()) {
                issues.error(what + " - paths are not supported");
            } else if (!SERVICE_SCHEMES.contains(parsed.scheme())) {
                issues.error(what + " - protocol not supported (only 'nats', 'tls', 'ws', 'wss' only)");
            }
        } catch (JwtException e) {
            issues.error("error parsing " + what + ": " + e.getMessage());
        }
    }
}
