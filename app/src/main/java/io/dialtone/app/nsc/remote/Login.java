package io.dialtone.app.nsc.remote;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.KeyPair;

/**
 * Who logs in.
 *
 * @param token of the user
 * @param key of the user
 */
public record Login(String token, KeyPair key) {
    /** The user of a credentials file. */
    public static Login ofCredentials(String text) throws RemoteException {
        try {
            return new Login(DecoratedFile.jwt(text), DecoratedFile.userKey(text));
        } catch (JwtException e) {
            throw new RemoteException("the credentials cannot be read: " + e.getMessage(), e);
        }
    }

    /** The public key alone. */
    @Override
    public String toString() {
        return key.publicKey();
    }
}
