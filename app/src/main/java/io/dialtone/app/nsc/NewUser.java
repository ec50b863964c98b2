package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Path;

/** Signs claims of users of one account and writes them, with credentials where the seed is here. */
record NewUser(Session session, String account, AccountClaims accountClaims, String name) {
    static String freshKey(Session session) throws StoreException {
        KeyPair key = KeyPair.generate(NkeyType.USER, session.world.random());
        session.keys.store(key);
        return key.publicKey();
    }

    UserClaims claims(String publicKey) {
        return UserClaims.builder(publicKey).name(name).build();
    }

    /** The claims as that key must sign them: of an account's signing key they name the account, of a scoped one they bring no rights. */
    UserClaims suited(UserClaims claims, KeyPair signer) throws NscException {
        boolean identity = signer.publicKey().equals(accountClaims.subject());
        SigningKey signing = accountClaims.signingKey(signer.publicKey());
        UserClaims suited = claims.with(b -> b.issuerAccount(identity ? "" : accountClaims.subject()));
        if (signing != null && signing.scope() != null) {
            boolean own = !claims.rights().isEmpty() && !claims.rights().equals(UserRights.UNLIMITED);
            if (own) {
                throw new NscException("scoped users require no permissions or limits set");
            }
            return suited.with(b -> b.rights(UserRights.NONE));
        }
        return suited.rights().isEmpty() ? suited.with(b -> b.rights(UserRights.UNLIMITED)) : suited;
    }

    /** Writes the token, and credentials if the user's seed is here; whether it is. */
    boolean write(UserClaims claims, KeyPair signer) throws NscException, StoreException {
        OperatorStore store = session.store();
        UserClaims suited = suited(claims, signer);
        Tokens.requireValid(session, suited);
        String token = session.signers.sign(suited, signer);
        store.writeUser(account, name, token);
        return writeCreds(token, claims.subject());
    }

    private boolean writeCreds(String token, String publicKey) throws NscException, StoreException {
        String seed = session.keys.seed(publicKey);
        if (seed == null) {
            return false;
        }
        try {
            String text = DecoratedFile.credentials(token, seed);
            session.keys.storeCreds(session.store().name(), account, name, text);
            return true;
        } catch (JwtException e) {
            throw new NscException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the credentials are, for people. */
    String shownCreds() throws NscException, StoreException {
        Path file = session.keys.credsFile(session.store().name(), account, name);
        return session.world.shown(file);
    }
}
