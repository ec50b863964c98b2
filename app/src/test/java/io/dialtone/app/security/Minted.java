package io.dialtone.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Signed tokens put together by hand, so that tests can make the ones that no library would. */
final class Minted {

    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";
    private static final String UNLIMITED_USER = "\"subs\":-1,\"data\":-1,\"payload\":-1";
    static final String UNLIMITED_ACCOUNT = "\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,"
            + "\"exports\":-1,\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";

    private Minted() {}

    /** A token with these claims, to which {@code jti}, {@code iat} and {@code iss} are added. */
    static String token(KeyPair signer, String claims) {
        return token(signer, signer.publicKey(), claims);
    }

    /** A token that says somebody issued it; the signer may be another. */
    static String token(KeyPair signer, String issuer, String claims) {
        long now = Instant.now().getEpochSecond();
        String payload = "{\"jti\":\"J" + System.nanoTime() + "\",\"iat\":" + now + ",\"iss\":\"" + issuer + "\","
                + claims + "}";
        String signed = encode(HEADER) + "." + encode(payload);
        return signed + "." + Base64Text.encode(signer.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(String text) {
        return Base64Text.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String operator(KeyPair operator, String more) {
        return token(operator, body(operator.publicKey(), "op", "operator", more));
    }

    static String account(KeyPair operator, KeyPair account, String name, String more) {
        return token(operator, body(account.publicKey(), name, "account", join(UNLIMITED_ACCOUNT, more)));
    }

    static String user(KeyPair account, KeyPair user, String more) {
        return token(account, body(user.publicKey(), "user", "user", join(UNLIMITED_USER, more)));
    }

    /** A user for an account by its name, as callout services send them. */
    static String user(KeyPair signer, String subject, String audience, String more) {
        String members = "\"aud\":\"" + audience + "\"," + body(subject, "", "user", join(UNLIMITED_USER, more));
        return token(signer, members.replace("\"name\":\"\",", ""));
    }

    /** The same, with an end in so many seconds. */
    static String user(KeyPair signer, String subject, String audience, String more, long seconds) {
        String members =
                "\"aud\":\"" + audience + "\",\"exp\":" + (Instant.now().getEpochSecond() + seconds) + ","
                        + body(subject, "", "user", join(UNLIMITED_USER, more));
        return token(signer, members.replace("\"name\":\"\",", ""));
    }

    /** The answer to an authorization request. */
    static String response(KeyPair signer, JsonNode request, String more) {
        String server = request.path("nats").path("server_id").path("id").asText();
        String members = "\"aud\":\"" + server + "\"," + body(nkey(request), "", "authorization_response", more);
        return token(signer, members.replace("\"name\":\"\",", ""));
    }

    static String nkey(JsonNode request) {
        return request.path("nats").path("user_nkey").asText();
    }

    private static String body(String subject, String name, String type, String more) {
        return "\"sub\":\"" + subject + "\",\"name\":\"" + name + "\",\"nats\":{" + join(more, "\"type\":\"" + type)
                + "\",\"version\":2}";
    }

    private static String join(String members, String more) {
        return members.isEmpty() || more.isEmpty() ? members + more : members + "," + more;
    }
}
