package io.dialtone.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets in or sees what is not his; who is in notices nothing of those who try; and each try is in the log. */
@Timeout(300)
class AttackTest {

    private static final String REFUSED = "-ERR 'Authorization Violation'\r\n";
    private static final String REFUSAL_LOGGED = "authentication error";

    private final Realm realm = new Realm();
    private final KeyPair stranger = Realm.key(NkeyType.ACCOUNT);
    private final KeyPair removed = Realm.key(NkeyType.ACCOUNT);
    private final KeyPair otherUser = Realm.key(NkeyType.USER);
    private final String sound = realm.userToken(realm.a);
    private final String config = realm.memory(
            "\"revocations\":{\"" + otherUser.publicKey() + "\":4000000000},"
                    + "\"exports\":[{\"name\":\"p\",\"subject\":\"private.>\",\"type\":\"stream\",\"token_req\":true},"
                    + "{\"name\":\"q\",\"subject\":\"ask.private\",\"type\":\"service\",\"token_req\":true}]",
            "");

    static Stream<Target> targets() {
        return Target.all();
    }

    /** What {@code b} imports of {@code a} with an activation that was made for somebody else. */
    private String importsOfAnother() {
        String activation = Minted.token(
                realm.a,
                "\"sub\":\"" + stranger.publicKey() + "\",\"name\":\"t\",\"nats\":{\"subject\":\"private.>\","
                        + "\"kind\":\"stream\",\"type\":\"activation\",\"version\":2}");
        return "\"imports\":[{\"name\":\"i\",\"subject\":\"private.>\",\"account\":\"" + realm.a.publicKey()
                + "\",\"type\":\"stream\",\"token\":\"" + activation + "\"}]";
    }

    /** A try to get in. */
    private record Try(String name, Supplier<String> token, KeyPair signer) {}

    private List<Try> tries() {
        KeyPair user = realm.user;
        String[] parts = sound.split("\\.");
        return List.of(
                new Try("another key signed the nonce", () -> sound, otherUser),
                new Try(
                        "another key signed the token",
                        () -> Minted.token(stranger, realm.a.publicKey(), userClaims("")),
                        user),
                new Try(
                        "the token says another account issued it",
                        () -> replaced(parts, realm.a.publicKey(), realm.b.publicKey()),
                        user),
                new Try("the token was issued by nobody's account", () -> Minted.user(stranger, user, ""), user),
                new Try(
                        "somebody claims to sign for the account",
                        () -> Minted.user(stranger, user, issuerAccount()),
                        user),
                new Try("a key that was removed signed it", () -> Minted.user(removed, user, issuerAccount()), user),
                new Try("the user signed it himself", () -> Minted.token(user, userClaims("")), user),
                new Try("the operator signed it", () -> Minted.token(realm.operator, userClaims("")), user),
                new Try("it has expired", () -> Minted.token(realm.a, "\"exp\":1000000000," + userClaims("")), user),
                new Try(
                        "it is not valid yet",
                        () -> Minted.token(realm.a, "\"nbf\":4000000000," + userClaims("")),
                        user),
                new Try("it is revoked", () -> Minted.user(realm.a, otherUser, ""), otherUser),
                new Try("no algorithm", () -> header(parts, "{\"typ\":\"JWT\",\"alg\":\"none\"}"), user),
                new Try(
                        "an algorithm with a shared secret",
                        () -> header(parts, "{\"typ\":\"JWT\",\"alg\":\"HS256\"}"),
                        user),
                new Try("no signature", () -> parts[0] + "." + parts[1] + ".", user),
                new Try("a signature of nothing", () -> parts[0] + "." + parts[1] + "." + "A".repeat(86), user),
                new Try("two parts", () -> parts[0] + "." + parts[1], user),
                new Try("no JSON", () -> parts[0] + "." + encode("nonsense") + "." + parts[2], user),
                new Try(
                        "deep JSON",
                        () -> parts[0] + "." + encode("{\"a\":".repeat(300) + "1" + "}".repeat(300)) + "." + parts[2],
                        user),
                new Try("an account's token", () -> realm.accountToken(realm.a, ""), user),
                new Try("the operator's token", realm::operatorToken, user),
                new Try(
                        "a version to come",
                        () -> Minted.token(realm.a, userClaims("").replace("\"version\":2", "\"version\":3")),
                        user),
                new Try("empty", () -> "", user));
    }

    private String issuerAccount() {
        return "\"issuer_account\":\"" + realm.a.publicKey() + "\"";
    }

    private String userClaims(String more) {
        return "\"sub\":\"" + realm.user.publicKey() + "\",\"name\":\"u\",\"nats\":{" + more
                + "\"subs\":-1,\"data\":-1,\"payload\":-1,\"type\":\"user\",\"version\":2}";
    }

    private static String replaced(String[] parts, String from, String to) {
        String claims = new String(java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encode(claims.replace(from, to)) + "." + parts[2];
    }

    private static String header(String[] parts, String header) {
        return encode(header) + "." + parts[1] + "." + parts[2];
    }

    private static String encode(String text) {
        return Base64Text.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicContainer> nobodyGetsIn() {
        return SharedServer.forAll(
                config,
                server -> tries().stream()
                        .map(attempt -> DynamicTest.dynamicTest(attempt.name(), () -> {
                            NatsProcess running = server.get();
                            try (RawClient inside = Realm.login(running, sound, realm.user)) {
                                int logged = refusals(running);
                                try (RawClient outside =
                                        Realm.present(running, attempt.token().get(), attempt.signer())) {
                                    outside.expect(REFUSED).expectEof();
                                }
                                awaitRefusals(running, logged + 1);
                                inside.send("SUB still 1\r\nPUB still 0\r\n\r\n")
                                        .expect("MSG still 1 0\r\n\r\n");
                            }
                        })));
    }

    private static int refusals(NatsProcess server) {
        return server.log().split(REFUSAL_LOGGED, -1).length - 1;
    }

    private static void awaitRefusals(NatsProcess server, int count) {
        Deadline.await(count + " refusals in the log", () -> refusals(server) >= count);
    }

    @TestFactory
    Stream<DynamicTest> aSignatureIsGoodForOneConnection() {
        return SharedServer.ownServer(config, server -> {
            String signature;
            try (RawClient first = RawClient.open(server.port())) {
                JsonNode info = first.readInfo();
                signature = NonceSignature.sign(realm.user, info.path("nonce").asText());
                Realm.connect(first, sound, signature).expect("PONG\r\n");
                try (RawClient second = RawClient.connect(server.port())) {
                    Realm.connect(second, sound, signature).expect(REFUSED).expectEof();
                }
                first.flush();
            }
            awaitRefusals(server, 1);
        });
    }

    @TestFactory
    Stream<DynamicTest> claimsThatAreTooLarge() {
        return SharedServer.ownServer(config, server -> {
            String huge = Minted.user(realm.a, realm.user, "\"tags\":[\"" + "x".repeat(3_000_000) + "\"]");
            try (RawClient inside = Realm.login(server, sound, realm.user);
                    RawClient outside = Realm.present(server, huge, realm.user)) {
                String said = outside.readToEof();
                assertThat(said).doesNotContain("PONG");
                inside.flush();
            }
        });
    }

    /** An account whose claims hold such an activation is no account at all. */
    @TestFactory
    Stream<DynamicTest> somebodyElsesActivationOpensNothing() {
        String exports =
                "\"exports\":[{\"name\":\"p\",\"subject\":\"private.>\",\"type\":\"stream\",\"token_req\":true}]";
        return SharedServer.ownServer(realm.memory(exports, importsOfAnother()), server -> {
            try (RawClient a = Realm.login(server, sound, realm.user);
                    RawClient b = Realm.present(server, realm.userToken(realm.b), realm.user)) {
                b.expect(REFUSED).expectEof();
                awaitRefusals(server, 1);
                a.send("PUB private.x 2\r\nno\r\n").flush();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> subscriptionsReachNoOtherAccount() {
        return SharedServer.ownServer(config, server -> {
            try (RawClient a = Realm.login(server, sound, realm.user);
                    RawClient b = Realm.login(server, realm.userToken(realm.b), realm.user)) {
                List<String> probes = List.of(
                        ">",
                        "*",
                        "*.>",
                        "$SYS.>",
                        "$SYS.ACCOUNT.>",
                        "$SYS.*.>",
                        "*.ACCOUNT.>",
                        "_R_.>",
                        "_INBOX.>",
                        "$G.>",
                        realm.a.publicKey() + ".>",
                        "$SYS.ACCOUNT." + realm.a.publicKey() + ".>",
                        "private.>",
                        "$JS.>",
                        "_GR_.>");
                StringBuilder subscriptions = new StringBuilder();
                for (int i = 0; i < probes.size(); i++) {
                    subscriptions
                            .append("SUB ")
                            .append(probes.get(i))
                            .append(' ')
                            .append(i)
                            .append("\r\n");
                    subscriptions
                            .append("SUB ")
                            .append(probes.get(i))
                            .append(" q q")
                            .append(i)
                            .append("\r\n");
                }
                b.send(subscriptions.toString()).flush();
                a.send("SUB x 1\r\nPUB x _INBOX.a 1\r\nX\r\n").expect("MSG x 1 _INBOX.a 1\r\nX\r\n");
                a.send("PUB private.x 1\r\nX\r\nPUB ask.private _INBOX.a 1\r\nX\r\nUNSUB 1\r\n")
                        .flush();
                Realm.login(server, sound, realm.user).close();
                a.flush();
                b.flush();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theSystemIsNotForUsers() {
        return SharedServer.ownServer(config, server -> {
            try (RawClient b = Realm.login(server, realm.userToken(realm.b), realm.user)) {
                b.send("SUB inbox 1\r\n").flush();
                for (String subject : List.of(
                        "$SYS.REQ.SERVER.PING",
                        "$SYS.REQ.SERVER.PING.VARZ",
                        "$SYS.REQ.CLAIMS.UPDATE",
                        "$SYS.REQ.CLAIMS.LIST",
                        "$SYS.REQ.CLAIMS.DELETE",
                        "$SYS.REQ.ACCOUNT." + realm.a.publicKey() + ".CONNZ",
                        "$SYS.REQ.ACCOUNT." + realm.a.publicKey() + ".INFO",
                        "$SYS.REQ.ACCOUNT." + realm.a.publicKey() + ".CLAIMS.UPDATE",
                        "$SYS.REQ.USER." + realm.a.publicKey() + ".INFO",
                        "$SYS.DEBUG.SUBSCRIBERS")) {
                    String headers = "NATS/1.0 503\r\nNats-Subject: " + subject + "\r\n\r\n";
                    b.send("PUB " + subject + " inbox 0\r\n\r\n")
                            .expect("HMSG inbox 1 " + headers.length() + " " + headers.length() + "\r\n" + headers
                                    + "\r\n");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> rightsCannotBeWidenedByWildcards() {
        return SharedServer.ownServer(config, server -> {
            String limited = Minted.user(
                    realm.a,
                    realm.user,
                    "\"pub\":{\"allow\":[\"mine.*\"]},\"sub\":{\"allow\":[\"mine.a\",\"grp g\"],\"deny\":[\"mine.b\"]}");
            try (RawClient user = Realm.login(server, limited, realm.user)) {
                List<String> refused =
                        List.of(">", "*", "*.*", "mine.*", "mine.>", "*.a", "mine.b", "mine", "mine.a.b", "grp");
                for (String subject : refused) {
                    user.send("SUB " + subject + " 1\r\n")
                            .expect("-ERR 'Permissions Violation for Subscription to \"" + subject + "\"'\r\n");
                }
                user.send("SUB grp other 1\r\n")
                        .expect("-ERR 'Permissions Violation for Subscription to \"grp\" using queue \"other\"'\r\n");
                for (String subject : List.of("mine", "mine.a.b", "other", "mine.a.>")) {
                    user.send("PUB " + subject + " 0\r\n\r\n")
                            .expect("-ERR 'Permissions Violation for Publish to \"" + subject + "\"'\r\n");
                }
                user.flush();
            }
        });
    }

    /** A server of claims that hangs stops who waits for it, and nobody else. */
    @ParameterizedTest
    @MethodSource("targets")
    void aResolverThatHangs(Target target) {
        withUrl(target, claims -> claims.hangFor(stranger.publicKey()), server -> {
            try (RawClient inside = Realm.login(server, sound, realm.user)) {
                List<RawClient> waiting = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    waiting.add(Realm.present(server, Minted.user(stranger, realm.user, ""), realm.user));
                }
                inside.send("SUB still 1\r\nPUB still 0\r\n\r\n").expect("MSG still 1 0\r\n\r\n");
                Realm.login(server, sound, realm.user).close();
                waiting.forEach(client -> client.expect(REFUSED).expectEof());
                awaitRefusals(server, 5);
                inside.flush();
            }
        });
    }

    /** What a server of claims says is believed only as far as the operator signed it, for the account that was asked for. */
    @ParameterizedTest
    @MethodSource("targets")
    void aResolverThatLies(Target target) {
        List<String> lies = List.of(
                Minted.account(Realm.key(NkeyType.OPERATOR), stranger, "x", ""),
                Minted.token(
                        stranger,
                        "\"sub\":\"" + stranger.publicKey() + "\",\"name\":\"x\",\"nats\":{" + Minted.UNLIMITED_ACCOUNT
                                + ",\"type\":\"account\",\"version\":2}"),
                realm.accountToken(realm.a, ""),
                Minted.user(stranger, realm.user, ""),
                "nonsense",
                "x".repeat(5_000_000));
        withUrl(target, claims -> claims.put(stranger.publicKey(), ""), server -> {});
        for (String lie : lies) {
            withUrl(target, claims -> claims.put(stranger.publicKey(), lie), server -> {
                try (RawClient inside = Realm.login(server, sound, realm.user);
                        RawClient outside = Realm.present(server, Minted.user(stranger, realm.user, ""), realm.user)) {
                    outside.expect(REFUSED).expectEof();
                    awaitRefusals(server, 1);
                    inside.flush();
                }
            });
        }
    }

    private void withUrl(Target target, Consumer<ClaimsServer> prepare, Consumer<NatsProcess> play) {
        try (ClaimsServer claims = new ClaimsServer()) {
            String url = realm.url(claims);
            prepare.accept(claims);
            try (NatsProcess server = NatsProcess.start(target, url)) {
                play.accept(server);
            }
        }
    }
}
