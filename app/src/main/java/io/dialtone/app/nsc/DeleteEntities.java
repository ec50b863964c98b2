package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that delete accounts, users and operators. */
final class DeleteEntities {
    private DeleteEntities() {}

    /** What goes with a user. */
    private record Extent(boolean keys, boolean creds) {
        void delete(Session session, String account, String user, UserClaims claims)
                throws NscException, StoreException {
            OperatorStore store = session.store();
            store.deleteUser(account, user);
            session.report.ok("user deleted");
            if (keys) {
                if (session.keys.delete(claims.subject())) {
                    session.report.ok("deleted private key");
                } else {
                    session.report.warn("no private key to delete");
                }
            }
            if (creds) {
                if (SafeFiles.delete(session.keys.credsFile(store.name(), account, user))) {
                    session.report.ok("removed creds file");
                } else {
                    session.report.warn("no creds file to remove");
                }
            }
        }
    }

    @Command(description = "Delete users of an account.")
    static final class User extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..*")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name"},
                split = ",",
                paramLabel = "NAME",
                description = "Names of the users.")
        List<String> names = new ArrayList<>();

        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the users.")
        @Nullable
        String account;

        @Option(
                names = {"-R", "--revoke"},
                description = "Revoke them too: their credentials hold no more, once the account is pushed.")
        boolean revoke;

        @Option(
                names = {"-D", "--rm-nkey"},
                description = "Delete their seeds.")
        boolean keys;

        @Option(
                names = {"-C", "--rm-creds"},
                description = "Delete their credentials.")
        boolean creds;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            OperatorStore store = session.store();
            List<String> chosen = new ArrayList<>(names);
            chosen.addAll(words);
            if (chosen.isEmpty()) {
                throw new NscException("user name is required");
            }
            for (String user : chosen) {
                store.userToken(of, user);
            }
            AccountClaims claims = store.account(of);
            Revocations revocations = claims.revocations();
            for (String user : chosen) {
                UserClaims userClaims = store.user(of, user);
                session.report.ok("user " + user + " [" + userClaims.subject() + "]:");
                session.report.enter();
                if (revoke) {
                    revocations = revocations.revoking(
                            userClaims.subject(),
                            session.world.clock().instant().getEpochSecond());
                    session.report.ok("revoked user");
                }
                new Extent(keys, creds).delete(session, of, user, userClaims);
                session.report.leave();
            }
            if (revoke) {
                Revocations changed = revocations;
                session.write(of, claims.with(b -> b.revocations(changed)));
                session.report.ok("edited account \"" + of + "\"");
            }
        }
    }

    @Command(description = "Delete an account and its users.")
    static final class Account extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name of the account.")
        @Nullable
        String name;

        @Option(
                names = {"-F", "--force"},
                description = "Delete it even if somebody else holds the operator's keys.")
        boolean force;

        @Option(
                names = {"-R", "--revoke"},
                arity = "0..1",
                hidden = true,
                fallbackValue = "true",
                description = "Taken for compatibility.")
        boolean revoke = true;

        @Option(
                names = {"-D", "--rm-nkey"},
                description = "Delete the seeds of the account and its users.")
        boolean keys;

        @Option(
                names = {"-C", "--rm-creds"},
                description = "Delete the credentials of its users.")
        boolean creds;

        @Override
        void run(Session session) throws NscException, StoreException {
            String chosen = session.accountName(nameOf("account", name, words));
            OperatorStore store = session.store();
            if (store.isManaged() && !force) {
                throw new NscException("the operator's keys are somebody else's - specify --force to delete it here");
            }
            AccountClaims claims = store.account(chosen);
            OperatorClaims operator = store.operator();
            if (operator.systemAccount().equals(claims.subject())) {
                session.report.warn("\"" + chosen + "\" is the system account of the operator");
            }
            for (String user : store.users(chosen)) {
                UserClaims userClaims = store.user(chosen, user);
                session.report.ok("user " + user + " [" + userClaims.subject() + "]:");
                session.report.enter();
                new Extent(keys, creds).delete(session, chosen, user, userClaims);
                session.report.leave();
            }
            store.deleteAccount(chosen);
            if (keys) {
                delete(session, claims.subject());
                for (SigningKey key : claims.signingKeys()) {
                    delete(session, key.key());
                }
            }
            session.report.ok("deleted account \"" + chosen + "\"");
            session.report.warn("servers know it until it is removed there: dialtone nsc push --account-removal "
                    + claims.subject());
        }

        private static void delete(Session session, String key) throws StoreException {
            if (session.keys.delete(key)) {
                session.report.ok("deleted private key \"" + key + "\"");
            }
        }
    }

    @Command(description = "Delete an operator with all its accounts and users. Seeds stay in the key store.")
    static final class Operator extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name of the operator.")
        @Nullable
        String name;

        @Option(
                names = {"-F", "--force"},
                description = "Delete it even if it has accounts.")
        boolean force;

        @Override
        void run(Session session) throws NscException, StoreException {
            String chosen = nameOf("operator", name, words);
            OperatorStore store = session.store(chosen);
            if (!store.accounts().isEmpty() && !force) {
                throw new NscException("operator \"" + chosen + "\" has accounts - specify --force to delete them too");
            }
            SafeFiles.deleteTree(store.directory());
            session.report.ok("deleted operator \"" + chosen + "\"");
        }
    }
}
