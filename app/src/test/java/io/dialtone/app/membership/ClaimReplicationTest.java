package io.dialtone.app.membership;

import static io.dialtone.app.membership.Members.akka;
import static io.dialtone.app.membership.Members.awaitMembers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.dialtone.actors.Broker;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.conf.OptionsFile;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An account that is pushed to one server is on all, also on those that come later, also when the first is gone. */
@Timeout(180)
class ClaimReplicationTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Clock NOW = Clock.systemUTC();
    private static final Clock EARLIER = Clock.offset(NOW, Duration.ofMinutes(-5));

    private final KeyPair operator = KeyPair.generate(NkeyType.OPERATOR, RANDOM);
    private final KeyPair system = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final KeyPair account = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final KeyPair admin = KeyPair.generate(NkeyType.USER, RANDOM);
    private final String operatorToken = sign(
            OperatorClaims.builder(operator.publicKey())
                    .name("O")
                    .systemAccount(system.publicKey())
                    .build(),
            operator,
            NOW);
    private final String systemToken = account(system, "SYS", operator, NOW);

    @TempDir
    Path directory;

    private static String sign(Claims claims, KeyPair key, Clock clock) {
        try {
            return Jwt.encode(claims, key, clock);
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    private static String account(KeyPair key, String name, KeyPair signer, Clock clock) {
        return sign(
                AccountClaims.builder(key.publicKey())
                        .name(name)
                        .limits(AccountLimits.UNLIMITED)
                        .build(),
                signer,
                clock);
    }

    private Path jwt(String server) {
        return directory.resolve(server).resolve(account.publicKey() + ".jwt");
    }

    private void keep(String server, String token) {
        try {
            Files.createDirectories(directory.resolve(server));
            Files.writeString(jwt(server), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Broker start(Members members, String name, int port, int seed) {
        String text = "operator: " + operatorToken
                + "\nresolver: { type: full, allow_delete: true, hard_delete: true, dir: \""
                + directory.resolve(name) + "\" }\nresolver_preload { " + system.publicKey() + ": " + systemToken
                + " }\n";
        return members.start(name, akka(port, seed), o -> {
            try {
                return OptionsFile.parse(text)
                        .options()
                        .with(b ->
                                b.serverName(o.serverName()).client(o.client()).cluster(o.cluster()));
            } catch (io.dialtone.conf.ConfigurationException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void request(Broker server, String subject, String token) throws Exception {
        String user = sign(
                UserClaims.builder(admin.publicKey())
                        .name("admin")
                        .rights(UserRights.UNLIMITED)
                        .build(),
                system,
                NOW);
        try (Connection connection = Nats.connect(Members.patient(server)
                .authHandler(
                        Nats.staticCredentials(user.toCharArray(), admin.seed().toCharArray()))
                .build())) {
            var answer = connection.request(subject, token.getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(new String(answer.getData(), StandardCharsets.UTF_8)).contains("\"code\":200");
        }
    }

    private void awaitKept(String server, String token) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jwt(server)).hasContent(token));
    }

    @Test
    void anAccountOutlivesTheServerThatItWasPushedTo() throws Exception {
        String token = account(account, "ACME", operator, NOW);
        int seed = FreePort.next();
        int other = FreePort.next();
        try (Members members = new Members()) {
            Broker one = start(members, "n1", seed, seed);
            awaitMembers(1, one);
            request(one, "$SYS.REQ.CLAIMS.UPDATE", token);
            Broker two = start(members, "n2", other, seed);
            awaitKept("n2", token);
            one.close();
            awaitMembers(1, two);
            start(members, "n3", FreePort.next(), other);
            awaitKept("n3", token);
        }
    }

    @Test
    void theNewestWinsAndWhatNobodyTrustedSignedStaysWhereItIs() {
        String old = account(account, "OLD", operator, EARLIER);
        String fresh = account(account, "FRESH", operator, NOW);
        KeyPair stranger = KeyPair.generate(NkeyType.OPERATOR, RANDOM);
        String foreign = account(account, "FOREIGN", stranger, Clock.offset(NOW, Duration.ofMinutes(5)));
        int seed = FreePort.next();
        try (Members members = new Members()) {
            keep("n1", old);
            Broker one = start(members, "n1", seed, seed);
            keep("n2", fresh);
            Broker two = start(members, "n2", FreePort.next(), seed);
            awaitKept("n1", fresh);
            keep("n3", foreign);
            Broker three = start(members, "n3", FreePort.next(), seed);
            awaitMembers(3, one, two, three);
            // A second account goes the same way behind the foreign one.
            KeyPair marker = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
            String marked = account(marker, "MARK", operator, NOW);
            keepMarker(three, marked);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(directory.resolve("n1").resolve(marker.publicKey() + ".jwt"))
                            .hasContent(marked));
            assertThat(jwt("n1")).hasContent(fresh);
            assertThat(jwt("n2")).hasContent(fresh);
            start(members, "n4", FreePort.next(), seed);
            awaitKept("n4", fresh);
        }
    }

    private void keepMarker(Broker server, String token) {
        try {
            request(server, "$SYS.REQ.CLAIMS.UPDATE", token);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeletedAccountDoesNotComeBackWithAServerThatWasAway() throws Exception {
        String token = account(account, "ACME", operator, EARLIER);
        String deletion = sign(
                GenericClaims.builder(operator.publicKey())
                        .data(Map.of("accounts", List.of(account.publicKey())))
                        .build(),
                operator,
                NOW);
        int seed = FreePort.next();
        try (Members members = new Members()) {
            keep("n1", token);
            Broker one = start(members, "n1", seed, seed);
            awaitMembers(1, one);
            request(one, "$SYS.REQ.CLAIMS.DELETE", deletion);
            assertThat(jwt("n1")).doesNotExist();
            keep("n2", token);
            Broker two = start(members, "n2", FreePort.next(), seed);
            awaitMembers(2, one, two);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(jwt("n2")).doesNotExist());
            assertThat(jwt("n1")).doesNotExist();
        }
    }
}
