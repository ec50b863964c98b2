package io.dialtone.app.leaf;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An operator with one account, whose users are leaf nodes; what holds for the account is pushed to a hub. */
final class LeafRealm {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of two claims the one issued later wins, by the second. */
    private static final Clock EARLIER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));

    private final KeyPair operator = KeyPair.generate(NkeyType.OPERATOR, RANDOM);
    private final KeyPair system = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final KeyPair account = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final KeyPair user = KeyPair.generate(NkeyType.USER, RANDOM);

    /** The user that {@link #credentials} are of. */
    String userKey() {
        return user.publicKey();
    }

    /** A hub that keeps accounts in a directory. */
    String hub(Path directory) {
        String operatorToken = sign(
                OperatorClaims.builder(operator.publicKey())
                        .name("O")
                        .systemAccount(system.publicKey())
                        .build(),
                operator,
                EARLIER);
        return """
                server_name: HUB
                leafnodes { listen: "127.0.0.1:-1" }
                operator: %s
                resolver: { type: full, dir: "%s" }
                resolver_preload { %s: %s, %s: %s }
                """.formatted(
                        operatorToken,
                        directory,
                        system.publicKey(),
                        accountToken(system, b -> b.name("SYS")),
                        account.publicKey(),
                        accountToken(account, b -> b));
    }

    /** A leaf node of that hub, with those credentials. */
    static String spoke(LeafServer hub, Path credentials) {
        return """
                server_name: SPOKE
                leafnodes { reconnect: 1, remotes: [ { url: "nats://127.0.0.1:%d", credentials: "%s" } ] }
                """.formatted(hub.leafPort(), credentials);
    }

    private String accountToken(KeyPair key, UnaryOperator<AccountClaims.Builder> with) {
        return accountToken(key, with, EARLIER);
    }

    private String accountToken(KeyPair key, UnaryOperator<AccountClaims.Builder> with, Clock issued) {
        AccountClaims.Builder claims =
                AccountClaims.builder(key.publicKey()).name("A").limits(AccountLimits.UNLIMITED);
        return sign(with.apply(claims).build(), operator, issued);
    }

    /** Writes the file of a user whose token is like this. */
    Path credentials(Path file, UnaryOperator<UserClaims.Builder> with) {
        return credentials(file, account, user, with);
    }

    private static Path credentials(Path file, KeyPair account, KeyPair key, UnaryOperator<UserClaims.Builder> with) {
        UserClaims.Builder claims =
                UserClaims.builder(key.publicKey()).name("u").rights(UserRights.UNLIMITED);
        String token = sign(with.apply(claims).build(), account, EARLIER);
        try {
            return Files.writeString(file, """
                    -----BEGIN NATS USER JWT-----
                    %s
                    ------END NATS USER JWT------

                    -----BEGIN USER NKEY SEED-----
                    %s
                    ------END USER NKEY SEED------
                    """.formatted(token, key.seed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the hub what holds for the account from now on. */
    void push(LeafServer hub, Path directory, UnaryOperator<AccountClaims.Builder> with) throws Exception {
        KeyPair admin = KeyPair.generate(NkeyType.USER, RANDOM);
        Path file = credentials(directory.resolve("admin.creds"), system, admin, b -> b);
        String token = accountToken(account, with, Clock.systemUTC());
        try (Connection connection = connect(hub, file)) {
            var answer =
                    connection.request("$SYS.REQ.CLAIMS.UPDATE", token.getBytes(StandardCharsets.UTF_8), Talk.LIMIT);
            if (answer == null || !Talk.text(answer).contains("\"code\":200")) {
                throw new AssertionError(answer == null ? "no answer" : Talk.text(answer));
            }
        }
    }

    /** A client with such credentials. */
    static Connection connect(LeafServer hub, Path credentials) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(hub.url())
                .authHandler(Nats.credentials(credentials.toString()))
                .connectionTimeout(Talk.LIMIT)
                .noReconnect()
                .build());
    }

    private static String sign(Claims claims, KeyPair key, Clock clock) {
        try {
            return Jwt.encode(claims, key, clock);
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }
}
