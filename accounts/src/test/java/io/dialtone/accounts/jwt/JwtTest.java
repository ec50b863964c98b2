package io.dialtone.accounts.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.conf.ExchangeKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JwtTest {
    private static final KeyPair OPERATOR = Seeds.key(NkeyType.OPERATOR, 0);
    private static final KeyPair ACCOUNT = Seeds.key(NkeyType.ACCOUNT, 1);
    private static final KeyPair USER = Seeds.key(NkeyType.USER, 2);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final String HEADER = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.";
    private static final String START =
            "eyJqdGkiOiJDWFVRMklJWlhCRklCQzJETTZWVk5JVkk0U1c1RFlWSDJMTFdFWFhZUk8zRk9TMzdOWjJBIi"
                    + "wiaWF0IjoxNzAwMDAwMDAwLCJpc3MiOiJBQjQzS1ZST1I3VEZKNktBUENZUkYyRkpST1RaQUg0RkhMVEpMUFdYNERSWkNDNU5BU0xHSUZXMy"
                    + "IsIm5hbWUiOiJ1Iiwic3ViIjoiVUJCNDNRQkQySVdWN0hRUVBVTkFORTJGUFUyNURVSU9XN0pCWTRRUlNMMlc2WFBFQVpTNUhFUVciLC";
    private static final String SECOND = HEADER + START
            + "JuYXRzIjp7InB1YiI6e30sInN1YiI6e30sInN1YnMiOi0xLCJkYXRhIjotMSwicGF5bG9hZCI6LTEsInR5cGUiOiJ1c2VyIiwidmVyc2lvbi"
            + "I6Mn19.S4plTBZgPrlk1c-qv0fIvF9GGOBBPgIUpd-s0NyP1isDbkm49avKRmDke69xcoxSC77VNNliLrAN5_X_sRdLAA";
    private static final String FIRST = "eyJ0eXAiOiJqd3QiLCJhbGciOiJlZDI1NTE5In0." + START
            + "J0eXBlIjoidXNlciIsIm5hdHMiOnsicHViIjp7fSwic3ViIjp7fX19.vg4QDYvOrXwDGqQmh6YenAkv0_rIXFvkh2ZZT6jUoUiAL4sV292y"
            + "4TTuqelIXtzNb-HUFWJ4cloCOTsSAmA1Cw";

    @Test
    void writesTheTokenOfTheReference() throws JwtException {
        UserClaims claims = UserClaims.builder(USER.publicKey()).name("u").build();
        assertThat(Jwt.encode(claims, ACCOUNT, CLOCK)).isEqualTo(SECOND);
    }

    @Test
    void readsBothVersionsAlike() throws JwtException {
        UserClaims second = Jwt.decodeUser(SECOND);
        UserClaims first = Jwt.decodeUser(FIRST);
        assertThat(second.version()).isEqualTo(2);
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.with(b -> b.version(2))).isEqualTo(second);
        assertThat(first.rights()).isEqualTo(UserRights.UNLIMITED);
        assertThat(first.name()).isEqualTo("u");
        assertThat(first.accountId()).isEqualTo(ACCOUNT.publicKey());
        assertThat(first.issuedAt()).isEqualTo(1_700_000_000);
        assertThat(first.id()).isEqualTo("CXUQ2IIZXBFIBC2DM6VVNIVI4SW5DYVH2LLWEXXYRO3FOS37NZ2A");
    }

    @Test
    void passesOverLineEndsInAToken() throws JwtException {
        assertThat(Jwt.decode(SECOND + "\r\n")).isEqualTo(Jwt.decode(SECOND));
    }

    @Test
    void theSignatureOfTheFirstVersionDoesNotCoverTheHeader() throws JwtException {
        assertThat(Jwt.decode(HEADER + FIRST.substring(FIRST.indexOf('.') + 1))).isInstanceOf(UserClaims.class);
        String other = "eyJ0eXAiOiJqd3QiLCJhbGciOiJlZDI1NTE5In0." + SECOND.substring(HEADER.length());
        expect("claim failed V2 signature verification", () -> Jwt.decode(other));
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        expect("expected 3 chunks", () -> Jwt.decode("a.b"));
        expect("expected 3 chunks", () -> Jwt.decode(SECOND + ".x"));
        expect("illegal base64 data at input byte 2", () -> Jwt.decode("ab*c.b.c"));
        expect("illegal base64 data at input byte 0", () -> Jwt.decode("=.b.c"));
        expect(
                "token size 1048577 exceeds maximum of 1048576 bytes: token too large",
                () -> Jwt.decode("a".repeat(1048577)));
        expect("expected 3 chunks", () -> Jwt.decode("a".repeat(1048576)));
        expect("not operator claim", () -> Jwt.decodeOperator(SECOND));
        expect("not account claim", () -> Jwt.decodeAccount(SECOND));
        expect("not activation claim", () -> Jwt.decodeActivation(SECOND));
        expect("not an authorization request claim", () -> Jwt.decodeAuthorizationRequest(SECOND));
        expect("not an authorization request claim", () -> Jwt.decodeAuthorizationResponse(SECOND));
        String account = encode(AccountClaims.builder(ACCOUNT.publicKey()).build(), OPERATOR);
        expect("not user claim", () -> Jwt.decodeUser(account));
    }

    @Test
    void signsOnlyWithKeysThatMaySign() {
        expect(
                "unable to validate expected prefixes - [account]",
                () -> Jwt.encode(Jwt.decode(SECOND), OPERATOR, CLOCK));
        expect(
                "unable to validate expected prefixes - [account operator]",
                () -> Jwt.encode(AccountClaims.builder(ACCOUNT.publicKey()).build(), USER, CLOCK));
        expect(
                "expected subject to be account public key",
                () -> Jwt.encode(AccountClaims.builder(USER.publicKey()).build(), OPERATOR, CLOCK));
        expect(
                "expected subject to be user public key",
                () -> Jwt.encode(UserClaims.builder("x").build(), ACCOUNT, CLOCK));
        expect(
                "expected subject to be an operator public key",
                () -> Jwt.encode(OperatorClaims.builder("x").build(), OPERATOR, CLOCK));
        expect(
                "expected subject to be an account",
                () -> Jwt.encode(ActivationClaims.builder("x").build(), ACCOUNT, CLOCK));
        expect("subject is not set", () -> Jwt.encode(GenericClaims.builder("").build(), ACCOUNT, CLOCK));
        OperatorClaims url = OperatorClaims.builder(OPERATOR.publicKey())
                .accountServerUrl("host/path")
                .build();
        expect("account server url \"host/path\" requires a protocol", () -> Jwt.encode(url, OPERATOR, CLOCK));
    }

    @Test
    void readsATokenOfAnyTypeAsAMap() throws JwtException {
        GenericClaims second = Jwt.decodeGeneric(SECOND);
        assertThat(second.typeName()).isEqualTo("user");
        assertThat(second.data()).containsEntry("subs", -1L).containsEntry("version", 2L);
        assertThat(Jwt.decodeGeneric(FIRST).typeName()).isEqualTo("user");
        String token = encode(
                GenericClaims.builder(ACCOUNT.publicKey())
                        .data(Map.of("accounts", List.of("a")))
                        .build(),
                OPERATOR);
        assertThat(Jwt.decodeGeneric(token).data()).containsEntry("accounts", List.of("a"));
        expect("claim failed V1 signature verification", () -> Jwt.decode(token));
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() throws Exception {
        String payload = "{\"iss\":\"" + OPERATOR.publicKey() + "\",\"sub\":\"" + ACCOUNT.publicKey() + "\",\"nats\":{"
                + "\"imports\":[{\"subject\":\"a\",\"future\":[1,{\"b\":null}]}],\"exports\":[{\"later\":true}],"
                + "\"limits\":{\"moons\":3},\"type\":\"account\",\"version\":2,\"tomorrow\":{\"x\":\"<\"}}}";
        AccountClaims claims = Jwt.decodeAccount(signed(payload, OPERATOR));
        AccountClaims again = Jwt.decodeAccount(encode(claims.with(b -> b.name("new")), OPERATOR));
        assertThat(again.unknown()).containsOnlyKeys("tomorrow").isEqualTo(claims.unknown());
        assertThat(again.imports()).isEqualTo(claims.imports());
        assertThat(again.imports().getFirst().unknown()).containsKey("future");
        assertThat(again.exports().getFirst().unknown()).containsEntry("later", true);
        assertThat(again.limits().unknown()).containsEntry("moons", 3L);
    }

    @Test
    void anAccountSaysWhoseClaimsItSigned() throws JwtException {
        KeyPair signing = Seeds.key(NkeyType.ACCOUNT, 7);
        AccountClaims account = AccountClaims.builder(ACCOUNT.publicKey())
                .signingKeys(List.of(SigningKey.of(signing.publicKey())))
                .build();
        UserClaims user = UserClaims.builder(USER.publicKey()).build();
        assertThat(account.signed(Jwt.decode(encode(user, ACCOUNT)))).isTrue();
        assertThat(account.signed(Jwt.decode(encode(user, signing)))).isFalse();
        UserClaims issued = user.with(b -> b.issuerAccount(ACCOUNT.publicKey()));
        assertThat(account.signed(Jwt.decode(encode(issued, signing)))).isTrue();
        assertThat(account.signed(Jwt.decode(encode(issued, Seeds.key(NkeyType.ACCOUNT, 8)))))
                .isFalse();
    }

    @Test
    void anOperatorTrustsItsSigningKeysAndInStrictUseNotItsIdentity() {
        KeyPair signing = Seeds.key(NkeyType.OPERATOR, 5);
        OperatorClaims operator = OperatorClaims.builder(OPERATOR.publicKey())
                .signingKeys(List.of(signing.publicKey()))
                .build();
        OperatorClaims strict = operator.with(b -> b.strictSigningKeyUsage(true));
        assertThat(operator.trusts(OPERATOR.publicKey())).isTrue();
        assertThat(operator.trusts(signing.publicKey())).isTrue();
        assertThat(strict.trusts(OPERATOR.publicKey())).isFalse();
        assertThat(strict.trusts(signing.publicKey())).isTrue();
        assertThat(strict.trusts(Seeds.key(NkeyType.OPERATOR, 6).publicKey())).isFalse();
    }

    @Test
    void importsAndExportsAreWrittenInTheOrderOfTheirSubjects() throws JwtException {
        AccountClaims claims = AccountClaims.builder(ACCOUNT.publicKey())
                .exports(List.of(
                        Export.builder(ExchangeKind.STREAM, "z").build(),
                        Export.builder(ExchangeKind.SERVICE, "a").build()))
                .build();
        assertThat(Jwt.decodeAccount(encode(claims, OPERATOR)).exports())
                .extracting(Export::subject)
                .containsExactly("a", "z");
    }

    @Test
    void changedBytesAreNeverTakenAndNeverThrowAnythingElse() {
        Random random = new Random(11);
        List<String> tokens = List.of(SECOND, FIRST);
        String letters = "ABCxyz019-_.=+/ {}\"\u0000é";
        for (int i = 0; i < 3000; i++) {
            StringBuilder token = new StringBuilder(tokens.get(i % 2));
            for (int j = random.nextInt(3); j >= 0; j--) {
                int at = random.nextInt(token.length());
                switch (random.nextInt(3)) {
                    case 0 -> token.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> token.deleteCharAt(at);
                    default -> token.insert(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                Claims claims = Jwt.decode(token.toString());
                // The header of the first version is not signed, and the last digits of a signature have spare bits.
                assertThat(claims).isIn(decoded(SECOND), decoded(FIRST));
            } catch (JwtException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void randomPayloadsThatAreProperlySignedNeverThrowAnythingElse() {
        Random random = new Random(5);
        String base = new String(Base64Text.decode(SECOND.split("\\.")[1]), StandardCharsets.UTF_8);
        List<String> words = List.of(
                "null", "{}", "[]", "1", "\"x\"", "true", "-1e400", "1e999999999", "\"nats\"", ":", ",", "[", "}");
        for (int i = 0; i < 3000; i++) {
            StringBuilder payload = new StringBuilder(base);
            for (int j = random.nextInt(3); j >= 0; j--) {
                int at = random.nextInt(payload.length());
                int end = Math.min(payload.length(), at + random.nextInt(12));
                payload.replace(at, end, words.get(random.nextInt(words.size())));
            }
            try {
                Jwt.decode(signed(payload.toString(), ACCOUNT)).validate(CLOCK.instant());
                Jwt.decodeGeneric(signed(payload.toString(), ACCOUNT)).validate(CLOCK.instant());
            } catch (JwtException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private static Claims decoded(String token) {
        try {
            return Jwt.decode(token);
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(String payload, KeyPair key) {
        String text = HEADER + Base64Text.encode(payload.getBytes(StandardCharsets.UTF_8));
        return text + "." + Base64Text.encode(key.sign(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(Claims claims, KeyPair key) {
        try {
            return Jwt.encode(claims, key, CLOCK);
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    private static void expect(String text, ThrowingCallable call) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(call).withMessage(text);
    }
}
