package io.dialtone.accounts.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.conf.ExchangeKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoratedFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final KeyPair ACCOUNT = Seeds.key(NkeyType.ACCOUNT, 1);
    private static final KeyPair USER = Seeds.key(NkeyType.USER, 2);

    @Test
    void writesCredentialsAsTheToolsDo() throws JwtException {
        String token = token();
        assertThat(DecoratedFile.credentials(token, USER.seed() + "\n")).isEqualTo("""
                -----BEGIN NATS USER JWT-----
                %s
                ------END NATS USER JWT------

                ************************* IMPORTANT *************************
                NKEY Seed printed below can be used to sign and prove identity.
                NKEYs are sensitive and should be treated as secrets.

                -----BEGIN USER NKEY SEED-----
                SUAAEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSAIOM6Y
                ------END USER NKEY SEED------

                *************************************************************
                """.formatted(token));
    }

    @Test
    void readsWhatItWrote() throws JwtException {
        String file = DecoratedFile.credentials(token(), USER.seed());
        assertThat(DecoratedFile.jwt(file)).isEqualTo(token());
        assertThat(DecoratedFile.seed(file)).isEqualTo(USER.seed());
        assertThat(DecoratedFile.userKey(file).publicKey()).isEqualTo(USER.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---anything---\nTOKEN\n--- ---\n---x---\nSEED\n------",
                "---anything---\r\nTOKEN\r\n------\r\n\r\n\r\n***\r\n---x---\r\nSEED\r\n------\r\n",
                "prefix ------\nTOKEN\n------\n------\nSEED\n------\n",
                "-----BEGIN-----\n\n-----BEGIN-----\nTOKEN\n-----END-----\ntext\n-----B-----\nSEED\n-----E-----\n",
            })
    void isLenientAboutWhatStandsAroundTheBlocks(String file) throws JwtException {
        String content = file.replace("TOKEN", token()).replace("SEED", USER.seed());
        assertThat(DecoratedFile.jwt(content)).isEqualTo(token());
        assertThat(DecoratedFile.seed(content)).isEqualTo(USER.seed());
    }

    @Test
    void takesAFileWithoutBlocksForTheTokenItself() throws JwtException {
        assertThat(DecoratedFile.jwt(token() + "\n")).isEqualTo(token());
        assertThat(DecoratedFile.jwt("-----\n" + token() + "\n")).startsWith("-----");
    }

    @Test
    void takesTheFirstLineThatLooksLikeASeed() throws JwtException {
        assertThat(DecoratedFile.seed("# comment\n  " + USER.seed() + "\n")).isEqualTo(USER.seed());
        assertThat(DecoratedFile.key("x\n" + ACCOUNT.seed()).type()).isEqualTo(NkeyType.ACCOUNT);
    }

    @Test
    void saysWhatIsMissing() throws JwtException {
        String token = token();
        expect("no nkey seed found", () -> DecoratedFile.seed("nothing"));
        expect("doesn't contain a seed nkey", () -> DecoratedFile.seed("------\na\n------\n------\nb\n------\n"));
        expect("doesn't contain an user seed nkey", () -> DecoratedFile.userKey(ACCOUNT.seed()));
        expect("nkeys: invalid checksum", () -> DecoratedFile.key(USER.seed().replace('6', '7')));
        expect(
                "nkey seed does not match the jwt subject",
                () -> DecoratedFile.credentials(
                        token, Seeds.key(NkeyType.USER, 3).seed()));
        expect("nkey seed is not an user seed", () -> DecoratedFile.credentials(token, ACCOUNT.seed()));
        expect("seed is too short", () -> DecoratedFile.ofSeed("S"));
        expect("seed is not an operator, account or user seed", () -> DecoratedFile.ofSeed("SN"));
        String account = Jwt.encode(AccountClaims.builder(ACCOUNT.publicKey()).build(), ACCOUNT, CLOCK);
        expect(
                "\"account\" cannot be serialized as a user config",
                () -> DecoratedFile.credentials(account, USER.seed()));
        assertThat(DecoratedFile.ofJwt(account)).startsWith("-----BEGIN NATS ACCOUNT JWT-----\n" + account + "\n");
    }

    @Test
    void readsLongLinesOfDashesInNoTime() {
        assertThat(DecoratedFile.jwt("-".repeat(1_000_000) + "\n*\n")).startsWith("---");
    }

    @Test
    void revokesWhatWasIssuedUntilThen() {
        Revocations list = Revocations.NONE.revoking("U1", 100).revoking("U2", 50);
        assertThat(list.isRevoked("U1", 100)).isTrue();
        assertThat(list.isRevoked("U1", 101)).isFalse();
        assertThat(list.isRevoked("U3", 1)).isFalse();
        assertThat(list.revoking("U1", 99)).isEqualTo(list);
        Revocations all = list.revoking(Revocations.ALL, 60);
        assertThat(all.isRevoked("U3", 60)).isTrue();
        assertThat(all.compacted().seconds()).containsOnlyKeys("U1", Revocations.ALL);
        assertThat(list.compacted()).isEqualTo(list);
        assertThat(list.without("U1").seconds()).containsOnlyKeys("U2");
        UserClaims never = UserClaims.builder("U9").build();
        assertThat(AccountClaims.builder("A").build().isRevoked(never)).isTrue();
    }

    @Test
    void tellsRemoteFromLocalSubjects() {
        Import stream = Import.builder(ExchangeKind.STREAM, "A", "s.*").build();
        assertThat(List.of(stream.remote(), stream.local())).containsExactly("s.*", "s.*");
        Import prefixed = stream.with(b -> b.to("pre"));
        assertThat(List.of(prefixed.remote(), prefixed.local())).containsExactly("s.*", "pre.s.*");
        Import renamed = stream.with(b -> b.localSubject("mine.$1"));
        assertThat(List.of(renamed.remote(), renamed.local())).containsExactly("s.*", "mine.$1");
        Import service = Import.builder(ExchangeKind.SERVICE, "A", "q").build();
        assertThat(List.of(service.remote(), service.local())).containsExactly("q", "q");
        Import swapped = service.with(b -> b.to("there"));
        assertThat(List.of(swapped.remote(), swapped.local())).containsExactly("there", "q");
        Import local = service.with(b -> b.localSubject("here"));
        assertThat(List.of(local.remote(), local.local())).containsExactly("q", "here");
    }

    private static String token() throws JwtException {
        return Jwt.encode(UserClaims.builder(USER.publicKey()).name("u").build(), ACCOUNT, CLOCK);
    }

    private static void expect(String text, ThrowingCallable call) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(call).withMessage(text);
    }
}
