package io.dialtone.cluster.leaf;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.LeafRemoteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * By what this server asks a hub to let it in: a file of credentials, else a seed, and beside them the name and the password of
 * the address. The file is read for each connection, for it may be replaced.
 */
record RemoteCredentials(String file, String seed, String user, String password) {
    static RemoteCredentials of(LeafRemoteOptions remote, ServerUrl url) {
        return new RemoteCredentials(remote.credentials(), remote.nkey(), url.user(), url.password());
    }

    /** Adds them to what is said, signing the nonce where that is asked for. */
    LeafConnect into(LeafConnect connect, String nonce) throws IOException {
        LeafConnect named = connect.with(c -> c.user(user).password(password).token(password.isEmpty() ? user : ""));
        if (!file.isEmpty()) {
            return withFile(named, nonce);
        }
        return seed.isEmpty() ? named : withSeed(named, nonce);
    }

    private LeafConnect withFile(LeafConnect connect, String nonce) throws IOException {
        String content = Files.readString(Path.of(file));
        String token = DecoratedFile.jwt(content);
        try {
            KeyPair key = DecoratedFile.userKey(content);
            String signature = NonceSignature.sign(key, nonce);
            key.wipe();
            return connect.with(c -> c.jwt(token).signature(signature));
        } catch (JwtException e) {
            throw new IOException("Credentials file malformed", e);
        }
    }

    private LeafConnect withSeed(LeafConnect connect, String nonce) throws IOException {
        try {
            KeyPair key = KeyPair.fromSeed(seed);
            String signature = NonceSignature.sign(key, nonce);
            key.wipe();
            return connect.with(c -> c.nkey(key.publicKey()).signature(signature));
        } catch (NkeyException e) {
            throw new IOException("Remote nkey has malformed seed", e);
        }
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "RemoteCredentials[" + (file.isEmpty() ? user : file) + "]";
    }
}
