package io.dialtone.accounts;

import java.util.function.UnaryOperator;

/**
 * What a client says in CONNECT to be let in. A string that was not sent is empty.
 *
 * @param user name
 * @param password of that user
 * @param token shared secret ({@code auth_token})
 * @param nkey public key of a user
 * @param signature of the nonce, made with that key; base64
 * @param jwt of a user
 * @param proxySignature of the nonce, made by the proxy that the client came through
 */
public record Credentials(
        String user, String password, String token, String nkey, String signature, String jwt, String proxySignature) {
    /** Nothing was sent. */
    public static final Credentials NONE = new Credentials("", "", "", "", "", "", "");

    /** A name and a password. */
    public static Credentials user(String user, String password) {
        return new Credentials(user, password, "", "", "", "", "");
    }

    /** A shared secret. */
    public static Credentials token(String token) {
        return new Credentials("", "", token, "", "", "", "");
    }

    /** A public key and what it signed. */
    public static Credentials nkey(String nkey, String signature) {
        return new Credentials("", "", "", nkey, signature, "", "");
    }

    /**
     * Who the log says failed to be let in: {@code User "a"}; empty when nobody was named.
     *
     * @param quote puts a name in quotes as Go's {@code %q} does
     */
    public String who(UnaryOperator<String> quote) {
        if (!nkey.isEmpty()) {
            return "Nkey " + quote.apply(nkey);
        }
        if (!user.isEmpty()) {
            return "User " + quote.apply(user);
        }
        return token.isEmpty() ? "" : "Token \"[REDACTED]\"";
    }

    boolean hasUserPasswordOrToken() {
        return !user.isEmpty() || !password.isEmpty() || !token.isEmpty();
    }

    /** Names what was sent, never a secret. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", nkey=" + nkey + (password.isEmpty() ? "" : ", password")
                + (token.isEmpty() ? "" : ", token") + (jwt.isEmpty() ? "" : ", jwt") + "]";
    }
}
