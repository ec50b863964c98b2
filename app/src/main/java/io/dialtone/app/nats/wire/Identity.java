package io.dialtone.app.nats.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import java.nio.charset.StandardCharsets;

/** As whom a tool logs in. None shows its secret. */
public sealed interface Identity {
    Identity NOBODY = new Nobody();

    /**
     * Writes into the options of CONNECT who this is.
     *
     * @param nonce of the server; empty when it has sent none
     */
    void introduce(ObjectNode connect, String nonce);

    /** Nobody in particular. */
    record Nobody() implements Identity {
        @Override
        public void introduce(ObjectNode connect, String nonce) {
            // There is nothing to say.
        }
    }

    /** A user with a password. */
    record Password(String user, String password) implements Identity {
        @Override
        public void introduce(ObjectNode connect, String nonce) {
            connect.put("user", user).put("pass", password);
        }

        @Override
        public String toString() {
            return user;
        }
    }

    /** Who knows a word. */
    record Token(String token) implements Identity {
        @Override
        public void introduce(ObjectNode connect, String nonce) {
            connect.put("auth_token", token);
        }

        @Override
        public String toString() {
            return "token";
        }
    }

    /** Who has the seed of a public key that the server knows. */
    record Nkey(KeyPair key) implements Identity {
        @Override
        public void introduce(ObjectNode connect, String nonce) {
            connect.put("nkey", key.publicKey()).put("sig", signed(key, nonce));
        }
    }

    /** Whom an account has given a token. */
    record Jwt(String token, KeyPair key) implements Identity {
        @Override
        public void introduce(ObjectNode connect, String nonce) {
            connect.put("jwt", token).put("sig", signed(key, nonce));
        }

        @Override
        public String toString() {
            return key.publicKey();
        }
    }

    private static String signed(KeyPair key, String nonce) {
        return Base64Text.encode(key.sign(nonce.getBytes(StandardCharsets.US_ASCII)));
    }
}
