package io.dialtone.accounts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.accounts.jwt.JwtException;
import org.junit.jupiter.api.Test;

class UserTokensTest {
    private final UserTokens tokens = new UserTokens();

    private static String token(String name) {
        return Realm.user(Realm.ACCOUNT, b -> b.name(name));
    }

    @Test
    void aTokenThatComesAgainIsNotVerifiedAgain() throws JwtException {
        String token = token("u");
        assertThat(tokens.read(String.valueOf(token.toCharArray())))
                .isSameAs(tokens.read(token))
                .satisfies(claims -> assertThat(claims.name()).isEqualTo("u"));
        assertThat(tokens.read(token("v")).name()).isEqualTo("v");
    }

    @Test
    void aTokenWithAWrongSignatureIsRefusedEachTimeAlsoWhenItsTwinIsKnown() throws JwtException {
        String token = token("u");
        tokens.read(token);
        int dot = token.lastIndexOf('.');
        char first = token.charAt(dot + 1);
        String forged = token.substring(0, dot + 1) + (first == 'A' ? 'B' : 'A') + token.substring(dot + 2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.read(forged)).isInstanceOf(JwtException.class);
        }
        assertThat(tokens.size()).isOne();
    }

    @Test
    void onlyTheLastOnesAreRemembered() throws JwtException {
        for (int i = 0; i < UserTokens.MOST + 10; i++) {
            tokens.read(token("u" + i));
        }
        assertThat(tokens.size()).isEqualTo(UserTokens.MOST);
    }

    @Test
    void aLongTokenIsReadAndNotRemembered() throws JwtException {
        String token = token("u".repeat(UserTokens.LONGEST));
        assertThat(tokens.read(token)).isNotSameAs(tokens.read(token));
        assertThat(tokens.size()).isZero();
    }
}
