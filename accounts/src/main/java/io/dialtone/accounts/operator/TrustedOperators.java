package io.dialtone.accounts.operator;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.conf.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The operators a server trusts. Their claims are taken as they are: neither their times nor who signed them is judged, since the
 * configuration vouches for them. Immutable.
 *
 * @param operators as configured
 * @param tokens of the operators, in the same order
 * @param keys public keys that may sign accounts
 */
public record TrustedOperators(List<OperatorClaims> operators, List<String> tokens, Set<String> keys) {
    /** No operator at all: accounts are what the configuration says. */
    public static final TrustedOperators NONE = new TrustedOperators(List.of(), List.of(), Set.of());

    private static final String TOKEN_PREFIX = "eyJ";

    /** Copies the collections. */
    public TrustedOperators {
        operators = List.copyOf(operators);
        tokens = List.copyOf(tokens);
        keys = Set.copyOf(keys);
    }

    /**
     * Reads the operators of a configuration, from files or the tokens themselves.
     *
     * @throws TrustException when one cannot be read
     */
    public static TrustedOperators load(TrustOptions options) throws TrustException {
        if (options.operators().isEmpty() && options.trustedKeys().isEmpty()) {
            return NONE;
        }
        List<OperatorClaims> operators = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(options.trustedKeys());
        for (String entry : options.operators()) {
            try {
                String token = DecoratedFile.jwt(content(entry));
                OperatorClaims claims = Jwt.decodeOperator(token);
                tokens.add(token);
                operators.add(claims);
                if (!claims.strictSigningKeyUsage()) {
                    keys.add(claims.subject());
                }
                keys.addAll(claims.signingKeys());
            } catch (IOException | InvalidPathException | JwtException e) {
                throw new TrustException("error parsing operator JWT: " + e.getMessage(), e);
            }
        }
        return new TrustedOperators(operators, tokens, keys);
    }

    private static String content(String entry) throws IOException {
        try {
            Path file = Path.of(entry);
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        } catch (InvalidPathException e) {
            if (!entry.startsWith(TOKEN_PREFIX)) {
                throw e;
            }
        }
        if (entry.startsWith(TOKEN_PREFIX)) {
            return entry;
        }
        throw new IOException("open " + entry + ": no such file or directory");
    }

    /** Whether accounts come from claims. */
    public boolean isOperatorMode() {
        return !keys.isEmpty() || !operators.isEmpty();
    }

    /** Whether a key may sign accounts. */
    public boolean trusts(String key) {
        return keys.contains(key);
    }

    /** Whether users of accounts that this key signed must be signed by signing keys, never by the account's own key. */
    public boolean isStrict(String accountIssuer) {
        return operators.stream()
                .filter(OperatorClaims::strictSigningKeyUsage)
                .anyMatch(o ->
                        o.subject().equals(accountIssuer) || o.signingKeys().contains(accountIssuer));
    }

    /** Whether this is the identity key of the first operator, which wants its signing keys to be used instead. */
    public boolean refusesIdentityKey(String issuer) {
        return !operators.isEmpty()
                && operators.getFirst().strictSigningKeyUsage()
                && operators.getFirst().subject().equals(issuer);
    }

    /** Whether a key speaks for the first operator: the one that may have accounts deleted. */
    public boolean isFirstOperator(String key) {
        if (operators.isEmpty()) {
            return false;
        }
        OperatorClaims first = operators.getFirst();
        return first.signingKeys().contains(key)
                || !first.strictSigningKeyUsage() && first.subject().equals(key);
    }
}
