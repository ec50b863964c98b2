package io.dialtone.app.training;

import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user with a key, known to the configuration of the training run, and with a token of an account. */
final class LoginTraining {
    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]*)\"");

    private final KeyPair user;
    private final String token;

    LoginTraining() {
        SecureRandom random = new SecureRandom();
        user = KeyPair.generate(NkeyType.USER, random);
        KeyPair account = KeyPair.generate(NkeyType.ACCOUNT, random);
        try {
            token = Jwt.encode(
                    UserClaims.builder(user.publicKey()).name("training").build(), account, Clock.systemUTC());
        } catch (JwtException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        return user.publicKey();
    }

    /** What the user answers to an INFO. */
    String connect(String info) {
        Matcher nonce = NONCE.matcher(info);
        String signature = nonce.find() ? NonceSignature.sign(user, nonce.group(1)) : "";
        return "CONNECT {\"verbose\":false,\"pedantic\":false,\"nkey\":\"" + publicKey() + "\",\"sig\":\"" + signature
                + "\",\"protocol\":1,\"headers\":true,\"no_responders\":true}";
    }

    /** Reads and verifies the token, as a server does for each login with it. */
    void readTokens(int count) {
        for (int i = 0; i < count; i++) {
            try {
                Jwt.decodeUser(token);
            } catch (JwtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
