package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that take over what somebody else made. */
final class ImportEntities {
    private ImportEntities() {}

    @Command(description = "Take over an account from its token; one that signed itself is signed by the operator.")
    static final class Account extends NscCommand {
        @Option(
                names = {"-j", "-f", "--file"},
                paramLabel = "FILE|URL",
                required = true,
                description = "Where the token is.")
        String file = "";

        @Option(names = "--overwrite", description = "Replace the account of that name.")
        boolean overwrite;

        @Option(names = "--force", description = "Take over an account of another operator, and sign it.")
        boolean force;

        @Option(names = "--skip", description = "Take it over even if it does not hold.")
        boolean skip;

        @Override
        void run(Session session) throws NscException, StoreException {
            String token = Tokens.load(session, file);
            if (!(Tokens.any(token) instanceof AccountClaims claims)) {
                throw new NscException("`" + file + "` is not the token of an account");
            }
            OperatorStore store = session.store();
            OperatorStore.checkName("account", claims.name());
            if (store.hasAccount(claims.name()) && !overwrite) {
                throw new NscException(
                        "account with name \"" + claims.name() + "\" already exists and --overwrite was not specified");
            }
            if (!skip) {
                Tokens.requireValid(session, claims);
            }
            boolean signed = store.operator().signed(claims);
            if (!signed && !claims.isSelfSigned() && !force) {
                throw new NscException(
                        "account \"" + claims.name() + "\" is signed by another operator - specify --force");
            }
            if (signed) {
                store.writeAccount(claims.name(), token);
            } else {
                session.write(claims.name(), claims);
                session.report.ok("account \"" + claims.name() + "\" re-signed");
            }
            session.chooseAccount(claims.name());
            session.report.ok("account \"" + claims.name() + "\" was successfully imported");
        }
    }

    @Command(description = "Take over a user from its token or its credentials.")
    static final class User extends NscCommand {
        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE|URL",
                required = true,
                description = "Where they are.")
        String file = "";

        @Option(names = "--overwrite", description = "Replace the user of that name.")
        boolean overwrite;

        @Option(names = "--skip", description = "Take it over even if it does not hold.")
        boolean skip;

        @Override
        void run(Session session) throws NscException, StoreException {
            String text = Tokens.text(session, file);
            String token = DecoratedFile.jwt(text);
            if (!(Tokens.any(token) instanceof UserClaims claims)) {
                throw new NscException("`" + file + "` is not the token of a user");
            }
            OperatorStore store = session.store();
            String account = store.accountNamed(claims.accountId());
            if (account == null) {
                throw new NscException("account " + claims.accountId() + " of the user is not here");
            }
            if (!store.account(account).signed(claims)) {
                throw new NscException("the user is signed by " + claims.issuer() + ", which is no key of account \""
                        + account + "\"");
            }
            OperatorStore.checkName("user", claims.name());
            if (store.hasUser(account, claims.name()) && !overwrite) {
                throw new NscException(
                        "user with name \"" + claims.name() + "\" already exists and --overwrite was not specified");
            }
            if (!skip) {
                Tokens.requireValid(session, claims);
            }
            KeyPair key = key(text, claims);
            if (key != null) {
                session.keys.store(key);
                session.keys.storeCreds(store.name(), account, claims.name(), credentials(token, key));
            }
            store.writeUser(account, claims.name(), token);
            session.report.ok("user \"" + claims.name() + "\" was successfully imported");
        }

        private static @Nullable KeyPair key(String text, UserClaims claims) throws NscException {
            try {
                KeyPair key = DecoratedFile.userKey(text);
                if (!key.publicKey().equals(claims.subject())) {
                    throw new NscException("the seed in the file is not the user's");
                }
                return key;
            } catch (JwtException e) {
                // A token alone is good too.
                return null;
            }
        }

        private static String credentials(String token, KeyPair key) throws NscException {
            try {
                return DecoratedFile.credentials(token, key.seed());
            } catch (JwtException e) {
                throw new NscException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
