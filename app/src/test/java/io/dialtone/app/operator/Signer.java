package io.dialtone.app.operator;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.GenericClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** An operator with the keys of accounts and users, as somebody has them who administers servers. */
final class Signer {
    private static final SecureRandom RANDOM = new SecureRandom();

    final KeyPair operator = KeyPair.generate(NkeyType.OPERATOR, RANDOM);
    final KeyPair system = account();
    final KeyPair account = account();
    final KeyPair user = user();
    final KeyPair admin = user();

    private final String operatorToken = sign(
            OperatorClaims.builder(operator.publicKey())
                    .name("O")
                    .systemAccount(system.publicKey())
                    .build(),
            operator);

    static KeyPair account() {
        return KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    }

    static KeyPair user() {
        return KeyPair.generate(NkeyType.USER, RANDOM);
    }

    static String sign(Claims claims, KeyPair key) {
        try {
            return Jwt.encode(claims, key, Clock.systemUTC());
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    /** The same each time, since a reload must not bring another operator. */
    String operatorToken() {
        return operatorToken;
    }

    String accountToken(KeyPair key, UnaryOperator<AccountClaims.Builder> with) {
        AccountClaims.Builder builder =
                AccountClaims.builder(key.publicKey()).name("ACME").limits(AccountLimits.UNLIMITED);
        return sign(with.apply(builder).build(), operator);
    }

    static String userToken(KeyPair key, KeyPair signer, UnaryOperator<UserClaims.Builder> with) {
        UserClaims.Builder builder =
                UserClaims.builder(key.publicKey()).name("u").rights(UserRights.UNLIMITED);
        return sign(with.apply(builder).build(), signer);
    }

    String deletion(List<String> accounts) {
        return sign(
                GenericClaims.builder(operator.publicKey())
                        .data(Map.of("accounts", accounts))
                        .build(),
                operator);
    }

    /** Configuration with a resolver, the system account and others preloaded. */
    String config(String resolver, String... others) {
        StringBuilder text = new StringBuilder("operator: ")
                .append(operatorToken())
                .append("\nresolver: ")
                .append(resolver)
                .append("\nresolver_preload {\n  ")
                .append(system.publicKey())
                .append(": ")
                .append(accountToken(system, b -> b.name("SYS")));
        for (int i = 0; i < others.length; i += 2) {
            text.append("\n  ").append(others[i]).append(": ").append(others[i + 1]);
        }
        return text.append("\n}\n").toString();
    }

    /** Connects and says CONNECT with a user's token; what comes next is for the caller to read. */
    static RawClient connect(NatsProcess server, String token, KeyPair key) {
        RawClient client = RawClient.open(server.port());
        String nonce = client.readInfo().path("nonce").asText();
        return introduce(client, nonce, token, key);
    }

    /** Connects by TLS. */
    static RawClient connect(NatsProcess server, String token, KeyPair key, SSLContext tls) {
        RawClient client = RawClient.open(server.port());
        String nonce = client.readInfo().path("nonce").asText();
        try {
            client.startTls(tls.getSocketFactory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return introduce(client, nonce, token, key);
    }

    private static RawClient introduce(RawClient client, String nonce, String token, KeyPair key) {
        return client.send("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"protocol\":1,\"jwt\":\""
                + token + "\",\"sig\":\"" + NonceSignature.sign(key, nonce) + "\"}\r\nPING\r\n");
    }

    /** Connects somebody who must be let in. */
    static RawClient join(NatsProcess server, String token, KeyPair key) {
        RawClient client = connect(server, token, key);
        client.expect("PONG\r\n");
        client.expectLine("INFO .*");
        return client;
    }

    RawClient joinSystem(NatsProcess server) {
        return join(server, userToken(admin, system, b -> b), admin);
    }
}
