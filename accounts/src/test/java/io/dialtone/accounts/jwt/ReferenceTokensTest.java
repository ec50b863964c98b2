package io.dialtone.accounts.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that the reference library made of random claims, each with the seed of its issuer and what that library finds in it. */
class ReferenceTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    static Stream<JsonObject> tokens() {
        return Fixtures.lines("tokens.jsonl");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void writesTheVeryTokenItRead(JsonObject line) throws Exception {
        Claims claims = decode(line);
        KeyPair key = KeyPair.fromSeed(line.string("key"));
        Clock clock = Clock.fixed(Instant.ofEpochSecond(claims.issuedAt()), ZoneOffset.UTC);
        assertThat(Jwt.encode(claims, key, clock)).isEqualTo(line.string("token"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void findsTheSameIssues(JsonObject line) throws JwtException {
        List<String> found = decode(line).validate(NOW).issues().stream()
                .map(issue -> issue.severity() + " " + issue.text())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(line.strings("issues"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void namesActivationsAlike(JsonObject line) throws JwtException {
        if (decode(line) instanceof ActivationClaims activation && line.has("hash")) {
            assertThat(activation.hashId()).isEqualTo(line.string("hash"));
        }
    }

    private static Claims decode(JsonObject line) throws JwtException {
        String token = line.string("token");
        return line.string("kind").equals("generic") ? Jwt.decodeGeneric(token) : Jwt.decode(token);
    }
}
