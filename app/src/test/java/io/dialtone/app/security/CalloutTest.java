package io.dialtone.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Another service decides who gets in: what it is asked, which answers let somebody in, and which do not. */
@Timeout(300)
class CalloutTest {

    private static final String REFUSED = "-ERR 'Authorization Violation'\r\n";
    private static final String ENVELOPE = "eyJ";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Seconds that the service has for its answer. It runs in the process of the tests, which may be stopped for a while. */
    private static final int TIMEOUT = 30;

    private final KeyPair issuer = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final KeyPair stranger = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
    private final CurveKeyPair curve = CurveKeyPair.generate(RANDOM);

    private String config(String more) {
        return config(TIMEOUT, more);
    }

    private String config(int timeout, String more) {
        return """
                server_name: t
                authorization {
                  timeout: %d
                  auth_callout { issuer: %s, account: AUTH, auth_users: [auth] %s }
                }
                accounts {
                  AUTH { users: [ {user: auth, password: p} ] }
                  A { users: [ {user: a, password: p} ] }
                  B { users: [ {user: b, password: p} ] }
                }
                """.formatted(timeout, issuer.publicKey(), more);
    }

    /** Plays a login with the service answering as told; {@code outcome} looks at the client that asked. */
    private void login(NatsProcess server, Function<JsonNode, String> answer, BiConsumer<RawClient, JsonNode> outcome) {
        try (CalloutService service = CalloutService.start(server, answer);
                RawClient client = RawClient.connect(server.port())) {
            client.send(
                    "CONNECT {\"verbose\":false,\"user\":\"alice\",\"pass\":\"secret\",\"name\":\"cl\",\"lang\":\"l\","
                            + "\"version\":\"1\",\"protocol\":0}\r\nPING\r\n");
            outcome.accept(client, service.request());
        }
    }

    private Stream<DynamicTest> lets(String config, Function<JsonNode, String> answer) {
        return SharedServer.ownServer(
                config, server -> login(server, answer, (client, request) -> client.expect("PONG\r\n")));
    }

    private Stream<DynamicTest> refuses(Function<JsonNode, String> answer, String logged) {
        return SharedServer.ownServer(config(""), server -> {
            login(server, answer, (client, request) -> client.expect(REFUSED).expectEof());
            server.awaitLog(logged);
        });
    }

    private String user(JsonNode request, String account, String more) {
        return user(issuer, request, account, more);
    }

    private static String user(KeyPair signer, JsonNode request, String account, String more) {
        String subject = request.path("nats").path("user_nkey").asText();
        return Minted.user(signer, subject, account, more);
    }

    private String response(JsonNode request, String jwt) {
        return Minted.response(issuer, request, "\"jwt\":\"" + jwt + "\"");
    }

    @TestFactory
    Stream<DynamicTest> theServiceIsToldWhoAsks() {
        return SharedServer.ownServer(
                config(""),
                server -> login(server, request -> response(request, user(request, "A", "")), (client, request) -> {
                    client.expect("PONG\r\n");
                    JsonNode nats = request.path("nats");
                    assertThat(request.path("aud").asText()).isEqualTo("nats-authorization-request");
                    assertThat(request.path("sub").asText()).isEqualTo(issuer.publicKey());
                    assertThat(request.path("iss").asText())
                            .isEqualTo(nats.path("server_id").path("id").asText())
                            .startsWith("N");
                    assertThat(request.path("exp").asLong()
                                    - request.path("iat").asLong())
                            .as("each is a reading of the clock of its own, the end the earlier one")
                            .isBetween(TIMEOUT - 3L, (long) TIMEOUT);
                    assertThat(nats.path("type").asText()).isEqualTo("authorization_request");
                    assertThat(nats.path("version").asInt()).isEqualTo(2);
                    assertThat(nats.path("user_nkey").asText()).hasSize(56).startsWith("U");
                    assertThat(nats.path("server_id").path("name").asText()).isEqualTo("t");
                    assertThat(fields(nats.path("client_info")))
                            .containsExactly("host", "id", "user", "name", "kind", "type");
                    assertThat(nats.path("connect_opts").toString())
                            .isEqualTo("{\"user\":\"alice\",\"pass\":\"secret\",\"name\":\"cl\",\"lang\":\"l\","
                                    + "\"version\":\"1\",\"protocol\":0}");
                }));
    }

    private static List<String> fields(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    @TestFactory
    Stream<DynamicTest> whomItKnowsGetsInWithTheRightsItGives() {
        String rights = "\"pub\":{\"allow\":[\"ok\"]},\"sub\":{\"allow\":[\"s\"]}";
        return SharedServer.ownServer(
                config(""),
                server -> login(
                        server,
                        request -> response(request, user(request, "A", rights)),
                        (client, request) -> client.expect("PONG\r\n")
                                .send("PUB no 0\r\n\r\nSUB no 1\r\nSUB s 2\r\nPUB ok 0\r\n\r\nPING\r\n")
                                .expect("-ERR 'Permissions Violation for Publish to \"no\"'\r\n"
                                        + "-ERR 'Permissions Violation for Subscription to \"no\"'\r\nPONG\r\n")));
    }

    @TestFactory
    Stream<DynamicTest> itChoosesTheAccount() {
        return SharedServer.ownServer(config(""), server -> {
            login(server, request -> response(request, user(request, "B", "")), (client, request) -> {
                client.expect("PONG\r\n").send("SUB foo 1\r\n").flush();
                assertThat(server.monitor("/connz?auth=1&acc=B")
                                .path("num_connections")
                                .asInt())
                        .isEqualTo(1);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> aStaticPasswordIsNotEnough() {
        return SharedServer.ownServer(config(""), server -> {
            try (CalloutService service = CalloutService.start(
                            server, request -> Minted.response(issuer, request, "\"error\":\"not today\""));
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"p\"}\r\nPING\r\n")
                        .expect(REFUSED)
                        .expectEof();
                assertThat(service.request()
                                .path("nats")
                                .path("connect_opts")
                                .path("user")
                                .asText())
                        .isEqualTo("a");
            }
            server.awaitLog("Auth callout service returned an error: not today");
        });
    }

    @TestFactory
    Stream<DynamicTest> usersOfOtherAccountsKeepTheirOwnResult() {
        return SharedServer.ownServer(config(", allowed_accounts: [A]"), server -> {
            try (CalloutService service = CalloutService.start(
                            server, request -> Minted.response(issuer, request, "\"error\":\"no\""));
                    RawClient b = RawClient.connect(server.port(), "\"user\":\"b\",\"pass\":\"p\"");
                    RawClient a = RawClient.connect(server.port())) {
                b.flush();
                a.send("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"p\"}\r\nPING\r\n")
                        .expect(REFUSED)
                        .expectEof();
                assertThat(service.request()).isNotNull();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> nobodyAnswers() {
        return SharedServer.ownServer(config(2, ""), server -> {
            try (RawClient other = RawClient.connect(server.port(), "\"user\":\"auth\",\"pass\":\"p\"");
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"p\"}\r\n");
                other.send("SUB foo 1\r\nPUB foo 0\r\n\r\n").expect("MSG foo 1 0\r\n\r\n");
                client.expect(REFUSED).expectEof();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whoLetsInEndsAtTheTimeGiven() {
        return SharedServer.ownServer(
                config(""),
                server -> login(
                        server,
                        request -> response(request, Minted.user(issuer, Minted.nkey(request), "A", "", 6)),
                        (client, request) -> client.expect("PONG\r\n")
                                .expect("-ERR 'User Authentication Expired'\r\n")
                                .expectEof()));
    }

    @TestFactory
    Stream<DynamicTest> sealedBothWays() {
        return SharedServer.ownServer(config(", xkey: " + curve.publicKey()), server -> {
            try (CalloutService service =
                            CalloutService.sealed(server, curve, request -> response(request, user(request, "A", "")));
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"verbose\":false,\"user\":\"alice\"}\r\nPING\r\n");
                assertThat(service.request().path("nats").path("user_nkey").asText())
                        .startsWith("U");
                client.expect("PONG\r\n");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> thePlainAnswerToASealedQuestion() {
        return SharedServer.ownServer(config(", xkey: " + curve.publicKey()), server -> {
            try (CalloutService service = CalloutService.opening(
                            server, curve, request -> response(request, user(request, "A", "")));
                    RawClient client = RawClient.connect(server.port())) {
                client.send("CONNECT {\"verbose\":false,\"user\":\"alice\"}\r\nPING\r\n");
                assertThat(service.request()).isNotNull();
                client.expect("PONG\r\n");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> emptyAnswer() {
        return refuses(request -> "", "\"no reason supplied\"");
    }

    @TestFactory
    Stream<DynamicTest> nonsenseAsAnswer() {
        return refuses(request -> ENVELOPE + "nonsense", "(?i)expected 3 chunks");
    }

    @TestFactory
    Stream<DynamicTest> anAnswerForSomebodyElse() {
        return refuses(
                request -> {
                    ObjectNode other = other(request, "user_nkey", KeyPair.generate(NkeyType.USER, RANDOM));
                    return Minted.response(issuer, other, "\"jwt\":\"" + user(other, "A", "") + "\"");
                },
                "(?i)auth callout");
    }

    @TestFactory
    Stream<DynamicTest> anAnswerForAnotherServer() {
        return refuses(
                request -> Minted.response(
                        issuer,
                        server(request, KeyPair.generate(NkeyType.SERVER, RANDOM)),
                        "\"jwt\":\"" + user(request, "A", "") + "\""),
                "response is not for server");
    }

    @TestFactory
    Stream<DynamicTest> aUserThatNobodyAskedFor() {
        return refuses(
                request -> response(
                        request, user(other(request, "user_nkey", KeyPair.generate(NkeyType.USER, RANDOM)), "A", "")),
                "Expected authorized user of");
    }

    @TestFactory
    Stream<DynamicTest> anAnswerSignedByAStranger() {
        return refuses(
                request -> Minted.response(stranger, request, "\"jwt\":\"" + user(request, "A", "") + "\""),
                "(?i)auth callout");
    }

    @TestFactory
    Stream<DynamicTest> aUserSignedByAStranger() {
        return refuses(request -> response(request, user(stranger, request, "A", "")), "(?i)auth callout");
    }

    @TestFactory
    Stream<DynamicTest> anAccountThatIsNotThere() {
        return refuses(request -> response(request, user(request, "NOPE", "")), "(?i)auth callout|account");
    }

    @TestFactory
    Stream<DynamicTest> aUserWhoHasExpired() {
        return refuses(
                request -> response(request, Minted.user(issuer, Minted.nkey(request), "A", "", -5)),
                "claim is expired");
    }

    @TestFactory
    Stream<DynamicTest> theSystemAccountIsPossible() {
        return lets(config(""), request -> response(request, user(request, "$SYS", "")));
    }

    private static ObjectNode other(JsonNode request, String member, KeyPair key) {
        ObjectNode copy = request.deepCopy();
        copy.withObject("/nats").put(member, key.publicKey());
        return copy;
    }

    private static ObjectNode server(JsonNode request, KeyPair key) {
        ObjectNode copy = request.deepCopy();
        copy.withObject("/nats/server_id").put("id", key.publicKey());
        return copy;
    }

    static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
