package io.dialtone.accounts.jwt;

/**
 * What a client said in CONNECT. Strings are empty when it did not.
 *
 * @param jwt of a user
 * @param nkey public key
 * @param signature of the nonce
 * @param token shared secret
 * @param user name
 * @param password of the user
 * @param name of the client
 * @param lang of its library
 * @param version of its library
 * @param protocol 0 or 1
 */
public record ConnectOptions(
        String jwt,
        String nkey,
        String signature,
        String token,
        String user,
        String password,
        String name,
        String lang,
        String version,
        int protocol) {
    static final ConnectOptions NONE = new ConnectOptions("", "", "", "", "", "", "", "", "", 0);

    /** Names the client, never a secret. */
    @Override
    public String toString() {
        return "ConnectOptions[name=" + name + ", lang=" + lang + ", version=" + version + "]";
    }
}
