package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AuthorizationRequestClaims;
import io.dialtone.accounts.jwt.AuthorizationResponseClaims;
import io.dialtone.accounts.jwt.ExternalAuthorization;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.testkit.AuthorizationService;
import io.dialtone.app.testkit.AuthorizationService.Responder;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An account whose claims name a service that decides about its users: what it is asked, what its answers do, who hears of refusals. */
@Timeout(300)
class CalloutDifferentialTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Signer SIGNER = new Signer();
    private static final CurveKeyPair CURVE = CurveKeyPair.generate(RANDOM);
    private static final KeyPair SERVICE = Signer.user();
    /** Keys that sign for the account that decides. */
    private static final KeyPair OWN_KEY = Signer.account();

    private static final KeyPair SCOPED_KEY = Signer.account();
    private static final KeyPair ALLOWED = Signer.account();
    private static final KeyPair ALLOWED_KEY = Signer.account();
    private static final KeyPair NOT_ALLOWED = Signer.account();
    private static final KeyPair NOT_THERE = Signer.account();
    private static final Pattern KEY = Pattern.compile("\\b([ANUX])[A-Z2-7]{55}\\b");
    private static final Pattern WARNING = Pattern.compile("\\[WRN] (.*)\n");
    /** Seconds that the service has for its answer. It runs in the process of the tests, which may be stopped for a while. */
    private static final int TIMEOUT = 20;

    private static final PermissionsClaim NARROW = PermissionsClaim.NONE
            .withPublish(PermissionClaim.NONE.allowing("ok"))
            .withSubscribe(PermissionClaim.NONE.allowing("in.>").denying("in.x"));

    private static Differential plain;
    private static Differential sealed;
    private static Differential anyAccount;

    @BeforeAll
    static void start() {
        List<String> allowed = List.of(ALLOWED.publicKey(), NOT_THERE.publicKey());
        plain = Differential.start(config(allowed, ""));
        sealed = Differential.start(config(allowed, CURVE.publicKey()));
        anyAccount = Differential.start(config(List.of(ExternalAuthorization.ANY_ACCOUNT), ""));
    }

    @AfterAll
    static void stop() {
        plain.close();
        sealed.close();
        anyAccount.close();
    }

    private static String config(List<String> allowed, String curve) {
        return config(allowed, curve, TIMEOUT);
    }

    private static String config(List<String> allowed, String curve, int timeout) {
        UserScope scope = UserScope.builder(SCOPED_KEY.publicKey())
                .role("r")
                .template(UserRights.UNLIMITED.with(r -> r.permissions(NARROW)))
                .build();
        String deciding = account(
                SIGNER.account,
                b -> b.authorization(new ExternalAuthorization(List.of(SERVICE.publicKey()), allowed, curve))
                        .signingKeys(List.of(SigningKey.of(OWN_KEY.publicKey()), SigningKey.of(scope))));
        return "server_name: S1\nauthorization { timeout: " + timeout + " }\n"
                + SIGNER.config(
                        "MEMORY",
                        SIGNER.account.publicKey(),
                        deciding,
                        ALLOWED.publicKey(),
                        account(ALLOWED, b -> b.signingKeys(List.of(SigningKey.of(ALLOWED_KEY.publicKey())))),
                        NOT_ALLOWED.publicKey(),
                        account(NOT_ALLOWED, b -> b));
    }

    private static String account(KeyPair key, UnaryOperator<AccountClaims.Builder> with) {
        return SIGNER.accountToken(key, with);
    }

    /** Answers of the service. */
    enum Answer {
        OWN_ACCOUNT(r -> user(r, SIGNER.account, c -> c)),
        NAMED(r -> user(r, SIGNER.account, c -> c.name("from-service"))),
        OWN_ACCOUNT_BY_A_SIGNING_KEY(r -> user(r, OWN_KEY, c -> c.issuerAccount(SIGNER.account.publicKey()))),
        SIGNING_KEY_WITHOUT_ITS_ACCOUNT(r -> user(r, OWN_KEY, c -> c)),
        SCOPED(r -> user(
                r, SCOPED_KEY, c -> c.issuerAccount(SIGNER.account.publicKey()).rights(UserRights.NONE))),
        SCOPED_WITH_RIGHTS_OF_ITS_OWN(r -> user(
                r,
                SCOPED_KEY,
                c -> c.issuerAccount(SIGNER.account.publicKey())
                        .rights(UserRights.UNLIMITED.with(u -> u.permissions(NARROW))))),
        ALLOWED_ACCOUNT(r -> user(r, ALLOWED, c -> c)),
        ALLOWED_ACCOUNT_BY_A_SIGNING_KEY(r -> user(r, ALLOWED_KEY, c -> c.issuerAccount(ALLOWED.publicKey()))),
        ALLOWED_ACCOUNT_BY_A_STRANGER(r -> user(r, NOT_ALLOWED, c -> c.issuerAccount(ALLOWED.publicKey()))),
        ALLOWED_ACCOUNT_THAT_IS_NOT_THERE(r -> user(r, NOT_THERE, c -> c)),
        ACCOUNT_THAT_IS_NOT_ALLOWED(r -> user(r, NOT_ALLOWED, c -> c)),
        AUDIENCE_DOES_NOT_MATTER(r -> user(r, SIGNER.account, c -> c.audience(NOT_ALLOWED.publicKey()))),
        PERMISSIONS(r -> user(r, SIGNER.account, c -> c.rights(UserRights.UNLIMITED.with(u -> u.permissions(NARROW))))),
        NO_NUMBERS(r -> user(
                r,
                SIGNER.account,
                c -> c.rights(UserRights.UNLIMITED.with(
                        u -> u.subscriptions(0).payload(0).sources(List.of("10.1.2.3/32")))))),
        EXPIRED(r -> user(r, SIGNER.account, c -> c.expires(1))),
        SIGNED_BY_A_SIGNING_KEY(r -> response(r, OWN_KEY, b -> b.jwt(token(r, SIGNER.account)))),
        SIGNED_BY_A_SIGNING_KEY_FOR_ITS_ACCOUNT(r -> response(
                r, OWN_KEY, b -> b.issuerAccount(SIGNER.account.publicKey()).jwt(token(r, SIGNER.account)))),
        SIGNED_BY_AN_ALLOWED_ACCOUNT(r -> response(r, ALLOWED, b -> b.jwt(token(r, SIGNER.account)))),
        SIGNED_BY_A_STRANGER(r -> response(r, Signer.account(), b -> b.jwt(token(r, SIGNER.account)))),
        AN_ERROR(r -> response(r, SIGNER.account, b -> b.error("not today"))),
        ANOTHER_USER(r -> user(r, SIGNER.account, c -> c.subject(SIGNER.user.publicKey()))),
        EMPTY(r -> ""),
        NONSENSE(r -> "nonsense");

        private final Responder responder;

        Answer(Responder responder) {
            this.responder = responder;
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesTheSameAnswersForTheSameReasons(Answer answer) {
        plain.compare(answer.name(), server -> login(server, answer, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"OWN_ACCOUNT", "ALLOWED_ACCOUNT", "SIGNED_BY_A_STRANGER", "AN_ERROR", "EMPTY", "NONSENSE"})
    void takesSealedAnswersAndThoseThatAreNot(Answer answer) {
        sealed.compare(answer + " sealed", server -> login(server, answer, true));
        sealed.compare(answer + " plain", server -> login(server, answer, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"ALLOWED_ACCOUNT", "ACCOUNT_THAT_IS_NOT_ALLOWED", "ALLOWED_ACCOUNT_BY_A_STRANGER"})
    void anyAccountIsAnyThatIsThere(Answer answer) {
        anyAccount.compare(answer.name(), server -> login(server, answer, false));
    }

    @Test
    void asksTheSame() {
        plain.compare("request", CalloutDifferentialTest::request);
        sealed.compare("sealed request", CalloutDifferentialTest::request);
    }

    @Test
    void tellsOfTheTlsOfAClient(@TempDir Path directory) {
        TestCertificates certificates = new TestCertificates(directory);
        for (String verify : List.of("", "verify: true")) {
            String tls = certificates.tlsBlock("timeout: " + TIMEOUT + "\n " + verify);
            try (Differential servers = Differential.start(config(List.of(), "") + tls)) {
                servers.compare("tls " + verify, server -> {
                    SSLContext own = certificates.client();
                    SSLContext others = verify.isEmpty() ? certificates.anonymousClient() : own;
                    RawClient socket =
                            Signer.connect(server, Signer.userToken(SERVICE, SIGNER.account, b -> b), SERVICE, own);
                    socket.expect("PONG\r\n").readInfo();
                    try (AuthorizationService service = new AuthorizationService(socket, CURVE);
                            RawClient client = Signer.connect(server, sentinel(), SIGNER.user, others)) {
                        String told = String.valueOf(service.answer(r -> "").tls());
                        client.expect("-ERR 'Authorization Violation'\r\n");
                        return told;
                    }
                });
            }
        }
    }

    @Test
    void isAskedAgainAfterAReload() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, config(List.of(), ""));
                AuthorizationService service = service(server);
                RawClient client = Signer.connect(server, sentinel(), SIGNER.user)) {
            service.answer(Answer.OWN_ACCOUNT.responder);
            client.expect("PONG\r\n").readInfo();
            server.signal("HUP");
            assertThat(service.answer(Answer.OWN_ACCOUNT.responder).client().nameTag())
                    .isEqualTo("sentinel");
            server.awaitLog("Reloaded server configuration");
            client.flush();
            server.signal("HUP");
            service.answer(Answer.AN_ERROR.responder);
            assertThat(client.readToEof()).contains("-ERR 'Authorization Violation'");
        }
    }

    @Test
    void whoeverTheClaimsRefuseIsNotAskedAbout() {
        String expired = Signer.userToken(
                SIGNER.user, SIGNER.account, b -> b.expires(Instant.now().getEpochSecond() - 5));
        plain.compare("expired", server -> {
            try (RawClient client = Signer.connect(server, expired, SIGNER.user)) {
                return client.readToEof();
            }
        });
    }

    @Test
    void theServiceItselfIsNotAskedAboutAndCannotAskItself() {
        plain.compare("service", server -> {
            try (RawClient service = joinService(server)) {
                service.send("PUB $SYS.REQ.USER.AUTH 0\r\n\r\nPUB other 0\r\n\r\nPING\r\n");
                return masked(service.readThrough("PONG\r\n"));
            }
        });
    }

    @Test
    void refusesWhenNobodyAnswersInTime() {
        try (Differential impatient = Differential.start(config(List.of(), "", 2))) {
            impatient.compare("no service", server -> {
                try (RawClient client = Signer.connect(server, sentinel(), SIGNER.user)) {
                    return client.readToEof().replace("PING\r\n", "");
                }
            });
        }
    }

    // ---- dialogues

    private static String sentinel() {
        return Signer.userToken(
                SIGNER.user, SIGNER.account, b -> b.name("sentinel").tags(List.of("t")));
    }

    private static RawClient joinService(NatsProcess server) {
        return Signer.join(server, Signer.userToken(SERVICE, SIGNER.account, b -> b), SERVICE);
    }

    private static AuthorizationService service(NatsProcess server) {
        return new AuthorizationService(joinService(server), CURVE);
    }

    /** What a client sees, and what the log says of it. */
    private static String login(NatsProcess server, Answer answer, boolean seal) {
        Deadline.await(
                "those of the login before have gone",
                () -> server.monitor("/connz").path("num_connections").asInt() == 0);
        int before = server.log().length();
        try (AuthorizationService service = service(server);
                RawClient client = Signer.connect(server, sentinel(), SIGNER.user)) {
            service.seal(seal);
            service.answer(answer.responder);
            String first = client.readLine();
            if (!first.equals("PONG")) {
                return masked(first + "\n" + client.readToEof() + warning(server, before));
            }
            String account = client.readInfo().path("connect_info").toString();
            client.send("PUB ok 0\r\n\r\nPUB no 0\r\n\r\nPUB $SYS.REQ.USER.AUTH 0\r\n\r\n"
                    + "SUB in.y 1\r\nSUB in.x 2\r\nSUB out 3\r\nPUB ok 3\r\nabc\r\nPING\r\n");
            return named(first + " " + account + "\n" + client.readThrough("PONG\r\n") + user(server));
        }
    }

    private static String user(NatsProcess server) {
        var connections = server.monitor("/connz?auth=1&sort=cid").path("connections");
        return connections.findValuesAsText("authorized_user").toString()
                + connections.findValuesAsText("account")
                + connections.findValuesAsText("issuer_key")
                + connections.findValuesAsText("name_tag")
                + connections.findValuesAsText("tags");
    }

    /** Which account is meant must not be lost where keys are made equal. */
    private static String named(String text) {
        return masked(text.replace(SIGNER.account.publicKey(), "<own>")
                .replace(ALLOWED.publicKey(), "<allowed>")
                .replace(SERVICE.publicKey(), "<service>")
                .replace(SIGNER.user.publicKey(), "<user>"));
    }

    private static String masked(String text) {
        return KEY.matcher(text).replaceAll("$1");
    }

    /** The client may hear that it is refused before the log says why. */
    private static String warning(NatsProcess server, int from) {
        Deadline.await("a warning", () -> !warnings(server, from).isEmpty());
        return warnings(server, from);
    }

    private static String warnings(NatsProcess server, int from) {
        return WARNING.matcher(server.log().substring(from))
                .results()
                .map(found -> found.group(1))
                // That a lookup failed is said here by whoever wanted the account, once.
                .filter(line -> !line.startsWith("Account fetch failed"))
                .collect(Collectors.joining("\n"));
    }

    private static String request(NatsProcess server) {
        try (AuthorizationService service = service(server);
                RawClient client = Signer.connect(server, sentinel(), SIGNER.user)) {
            AuthorizationRequestClaims request = service.answer(r -> "");
            client.expect("-ERR 'Authorization Violation'\r\n");
            assertThat(request.connectOptions().jwt()).startsWith("eyJ");
            return named(service.frame() + "\n" + request.audience() + " " + request.subject() + " " + request.name()
                    + "\n" + request.server() + "\n"
                    + request.client().toString().replaceFirst("id=\\d+", "id").replaceFirst("nonce=[^,\\]]+", "nonce")
                    + "\n"
                    + request.connectOptions().user() + request.connectOptions().nkey()
                    + request.connectOptions().signature().length()
                    + request.connectOptions().protocol() + request.tls()
                    + request.tags() + request.unknown());
        }
    }

    // ---- what the service says

    private static String response(
            AuthorizationRequestClaims request,
            KeyPair key,
            UnaryOperator<AuthorizationResponseClaims.Builder> changes) {
        return Signer.sign(
                changes.apply(AuthorizationResponseClaims.builder(request.userNkey())
                                .audience(request.server().id()))
                        .build(),
                key);
    }

    private static String token(AuthorizationRequestClaims request, KeyPair key) {
        return Signer.sign(UserClaims.builder(request.userNkey()).build(), key);
    }

    private static String user(
            AuthorizationRequestClaims request, KeyPair key, UnaryOperator<UserClaims.Builder> changes) {
        UserClaims.Builder claims = UserClaims.builder(request.userNkey()).rights(UserRights.UNLIMITED);
        String token = Signer.sign(changes.apply(claims).build(), key);
        return response(request, SIGNER.account, b -> b.jwt(token));
    }
}
