package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.conf.ExchangeKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ClaimsDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Signer signer = new Signer();

    @TempDir
    Path directory;

    private String account(UnaryOperator<AccountClaims.Builder> with) {
        return signer.accountToken(signer.account, with);
    }

    private String full() {
        return "{ type: full, dir: jwt, allow_delete: true }";
    }

    /** Each server keeps its accounts beside its own configuration. */
    private void compare(String name, String resolver, String[] preload, BiFunction<NatsProcess, Path, String> play) {
        List<String> seen = new ArrayList<>();
        for (Target target : List.of(Target.NATS_SERVER, Target.DIALTONE)) {
            Path own = directory.resolve(target.name());
            String config = signer.config(resolver.replace("dir: jwt", "dir: \"" + own + "\""), preload);
            try (NatsProcess server = NatsProcess.start(target, config)) {
                seen.add(play.apply(server, own));
            }
        }
        assertThat(seen.get(1)).as(name).isEqualTo(seen.get(0));
    }

    private String[] preload() {
        return new String[] {signer.account.publicKey(), account(b -> b)};
    }

    @Test
    void whoeverIsNotVouchedForStaysOut() {
        KeyPair stranger = Signer.account();
        String expired = Signer.userToken(
                signer.user, signer.account, b -> b.expires(Instant.now().getEpochSecond() - 5));
        String[] tokens = {
            "",
            "a.b.c",
            expired,
            Signer.userToken(signer.user, stranger, b -> b),
            Signer.userToken(signer.user, stranger, b -> b.issuerAccount(signer.account.publicKey())),
            Signer.userToken(
                    signer.user,
                    signer.account,
                    b -> b.rights(UserRights.UNLIMITED.with(r -> r.sources(List.of("10.0.0.0/8"))))),
            Signer.userToken(
                    signer.user,
                    signer.account,
                    b -> b.rights(UserRights.UNLIMITED.with(r -> r.connectionTypes(List.of("MQTT"))))),
        };
        compare("refused", "MEMORY", preload(), (server, own) -> {
            StringBuilder seen = new StringBuilder();
            for (String token : tokens) {
                try (RawClient client = Signer.connect(server, token, signer.user)) {
                    seen.append(client.readToEof()).append("--\n");
                }
            }
            try (RawClient client =
                    Signer.connect(server, Signer.userToken(signer.user, signer.account, b -> b), signer.admin)) {
                return seen.append(client.readToEof()).toString();
            }
        });
    }

    @Test
    void aUserDoesWhatItsClaimsAllow() {
        String limited = Signer.userToken(
                signer.user,
                signer.account,
                b -> b.rights(UserRights.UNLIMITED.with(r -> r.subscriptions(1)
                        .payload(5)
                        .permissions(PermissionsClaim.NONE
                                .withPublish(PermissionClaim.NONE.allowing("ok"))
                                .withSubscribe(PermissionClaim.NONE.denying("no"))))));
        compare("allowed", "MEMORY", preload(), (server, own) -> {
            try (RawClient client = Signer.join(server, limited, signer.user)) {
                client.send(
                        "SUB no 1\r\nPUB other 1\r\nx\r\nSUB ok 2\r\nSUB ok 3\r\nPUB ok 1\r\ny\r\nPUB ok 6\r\n123456\r\n");
                return client.readToEof().replace("PING\r\n", "");
            }
        });
    }

    @Test
    void noLimitsMeanNothingAllowed() {
        String token = Signer.userToken(signer.user, signer.account, b -> b);
        String nothing = account(b -> b.limits(AccountLimits.NONE));
        compare(
                "account without limits",
                "MEMORY",
                new String[] {signer.account.publicKey(), nothing},
                (server, own) -> {
                    try (RawClient client = Signer.connect(server, token, signer.user)) {
                        // nats-server may get to its own subscriptions before the end, and say that they are too many.
                        return client.readToEof().lines().findFirst().orElse("");
                    }
                });
        String userWithout = Signer.userToken(signer.user, signer.account, b -> b.rights(UserRights.NONE));
        compare("user without limits", "MEMORY", preload(), (server, own) -> {
            try (RawClient client = Signer.connect(server, userWithout, signer.user)) {
                // a PONG may or may not come before the end
                return client.readToEof()
                        .lines()
                        .filter(line -> line.startsWith("-ERR"))
                        .toList()
                        .toString();
            }
        });
    }

    @Test
    void usersGoWhenTheirTimeIsOver() {
        compare("expiry", "MEMORY", preload(), (server, own) -> {
            String token = Signer.userToken(
                    signer.user, signer.account, b -> b.expires(Instant.now().getEpochSecond() + 6));
            try (RawClient client = Signer.join(server, token, signer.user)) {
                // a PING may or may not come before the end
                return client.readToEof().replace("PING\r\n", "");
            }
        });
    }

    /** Akka's own timers end after 248 days. */
    @ParameterizedTest
    @ValueSource(longs = {1, 60, 250})
    void tokensMayHoldForYears(long years) {
        long end = end(years);
        compare("for " + years + " years", "MEMORY", endingPreload(end), (server, own) -> use(server, end));
    }

    /** More than 64 bits of nanoseconds, which nats-server takes for a time that is over, or not, as the rest may be. */
    @ParameterizedTest
    @ValueSource(longs = {400, 9000})
    void tokensMayHoldForAnyTime(long years) {
        long end = end(years);
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, signer.config("MEMORY", endingPreload(end)))) {
            assertThat(use(server, end)).isEqualTo("MSG foo 1 2");
        }
    }

    private static long end(long years) {
        return Instant.now().getEpochSecond() + years * 365 * 86_400;
    }

    private String use(NatsProcess server, long end) {
        String token = Signer.userToken(signer.user, signer.account, b -> b.expires(end));
        try (RawClient client = Signer.join(server, token, signer.user)) {
            client.send("SUB foo 1\r\nPUB foo 2\r\nhi\r\n");
            return client.expectLine("MSG foo 1 2").group();
        }
    }

    private String[] endingPreload(long end) {
        return new String[] {signer.account.publicKey(), account(b -> b.expires(end))};
    }

    private String answer(RawClient client, String subject, String body) {
        return answer(client, subject, body, 1);
    }

    private static String answer(RawClient client, String subject, String body, int count) {
        client.send("SUB inbox 9\r\nPUB " + subject + " inbox " + body.length() + "\r\n" + body + "\r\n");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int size = Integer.parseInt(client.expectLine("MSG inbox 9 +(\\d+)").group(1));
            all.append(withoutServer(client.read(size + 2).trim())).append('\n');
        }
        client.send("UNSUB 9\r\n").flush();
        return all.toString();
    }

    /** The server's description has identities and times. */
    private static String withoutServer(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode server = ((ObjectNode) json).remove("server");
            return json + " from " + (server == null ? "nobody" : server.size());
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static final String UPDATE = "$SYS.REQ.CLAIMS.UPDATE";

    @Test
    void pushedClaimsAreAnsweredAsByNatsServer() {
        KeyPair other = Signer.account();
        String mine = signer.account.publicKey();
        compare("answers", full(), new String[0], (server, own) -> {
            try (RawClient admin = signer.joinSystem(server)) {
                String subject = "$SYS.REQ.ACCOUNT." + mine + ".CLAIMS.";
                StringBuilder seen = new StringBuilder();
                seen.append(answer(admin, UPDATE, "x"));
                seen.append(answer(admin, UPDATE, ""));
                seen.append(answer(admin, UPDATE, account(b -> b)));
                seen.append(answer(admin, UPDATE, account(b -> b.description("x".repeat(9000)))));
                seen.append(answer(admin, subject + "UPDATE", signer.accountToken(other, b -> b)));
                seen.append(answer(admin, "$SYS.ACCOUNT." + mine + ".CLAIMS.UPDATE", account(b -> b.name("N"))));
                seen.append(answer(admin, "$SYS.REQ.ACCOUNT." + other.publicKey() + ".CLAIMS.LOOKUP", ""));
                seen.append(answer(admin, "$SYS.REQ.CLAIMS.LIST", ""));
                seen.append(answer(admin, "$SYS.REQ.CLAIMS.DELETE", "x"));
                seen.append(answer(admin, "$SYS.REQ.CLAIMS.DELETE", signer.deletion(List.of("X"))));
                seen.append(
                        answer(admin, "$SYS.REQ.CLAIMS.DELETE", signer.deletion(List.of(signer.system.publicKey()))));
                seen.append(answer(admin, "$SYS.REQ.CLAIMS.DELETE", signer.deletion(List.of(mine))));
                seen.append(answer(admin, "$SYS.REQ.CLAIMS.LIST", ""));
                seen.append(own.resolve(mine + ".jwt").toFile().exists());
                seen.append(own.resolve(mine + ".jwt.deleted").toFile().exists());
                return seen.toString();
            }
        });
    }

    @Test
    void aPackIsEverythingAndThenNothing() {
        String token = account(b -> b);
        compare("pack", full(), new String[] {signer.account.publicKey(), token}, (server, own) -> {
            try (RawClient admin = signer.joinSystem(server)) {
                List<String> lines = new ArrayList<>(answer(admin, "$SYS.REQ.CLAIMS.PACK", "0".repeat(32), 3)
                        .lines()
                        .toList());
                lines.replaceAll(line -> line.replaceFirst("\\|.*", "|token"));
                return String.join("\n", lines);
            }
        });
    }

    /** What a user hears who is there when its account changes, up to its end; and what monitoring says of that end. */
    private void end(
            String what,
            String token,
            UnaryOperator<AccountClaims.Builder> before,
            UnaryOperator<AccountClaims.Builder> after) {
        compare(what, full(), new String[] {signer.account.publicKey(), account(before)}, (server, own) -> {
            try (RawClient admin = signer.joinSystem(server);
                    RawClient user = Signer.join(server, token, signer.user)) {
                user.send("SUB foo 1\r\n").flush();
                String answer = answer(admin, UPDATE, account(after));
                return answer + user.readToEof().replace("PING\r\n", "") + reasons(server);
            }
        });
    }

    private String plainUser() {
        return Signer.userToken(signer.user, signer.account, b -> b);
    }

    @Test
    void aRevokedUserGoes() {
        long later = Instant.now().getEpochSecond() + 100;
        end(
                "revoked",
                plainUser(),
                b -> b,
                b -> b.revocations(new Revocations(Map.of(signer.user.publicKey(), later))));
    }

    @Test
    void bearersGoWhenTheyAreForbidden() {
        String bearer = Signer.userToken(
                signer.user, signer.account, b -> b.rights(UserRights.UNLIMITED.with(r -> r.bearer(true))));
        end("bearer", bearer, b -> b, b -> b.limits(AccountLimits.UNLIMITED.with(l -> l.disallowBearer(true))));
    }

    @Test
    void usersOfARemovedSigningKeyGoSilently() {
        KeyPair key = Signer.account();
        String token = Signer.userToken(signer.user, key, b -> b.issuerAccount(signer.account.publicKey()));
        end("signing key", token, b -> b.signingKeys(List.of(SigningKey.of(key.publicKey()))), b -> b);
    }

    @Test
    void whoHasTooManySubscriptionsGoes() {
        end("subscriptions", plainUser(), b -> b, b -> b.limits(AccountLimits.UNLIMITED.with(l -> l.subscriptions(1))));
    }

    @Test
    void usersGoWhenTheirAccountIsOver() {
        end("account expires", plainUser(), b -> b, b -> b.expires(Instant.now().getEpochSecond() + 6));
    }

    @Test
    void theNewestGoWhereThereAreTooMany() {
        compare("connections", full(), preload(), (server, own) -> {
            try (RawClient admin = signer.joinSystem(server);
                    RawClient first = Signer.join(server, plainUser(), signer.user);
                    RawClient second = Signer.join(server, plainUser(), signer.user)) {
                String answer = answer(
                        admin, UPDATE, account(b -> b.limits(AccountLimits.UNLIMITED.with(l -> l.connections(1)))));
                String heard = second.readToEof().replace("PING\r\n", "");
                first.flush();
                try (RawClient third = Signer.connect(server, plainUser(), signer.user)) {
                    return answer + heard + third.readToEof().replace("PING\r\n", "");
                }
            }
        });
    }

    @Test
    void aDeletedAccountComesBackWithANewPush() {
        compare("deleted", full(), preload(), (server, own) -> {
            try (RawClient admin = signer.joinSystem(server);
                    RawClient user = Signer.join(server, plainUser(), signer.user)) {
                String seen =
                        answer(admin, "$SYS.REQ.CLAIMS.DELETE", signer.deletion(List.of(signer.account.publicKey())));
                seen += user.readToEof().replace("PING\r\n", "");
                seen += answer(admin, UPDATE, account(b -> b.name("again")));
                try (RawClient back = Signer.join(server, plainUser(), signer.user)) {
                    back.flush();
                    return seen;
                }
            }
        });
    }

    @Test
    void usersWithoutPermissionsFollowThoseOfTheAccount() {
        PermissionsClaim narrow = PermissionsClaim.NONE
                .withPublish(PermissionClaim.NONE.allowing("p"))
                .withSubscribe(PermissionClaim.NONE.denying("foo"));
        compare("default permissions", full(), preload(), (server, own) -> {
            try (RawClient admin = signer.joinSystem(server);
                    RawClient user = Signer.join(server, plainUser(), signer.user)) {
                user.send("SUB foo 1\r\nSUB bar 2\r\n").flush();
                String seen = answer(admin, UPDATE, account(b -> b.defaultPermissions(narrow)));
                seen += user.readLine() + "\n";
                user.send("PUB q 0\r\n\r\n");
                seen += user.readLine() + "\n";
                user.flush();
                seen += answer(admin, UPDATE, account(b -> b));
                user.send("SUB foo 3\r\nPUB foo 1\r\nx\r\n");
                return seen + user.readLine();
            }
        });
    }

    @Test
    void aServerWithoutItsSystemAccountTakesItFromAPush() {
        String config = "operator: " + signer.operatorToken() + "\nresolver: { type: full, dir: \"%s\" }\n";
        List<String> seen = new ArrayList<>();
        for (Target target : List.of(Target.NATS_SERVER, Target.DIALTONE)) {
            Path own = directory.resolve(target.name());
            try (NatsProcess server = NatsProcess.start(target, config.formatted(own));
                    RawClient admin = signer.joinSystem(server)) {
                String answer = answer(admin, UPDATE, signer.accountToken(signer.system, b -> b.name("SYS")));
                server.awaitLog("System account fetched and updated");
                admin.flush();
                seen.add(answer + server.log().contains("Using bootstrapping system account"));
            }
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void importsWithAndWithoutActivationFollowTheClaims() {
        KeyPair exporter = Signer.account();
        String exporting = signer.accountToken(
                exporter,
                b -> b.exports(
                        List.of(Export.builder(ExchangeKind.STREAM, "s.>").build())));
        String withdrawn = signer.accountToken(exporter, b -> b);
        String importing =
                account(b -> b.imports(List.of(Import.builder(ExchangeKind.STREAM, exporter.publicKey(), "s.a")
                        .name("i")
                        .localSubject("here")
                        .build())));
        KeyPair publisher = Signer.user();
        String publishing = Signer.userToken(publisher, exporter, b -> b);
        String[] preload = {exporter.publicKey(), exporting, signer.account.publicKey(), importing};
        compare("imports", full(), preload, (server, own) -> {
            try (RawClient admin = signer.joinSystem(server);
                    RawClient user = Signer.join(server, plainUser(), signer.user);
                    RawClient source = Signer.join(server, publishing, publisher)) {
                user.send("SUB here 1\r\n").flush();
                source.send("PUB s.a 1\r\nx\r\n").flush();
                String seen = user.readLine() + user.readLine() + "\n";
                seen += answer(admin, UPDATE, withdrawn);
                user.flush();
                source.send("PUB s.a 1\r\ny\r\n").flush();
                user.flush();
                seen += answer(
                        admin,
                        UPDATE,
                        signer.accountToken(
                                exporter,
                                b -> b.name("again")
                                        .exports(List.of(Export.builder(ExchangeKind.STREAM, "s.*")
                                                .build()))));
                user.flush();
                source.send("PUB s.a 1\r\nz\r\n").flush();
                return seen + user.readLine() + user.readLine();
            }
        });
    }

    private static String reasons(NatsProcess server) {
        StringBuilder reasons = new StringBuilder();
        Deadline.await(
                "a closed connection",
                () -> server.monitor("/connz?state=closed").path("connections").size() > 0);
        for (JsonNode connection : server.monitor("/connz?state=closed").path("connections")) {
            reasons.append(connection.path("reason").asText()).append('\n');
        }
        return reasons.toString();
    }
}
