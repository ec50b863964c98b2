package io.dialtone.accounts.operator;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.exchange.ImportRules;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Revocations;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges the activation tokens that imports of protected exports bring. For any number of threads.
 *
 * <p>Whether a token is one, and whose, never changes, so the latest are remembered; everything else is judged anew each time.
 */
public final class ActivationRules implements ImportRules.Activations {
    private static final int REMEMBERED = 10_000;

    private final Function<String, @Nullable AccountDefinition> accounts;
    private final Clock clock;
    private final Map<String, ActivationClaims> decoded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ActivationClaims> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param accounts the definition of an account as it is now; null for one that is not known
     */
    public ActivationRules(Function<String, @Nullable AccountDefinition> accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public boolean allows(String importer, Import taken, Export export) {
        ActivationClaims token = decode(taken.token());
        if (token == null) {
            return false;
        }
        boolean meant =
                (token.issuer().equals(taken.account()) || token.issuerAccount().equals(taken.account()))
                        && token.subject().equals(importer)
                        && token.kind() == taken.kind()
                        && token.covers(taken.subject());
        return meant
                && !token.validate(clock.instant()).isBlocking(true)
                && isIssuerKnown(token, taken.account())
                && !new Revocations(export.revocations()).isRevoked(token.subject(), token.issuedAt());
    }

    /** A signing key has to be one that the exporter has now. */
    private boolean isIssuerKnown(ActivationClaims token, String exporter) {
        if (token.issuerAccount().isEmpty()) {
            return token.issuer().equals(exporter);
        }
        AccountDefinition definition = accounts.apply(exporter);
        ClaimedAccount claimed = definition == null ? null : definition.claimed();
        return token.issuerAccount().equals(exporter) && claimed != null && claimed.isSigner(token.issuer());
    }

    /** When the token of an import ends; null when it has none, or one without end. */
    public @Nullable Instant expiry(Import taken) {
        ActivationClaims token = decode(taken.token());
        return token == null || token.expires() == 0 ? null : Instant.ofEpochSecond(token.expires());
    }

    private @Nullable ActivationClaims decode(String token) {
        if (token.isEmpty()) {
            return null;
        }
        synchronized (decoded) {
            ActivationClaims known = decoded.get(token);
            if (known != null) {
                return known;
            }
        }
        try {
            ActivationClaims claims = Jwt.decodeActivation(token);
            synchronized (decoded) {
                decoded.put(token, claims);
            }
            return claims;
        } catch (JwtException e) {
            return null;
        }
    }
}
