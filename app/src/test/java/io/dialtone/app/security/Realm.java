package io.dialtone.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.security.SecureRandom;

/** An operator with a system account and two accounts, of which {@code a} exports; and logins with whatever tokens a test makes. */
final class Realm {

    private static final SecureRandom RANDOM = new SecureRandom();

    final KeyPair operator = key(NkeyType.OPERATOR);
    final KeyPair system = key(NkeyType.ACCOUNT);
    final KeyPair a = key(NkeyType.ACCOUNT);
    final KeyPair b = key(NkeyType.ACCOUNT);
    final KeyPair user = key(NkeyType.USER);

    static KeyPair key(NkeyType type) {
        return KeyPair.generate(type, RANDOM);
    }

    String operatorToken() {
        return Minted.operator(operator, "\"system_account\":\"" + system.publicKey() + "\"");
    }

    String accountToken(KeyPair account, String more) {
        return Minted.account(operator, account, "account", more);
    }

    String userToken(KeyPair account) {
        return Minted.user(account, user, "");
    }

    /** Accounts in memory: {@code a} with these members more in its claims, {@code b} with those. */
    String memory(String moreOfA, String moreOfB) {
        return """
                server_name: t
                operator: "%s"
                resolver: MEMORY
                resolver_preload: {
                  "%s": "%s"
                  "%s": "%s"
                  "%s": "%s"
                }
                """.formatted(
                        operatorToken(),
                        system.publicKey(),
                        accountToken(system, ""),
                        a.publicKey(),
                        accountToken(a, moreOfA),
                        b.publicKey(),
                        accountToken(b, moreOfB));
    }

    /** Accounts from a server of claims, which knows those of this realm. */
    String url(ClaimsServer server) {
        server.put(system.publicKey(), accountToken(system, ""));
        server.put(a.publicKey(), accountToken(a, ""));
        server.put(b.publicKey(), accountToken(b, ""));
        return "server_name: t\noperator: \"" + operatorToken() + "\"\nresolver: " + server.resolver() + "\n";
    }

    /** Sends CONNECT with a token and its nonce signed, then PING; what is answered is left to read. */
    static RawClient present(NatsProcess server, String token, KeyPair signer) {
        RawClient client = RawClient.open(server.port());
        JsonNode info = client.readInfo();
        return connect(
                client, token, NonceSignature.sign(signer, info.path("nonce").asText()));
    }

    /** Sends CONNECT with any token and signature, then PING. */
    static RawClient connect(RawClient client, String token, String signature) {
        return client.sendUntilClosed(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"jwt\":\""
                        + token + "\",\"sig\":\"" + signature + "\"}\r\nPING\r\n");
    }

    /** Logs in, or fails. */
    static RawClient login(NatsProcess server, String token, KeyPair signer) {
        return present(server, token, signer).expect("PONG\r\n");
    }
}
