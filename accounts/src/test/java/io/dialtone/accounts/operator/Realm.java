package io.dialtone.accounts.operator;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.conf.TrustOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/** An operator, an account and a user, all at one moment. */
final class Realm {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String NONCE = "PXoWU7zWAMt75FY";

    static final KeyPair OPERATOR = key(NkeyType.OPERATOR, 1);
    static final KeyPair OPERATOR_SIGNER = key(NkeyType.OPERATOR, 2);
    static final KeyPair STRANGER = key(NkeyType.OPERATOR, 3);
    static final KeyPair ACCOUNT = key(NkeyType.ACCOUNT, 4);
    static final KeyPair ACCOUNT_SIGNER = key(NkeyType.ACCOUNT, 5);
    static final KeyPair OTHER_ACCOUNT = key(NkeyType.ACCOUNT, 6);
    static final KeyPair USER = key(NkeyType.USER, 7);

    private Realm() {}

    private static KeyPair key(NkeyType type, int added) {
        return Seeds.key(type, added);
    }

    static String sign(Claims claims, KeyPair key) {
        return sign(claims, key, NOW);
    }

    static String sign(Claims claims, KeyPair key, Instant at) {
        try {
            return Jwt.encode(claims, key, Clock.fixed(at, ZoneOffset.UTC));
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    static String operator(UnaryOperator<OperatorClaims.Builder> with) {
        return sign(
                with.apply(OperatorClaims.builder(OPERATOR.publicKey()).name("O"))
                        .build(),
                OPERATOR);
    }

    static TrustedOperators trusted(UnaryOperator<OperatorClaims.Builder> with) {
        try {
            return TrustedOperators.load(TrustOptions.builder()
                    .operators(java.util.List.of(operator(with)))
                    .build());
        } catch (TrustException e) {
            throw new AssertionError(e);
        }
    }

    static TrustedOperators trusted() {
        return trusted(b -> b.signingKeys(java.util.List.of(OPERATOR_SIGNER.publicKey())));
    }

    static String account(UnaryOperator<AccountClaims.Builder> with) {
        AccountClaims.Builder unlimited =
                AccountClaims.builder(ACCOUNT.publicKey()).name("ACME").limits(AccountLimits.UNLIMITED);
        return sign(with.apply(unlimited).build(), OPERATOR);
    }

    static AccountDefinition definition(UnaryOperator<AccountClaims.Builder> with) {
        return definition(trusted(), account(with));
    }

    static AccountDefinition definition(TrustedOperators trusted, String token) {
        try {
            return new ClaimedAccounts(trusted).read(ACCOUNT.publicKey(), token, NOW);
        } catch (TrustException e) {
            throw new AssertionError(e);
        }
    }

    static String user(KeyPair signer, UnaryOperator<UserClaims.Builder> with) {
        return sign(with.apply(UserClaims.builder(USER.publicKey()).name("u")).build(), signer);
    }

    static Login login(String token) {
        return login(token, NonceSignature.sign(USER, NONCE));
    }

    static Login login(String token, String signature) {
        return login(token, signature, ConnectionType.STANDARD);
    }

    static Login login(String token, String signature, ConnectionType type) {
        Credentials credentials = new Credentials("", "", "", "", signature, token, "");
        return new Login(credentials, type, NONCE, null, "127.0.0.1");
    }
}
