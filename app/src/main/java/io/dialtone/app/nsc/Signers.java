package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.KeyStore;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the key that signs, and signs. */
final class Signers {
    private final Session session;
    private final @Nullable String asked;

    /** With the key that {@code -K} names; null: any that may sign. */
    Signers(Session session, @Nullable String asked) {
        this.session = session;
        this.asked = asked;
    }

    /** Whether {@code -K} names a key. */
    boolean isAsked() {
        return asked != null;
    }

    /** The key that {@code -K} names; null: it names none. */
    @Nullable
    KeyPair asked(NkeyType type) throws NscException, StoreException {
        return asked == null ? null : resolve(asked, type);
    }

    /** The token of claims. */
    String sign(Claims claims, KeyPair key) throws NscException {
        try {
            return Jwt.encode(claims, key, session.world.clock());
        } catch (JwtException e) {
            throw new NscException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The token of an account, signed by the operator, or by itself where somebody else holds the operator's keys. */
    String signAccount(AccountClaims claims) throws NscException, StoreException {
        OperatorStore store = session.store();
        OperatorClaims operator = store.operator();
        List<String> candidates = operatorKeys(operator);
        if (asked != null || !store.isManaged() || holdsOne(candidates)) {
            KeyPair key = choose(candidates, NkeyType.OPERATOR);
            return sign(claims, key);
        }
        List<String> own = new ArrayList<>(List.of(claims.subject()));
        claims.signingKeys().forEach(signing -> own.add(signing.key()));
        return sign(claims, choose(own, NkeyType.ACCOUNT));
    }

    private boolean holdsOne(List<String> candidates) {
        return candidates.stream().anyMatch(session.keys::has);
    }

    /** Keys whose signatures on accounts hold. */
    static List<String> operatorKeys(OperatorClaims operator) {
        List<String> candidates = new ArrayList<>();
        if (!operator.strictSigningKeyUsage()) {
            candidates.add(operator.subject());
        }
        candidates.addAll(operator.signingKeys());
        return candidates;
    }

    /** The token of the operator itself, signed with its identity key. */
    String signOperator(OperatorClaims claims) throws NscException, StoreException {
        return sign(claims, choose(List.of(claims.subject()), NkeyType.OPERATOR));
    }

    /** A key of the operator that may sign requests to servers. */
    KeyPair operatorKey(OperatorClaims operator) throws NscException, StoreException {
        return choose(operatorKeys(operator), NkeyType.OPERATOR);
    }

    /**
     * A key that may sign users and activations of an account; keys without a scope come first.
     *
     * @param preferred public key to take if it may sign and its seed is here; null: none
     */
    KeyPair accountKey(AccountClaims account, @Nullable String preferred) throws NscException, StoreException {
        List<String> candidates = accountKeys(account);
        if (preferred != null && candidates.remove(preferred)) {
            candidates.addFirst(preferred);
        }
        String role = asked == null ? null : keyOfRole(account, asked);
        if (role != null) {
            KeyPair key = session.keys.find(role);
            if (key == null) {
                throw missing(List.of(role));
            }
            return key;
        }
        return choose(candidates, NkeyType.ACCOUNT);
    }

    private List<String> accountKeys(AccountClaims account) throws NscException, StoreException {
        List<String> candidates = new ArrayList<>();
        if (!session.store().operator().strictSigningKeyUsage()) {
            candidates.add(account.subject());
        }
        for (SigningKey key : account.signingKeys()) {
            if (key.scope() == null) {
                candidates.add(key.key());
            }
        }
        for (SigningKey key : account.signingKeys()) {
            if (key.scope() != null) {
                candidates.add(key.key());
            }
        }
        return candidates;
    }

    private static @Nullable String keyOfRole(AccountClaims account, String role) {
        for (SigningKey key : account.signingKeys()) {
            UserScope scope = key.scope();
            if (scope != null && scope.role().equals(role)) {
                return key.key();
            }
        }
        return null;
    }

    private KeyPair choose(List<String> candidates, NkeyType type) throws NscException, StoreException {
        if (asked != null) {
            KeyPair key = resolve(asked, type);
            if (!candidates.contains(key.publicKey())) {
                throw new NscException("key " + key.publicKey() + " may not sign here; keys that may: "
                        + String.join(", ", candidates));
            }
            return key;
        }
        for (String candidate : candidates) {
            KeyPair key = session.keys.find(candidate);
            if (key != null) {
                return key;
            }
        }
        throw missing(candidates);
    }

    private static NscException missing(List<String> candidates) {
        return new NscException(
                candidates.isEmpty()
                        ? "there is no key that may sign: signing keys are required, and there are none"
                        : "unable to resolve any of the following signing keys in the keystore: "
                                + String.join(", ", candidates));
    }

    /** A key that the user names: a public key whose seed is here, a seed, or a file with one. */
    KeyPair resolve(String text, NkeyType type) throws NscException, StoreException {
        KeyPair key = resolve(text);
        if (key.type() != type) {
            throw new NscException(
                    "expected a key of type " + type + ", but " + key.publicKey() + " is of type " + key.type());
        }
        return key;
    }

    private KeyPair resolve(String text) throws NscException, StoreException {
        if (Nkeys.isPublic(text)) {
            KeyPair key = session.keys.find(text);
            if (key == null) {
                throw missing(List.of(text));
            }
            return key;
        }
        if (isSeed(text)) {
            return KeyStore.parse(text, "the option");
        }
        String file = SafeFiles.read(session.world.path(text));
        if (file == null) {
            throw new NscException("unable to find a key, a role or a file \"" + text + "\"");
        }
        try {
            return DecoratedFile.key(file);
        } catch (JwtException e) {
            throw new NscException("unable to read a seed from " + text + ": " + e.getMessage(), e);
        }
    }

    /** Whether a text is meant as a seed, whatever its checksum says. */
    static boolean isSeed(String text) {
        return text.length() > 50 && text.matches("S[A-Z2-7]+");
    }
}
