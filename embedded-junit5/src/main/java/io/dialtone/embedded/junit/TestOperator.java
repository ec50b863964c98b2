package io.dialtone.embedded.junit;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.embedded.ServerBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operator with keys of its own, made for tests and forgotten after them: signs an account called {@value #SYSTEM}, one called
 * {@value #ACCOUNT}, and any number of users of both.
 */
public final class TestOperator {
    /** The account for ordinary users. */
    public static final String ACCOUNT = "APP";
    /** The system account. */
    public static final String SYSTEM = "SYS";

    private final SecureRandom random = new SecureRandom();
    private final KeyPair operator = KeyPair.generate(NkeyType.OPERATOR, random);
    private final Map<String, KeyPair> accounts = new ConcurrentHashMap<>();

    TestOperator() {
        accounts.put(SYSTEM, KeyPair.generate(NkeyType.ACCOUNT, random));
        accounts.put(ACCOUNT, KeyPair.generate(NkeyType.ACCOUNT, random));
    }

    /** The public key of an account. */
    public String publicKey(String account) {
        return account(account).publicKey();
    }

    /** The content of a creds file of a new user who may do everything in this account. */
    public String credentials(String account) {
        KeyPair user = KeyPair.generate(NkeyType.USER, random);
        UserClaims claims = UserClaims.builder(user.publicKey())
                .name("test")
                .rights(UserRights.UNLIMITED)
                .build();
        try {
            return DecoratedFile.credentials(sign(claims, account(account)), user.seed());
        } catch (JwtException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyPair account(String name) {
        KeyPair key = accounts.get(name);
        if (key == null) {
            throw new IllegalArgumentException(
                    "the test's operator has no account " + name + ", only " + accounts.keySet());
        }
        return key;
    }

    /** Lets a server trust this operator and know its accounts. */
    void configure(ServerBuilder server) {
        server.operator(sign(
                OperatorClaims.builder(operator.publicKey())
                        .name("test")
                        .systemAccount(publicKey(SYSTEM))
                        .build(),
                operator));
        accounts.forEach((name, key) -> server.accountClaims(
                key.publicKey(),
                sign(
                        AccountClaims.builder(key.publicKey())
                                .name(name)
                                .limits(AccountLimits.UNLIMITED)
                                .build(),
                        operator)));
    }

    private static String sign(Claims claims, KeyPair key) {
        try {
            return Jwt.encode(claims, key, Clock.systemUTC());
        } catch (JwtException e) {
            throw new IllegalStateException(e);
        }
    }
}
