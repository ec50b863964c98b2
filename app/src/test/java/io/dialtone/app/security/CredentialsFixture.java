package io.dialtone.app.security;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations and what their users hold, for clients that bring their own code for it. */
public final class CredentialsFixture {

    private final Realm realm = new Realm();
    private final KeyPair other = Realm.key(NkeyType.USER);

    /** An operator with its accounts in memory. */
    public String operatorConfig() {
        return realm.memory("", "");
    }

    /** Users without passwords, known by their keys. */
    public String nkeyConfig() {
        return "accounts { A { users: [ {nkey: " + realm.user.publicKey() + "} ] } }\n";
    }

    /** Two accounts that share a stream and a service. */
    public String sharingConfig() {
        return """
                accounts {
                  A { users: [ {user: a, password: p} ], exports: [ {stream: "ev"}, {service: "svc"} ] }
                  B {
                    users: [ {user: b, password: p} ]
                    imports: [ {stream: {account: A, subject: "ev"}, prefix: "from.a"}, {service: {account: A, subject: "svc"}, to: "ask"} ]
                  }
                }
                """;
    }

    /** The account of the creds files. */
    public String account() {
        return realm.a.publicKey();
    }

    public String userSeed() {
        return realm.user.seed();
    }

    /** Of a user nobody knows. */
    public String otherSeed() {
        return other.seed();
    }

    /** A user's token that needs no signature of the nonce. */
    public String bearer() {
        return Minted.user(realm.a, realm.user, "\"bearer_token\":true");
    }

    /** A user's token and seed. */
    public Path credsFile(Path directory) {
        return creds(directory.resolve("user.creds"), realm.user);
    }

    /** A user's token with a seed that is not his. */
    public Path credsFileWithAnotherSeed(Path directory) {
        return creds(directory.resolve("wrong.creds"), other);
    }

    private Path creds(Path file, KeyPair key) {
        try {
            return Files.writeString(file, """
                    -----BEGIN NATS USER JWT-----
                    %s
                    ------END NATS USER JWT------

                    ************************* IMPORTANT *************************
                    NKEY Seed printed below can be used to sign and prove identity.
                    NKEYs are sensitive and should be treated as secrets.

                    -----BEGIN USER NKEY SEED-----
                    %s
                    ------END USER NKEY SEED------

                    *************************************************************
                    """.formatted(realm.userToken(realm.a), key.seed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
