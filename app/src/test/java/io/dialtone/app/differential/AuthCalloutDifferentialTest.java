package io.dialtone.app.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.accounts.jwt.AuthorizationRequestClaims;
import io.dialtone.accounts.jwt.AuthorizationResponseClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.TimeWindow;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.testkit.AuthorizationService;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that decides about logins: what it is asked, which of its answers count, and what the log says of the others. */
class AuthCalloutDifferentialTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair ISSUER = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private static final KeyPair STRANGER = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private static final CurveKeyPair CURVE = CurveKeyPair.generate(RANDOM);
    private static final String REFUSED = "-ERR 'Authorization Violation'\r\n";
    private static final Pattern KEY = Pattern.compile("\\b([ANUX])[A-Z2-7]{55}\\b");
    private static final String ACCOUNTS = """
            server_name: S1
            accounts {
              AUTH { users: [ { user: auth, password: p } ] }
              APP { users: [ { user: local, password: p } ] }
              OTHER { users: [ { user: other, password: p } ] }
              SYS { users: [ { user: admin, password: p } ] }
            }
            system_account: SYS
            authorization {
              timeout: 5
              auth_callout { issuer: %s, account: AUTH, auth_users: [ auth, admin ] %s }
            }
            """;

    private static Differential plain;
    private static Differential sealed;

    @BeforeAll
    static void start() {
        plain = Differential.start(ACCOUNTS.formatted(ISSUER.publicKey(), ""));
        sealed = Differential.start(ACCOUNTS.formatted(ISSUER.publicKey(), ", xkey: " + CURVE.publicKey()));
    }

    @AfterAll
    static void stop() {
        plain.close();
        sealed.close();
    }

    /** Answers of a service. */
    enum Answer {
        USER(r -> user(r, c -> c)),
        NAMED_USER(r -> user(r, c -> c.name("from-service"))),
        USER_WITH_PERMISSIONS(r -> user(
                r,
                c -> c.rights(c.build()
                        .rights()
                        .with(b -> b.permissions(new PermissionsClaim(
                                new PermissionClaim(List.of("ok"), List.of()),
                                new PermissionClaim(List.of("in.>"), List.of("in.x")),
                                null)))))),
        USER_WITHOUT_NUMBERS(r -> user(
                r,
                c -> c.rights(c.build()
                        .rights()
                        .with(b -> b.subscriptions(0).payload(0).sources(List.of("10.1.2.3/32")))))),
        USER_OF_THE_SERVICES_OWN_ACCOUNT(r -> user(r, c -> c.audience("AUTH"))),
        USER_OF_THE_SYSTEM_ACCOUNT(r -> user(r, c -> c.audience("SYS"))),
        USER_OF_THE_GLOBAL_ACCOUNT(r -> user(r, c -> c.audience("$G"))),
        USER_OF_NO_ACCOUNT(r -> user(r, c -> c.audience(""))),
        USER_OF_AN_UNKNOWN_ACCOUNT(r -> user(r, c -> c.audience("NOWHERE"))),
        USER_FOR_OTHER_KINDS_OF_CONNECTIONS(r ->
                user(r, c -> c.rights(c.build().rights().with(b -> b.connectionTypes(List.of("MQTT")))))),
        USER_FOR_NO_KIND_OF_CONNECTION(r ->
                user(r, c -> c.rights(c.build().rights().with(b -> b.connectionTypes(List.of("SMOKE")))))),
        USER_AT_ANOTHER_TIME(r -> user(
                r,
                c -> c.rights(c.build().rights().with(b -> b.times(List.of(new TimeWindow("00:00:00", "00:00:00"))))))),
        USER_EXPIRED(r -> user(r, c -> c.expires(1))),
        USER_WITH_A_WARNING(r -> user(r, c -> c.rights(c.build().rights().with(b -> b.timesLocation("Nowhere"))))),
        USER_THROUGH_A_PROXY(r -> user(r, c -> c.rights(c.build().rights().with(b -> b.proxyRequired(true))))),
        USER_WITH_ISSUER_ACCOUNT(r -> user(r, c -> c.issuerAccount(STRANGER.publicKey()))),
        ANOTHER_USER(r ->
                user(r, c -> c.subject(KeyPair.generate(NkeyType.USER, RANDOM).publicKey()))),
        USER_OF_A_STRANGER(r -> response(r, b -> b.jwt(encode(userClaims(r).build(), STRANGER)))),
        NO_USER(r -> response(r, b -> b.jwt("eyJub25zZW5zZQ"))),
        AN_ERROR(r -> response(r, b -> b.error("not today"))),
        NEITHER(r -> response(r, b -> b)),
        BOTH(r -> response(r, b -> b.jwt("x").error("y"))),
        FOR_ANOTHER_USER(r -> response(
                r,
                b -> b.subject(KeyPair.generate(NkeyType.USER, RANDOM).publicKey())
                        .error("x"))),
        FOR_ANOTHER_SERVER(r -> response(
                r,
                b -> b.audience(KeyPair.generate(NkeyType.SERVER, RANDOM).publicKey())
                        .error("x"))),
        FOR_NO_SERVER(r -> response(r, b -> b.audience("").error("x"))),
        SIGNED_BY_A_STRANGER(r ->
                encode(answer(r).jwt(encode(userClaims(r).build(), ISSUER)).build(), STRANGER)),
        EXPIRED(r -> response(r, b -> b.expires(1).error("x"))),
        EMPTY(r -> ""),
        NONSENSE(r -> "nonsense"),
        ANOTHER_TOKEN(r -> encode(userClaims(r).build(), ISSUER));

        private final AuthorizationService.Responder responder;

        Answer(AuthorizationService.Responder responder) {
            this.responder = responder;
        }
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void takesTheSameAnswersForTheSameReasons(Answer answer) {
        plain.compare(answer.name(), server -> login(server, answer, "\"user\":\"u\",\"pass\":\"x\""));
    }

    @ParameterizedTest
    @EnumSource(names = {"USER", "SIGNED_BY_A_STRANGER", "NONSENSE", "EMPTY", "AN_ERROR", "USER_EXPIRED"})
    void takesSealedAnswersAndThoseThatAreNot(Answer answer) {
        sealed.compare(answer + " sealed", server -> login(server, answer, "\"user\":\"u\"", true));
        sealed.compare(answer + " plain", server -> login(server, answer, "\"user\":\"u\"", false));
    }

    @Test
    void asksTheSame() {
        String connect = "\"user\":\"u\",\"pass\":\"x\",\"auth_token\":\"t\",\"name\":\"n\",\"lang\":\"lab\","
                + "\"version\":\"0.1\",\"protocol\":1,\"sig\":\"c2ln\"";
        plain.compare("request", server -> request(server, connect));
        plain.compare("request of nobody", server -> request(server, ""));
        plain.compare("request with a token", server -> request(server, "\"auth_token\":\"t\""));
        sealed.compare("sealed request", server -> request(server, connect));
    }

    @Test
    void asksAboutThoseWhoseOwnPasswordsAreRightToo() {
        plain.compare("local user", server -> login(server, Answer.USER, "\"user\":\"local\",\"pass\":\"p\""));
        plain.compare("refused", server -> login(server, Answer.AN_ERROR, "\"user\":\"local\",\"pass\":\"p\""));
    }

    @Test
    void doesNotAskAboutTheServiceItself() {
        plain.compare("service", server -> {
            try (RawClient wrong = RawClient.connect(server.port());
                    RawClient right = RawClient.connect(server.port(), "\"user\":\"auth\",\"pass\":\"p\"")) {
                wrong.send("CONNECT {\"user\":\"auth\",\"pass\":\"wrong\",\"verbose\":false}\r\nPING\r\n");
                right.send("PUB $SYS.REQ.USER.AUTH 0\r\n\r\nPUB other 0\r\n\r\nPING\r\n");
                return withoutPings(wrong.readToEof() + right.readThrough("PONG\r\n"));
            }
        });
    }

    @Test
    void refusesWhenNobodyAnswersInTime() {
        plain.compare("no service", server -> {
            try (RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"user\":\"u\",\"verbose\":false}\r\nPING\r\n");
                return withoutPings(client.readToEof());
            }
        });
    }

    @Test
    void decidesAboutListedAccountsOnly() {
        String config = ACCOUNTS.formatted(ISSUER.publicKey(), ", allowed_accounts: [ APP ]");
        try (Differential servers = Differential.start(config)) {
            servers.compare("not listed", server -> {
                try (RawClient client =
                        RawClient.connect(server.port(), "\"user\":\"other\",\"pass\":\"p\",\"protocol\":1")) {
                    return "let in";
                }
            });
            servers.compare("listed", server -> login(server, Answer.AN_ERROR, "\"user\":\"local\",\"pass\":\"p\""));
            servers.compare("unknown", server -> login(server, Answer.USER, "\"user\":\"nobody\""));
        }
    }

    @Test
    void theAccountOfTheServiceHearsWhyAndTheSystemAccountThat() {
        for (Answer answer : List.of(Answer.AN_ERROR, Answer.EMPTY)) {
            for (String user : List.of("nobody", "local")) {
                plain.compare(
                        answer + " " + user, server -> news(server, service -> service.answer(answer.responder), user));
            }
        }
        plain.compare("no answer", server -> news(server, service -> {}, "nobody"));
        plain.compare("the service's own name", server -> news(server, service -> {}, "auth"));
    }

    private static String news(NatsProcess server, Consumer<AuthorizationService> answering, String user) {
        try (AuthorizationService service = service(server);
                RawClient own = RawClient.connect(server.port(), "\"user\":\"auth\",\"pass\":\"p\"");
                RawClient system = RawClient.connect(server.port(), "\"user\":\"admin\",\"pass\":\"p\"")) {
            own.send("SUB $SYS.ACCOUNT.CLIENT.AUTH.ERR 1\r\n").flush();
            system.send("SUB $SYS.SERVER.*.CLIENT.AUTH.ERR 1\r\nSUB $SYS.ACCOUNT.*.DISCONNECT 2\r\n")
                    .flush();
            long cid;
            try (RawClient client = RawClient.open(server.port())) {
                cid = client.readInfo().path("client_id").asLong();
                String password = user.equals("auth") ? "wrong" : "p";
                client.send("CONNECT {\"user\":\"" + user + "\",\"pass\":\"" + password + "\",\"verbose\":false}\r\n");
                answering.accept(service);
                client.readToEof();
            }
            Stream<String> ofSystem = Stream.of(event(system, cid), event(system, cid));
            return event(own, cid) + ofSystem.sorted().collect(Collectors.joining());
        }
    }

    /** The next event about this client; others may be leaving still. */
    private static String event(RawClient listener, long cid) {
        while (true) {
            Matcher line = listener.expectLine("MSG (\\S+) \\d +(\\d+)");
            JsonNode event = json(listener.read(Integer.parseInt(line.group(2)) + 2));
            JsonNode client = event.path("client");
            if (client.path("id").asLong() == cid) {
                String who = client.path("acc").toString() + client.path("user");
                return masked(line.group(1)) + " " + event.path("reason") + " " + who + "\n";
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void isAskedAgainAfterAReload() {
        plain.compare("reload", server -> {
            try (AuthorizationService service = service(server);
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"auth_token\":\"t\",\"verbose\":false}\r\nPING\r\n");
                service.answer(Answer.USER.responder);
                client.expect("PONG\r\n");
                // Otherwise the service may be asked about somebody who is leaving.
                awaitNobodyElse(server);
                server.signal("HUP");
                String token = service.answer(Answer.USER_WITH_PERMISSIONS.responder)
                        .connectOptions()
                        .token();
                server.awaitLog("Reloaded server configuration");
                String denied = deniedOnce(client);
                server.signal("HUP");
                service.answer(Answer.AN_ERROR.responder);
                return token + denied + client.readToEof().replaceAll("P[IO]NG\r\n", "");
            }
        });
    }

    /** Whether permissions have come by now that forbid a publish. */
    private static String deniedOnce(RawClient client) {
        List<String> last = new ArrayList<>();
        Deadline.await("new permissions", () -> {
            client.send("PUB no 0\r\n\r\nPING\r\n");
            last.add(client.readLine());
            if (!last.getLast().equals("PONG")) {
                client.expect("PONG\r\n");
            }
            return !last.getLast().equals("PONG");
        });
        return last.getLast();
    }

    @Test
    void endsWithItsUser() {
        plain.compare("expiry", server -> {
            try (AuthorizationService service = service(server);
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"user\":\"u\",\"verbose\":false}\r\nPING\r\n");
                // Time enough for the answer to be still of use when it is looked at.
                service.answer(r ->
                        user(r, c -> c.expires(Clock.systemUTC().instant().getEpochSecond() + 6)));
                return withoutPings(client.readToEof());
            }
        });
    }

    /** A PING of the server may or may not come before the end. */
    private static String withoutPings(String text) {
        return text.replace("PING\r\n", "");
    }

    /** Waits until the service and its client are the only ones: those of the dialogue before may be leaving still. */
    private static void awaitNobodyElse(NatsProcess server) {
        Deadline.awaitValue(
                "connections",
                () -> server.monitor("/connz").path("num_connections").asInt(),
                connections -> connections == 2);
    }

    private static AuthorizationService service(NatsProcess server) {
        return new AuthorizationService(
                RawClient.connect(
                        server.port(), "\"user\":\"auth\",\"pass\":\"p\",\"headers\":true,\"no_responders\":true"),
                CURVE);
    }

    /** What a client sees, and what the log says of it. */
    private static String login(NatsProcess server, Answer answer, String members) {
        return login(server, answer, members, false);
    }

    private static String login(NatsProcess server, Answer answer, String members, boolean seal) {
        int before = server.log().length();
        try (AuthorizationService service = service(server);
                RawClient client = RawClient.connect(server.port())) {
            client.send("CONNECT {" + members + ",\"protocol\":1,\"verbose\":false}\r\nPING\r\n");
            service.seal(seal);
            service.answer(answer.responder);
            String first = client.readLine();
            if (!first.equals("PONG")) {
                return first + "\n" + withoutPings(client.readToEof()) + warning(server, before);
            }
            String account = client.readInfo().path("connect_info").toString();
            client.send("PUB ok 0\r\n\r\nPUB no 0\r\n\r\nPUB $SYS.REQ.USER.AUTH 0\r\n\r\n"
                    + "SUB in.y 1\r\nSUB in.x 2\r\nSUB out 3\r\nPUB ok 3\r\nabc\r\nPING\r\n");
            return first + " " + account + "\n" + withoutPings(client.readThrough("PONG\r\n")) + user(server);
        }
    }

    private static String user(NatsProcess server) {
        awaitNobodyElse(server);
        return server.monitor("/connz?auth=1&sort=cid").path("connections").findValuesAsText("authorized_user")
                + server.monitor("/connz?auth=1&sort=cid")
                        .path("connections")
                        .findValuesAsText("account")
                        .toString();
    }

    /** The warning that tells why, keys and the names of the log's own left out. */
    private static String warning(NatsProcess server, int from) {
        Pattern warning = Pattern.compile("\\[WRN] (.*)\n");
        Deadline.await(
                "a warning", () -> warning.matcher(server.log().substring(from)).find());
        return warning.matcher(server.log().substring(from))
                .results()
                .map(found -> masked(found.group(1)))
                .collect(Collectors.joining("\n"));
    }

    private static String masked(String text) {
        return KEY.matcher(text).replaceAll("$1");
    }

    private static String request(NatsProcess server, String members) {
        try (AuthorizationService service = service(server);
                RawClient client = RawClient.connect(server.port())) {
            client.send("CONNECT {" + (members.isEmpty() ? "" : members + ",") + "\"verbose\":false}\r\nPING\r\n");
            AuthorizationRequestClaims request = service.answer(r -> "");
            client.expect(REFUSED);
            // Five seconds, less what the request took to make, in whole seconds.
            long lifetime = request.expires() - request.issuedAt();
            return masked(service.frame() + "\n" + request.audience() + " " + request.issuer() + " " + request.subject()
                    + " " + request.name()
                    + " " + (lifetime >= 3 && lifetime <= 6) + "\n" + request.server() + "\n"
                    + request.client().toString().replaceFirst("id=\\d+", "id") + "\n"
                    + request.connectOptions() + request.connectOptions().user()
                    + request.connectOptions().password()
                    + request.connectOptions().token()
                    + request.connectOptions().signature()
                    + request.connectOptions().protocol() + request.tls()
                    + request.tags() + request.unknown());
        }
    }

    private static AuthorizationResponseClaims.Builder answer(AuthorizationRequestClaims request) {
        return AuthorizationResponseClaims.builder(request.userNkey())
                .audience(request.server().id());
    }

    private static String response(
            AuthorizationRequestClaims request, UnaryOperator<AuthorizationResponseClaims.Builder> changes) {
        return encode(changes.apply(answer(request)).build(), ISSUER);
    }

    private static UserClaims.Builder userClaims(AuthorizationRequestClaims request) {
        return UserClaims.builder(request.userNkey()).audience("APP");
    }

    private static String user(AuthorizationRequestClaims request, UnaryOperator<UserClaims.Builder> changes) {
        String token = encode(changes.apply(userClaims(request)).build(), ISSUER);
        return response(request, b -> b.jwt(token));
    }

    private static String encode(Claims claims, KeyPair key) {
        try {
            return Jwt.encode(claims, key, Clock.systemUTC());
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }
}
