package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that print claims. */
final class Describe {
    private Describe() {}

    @Command(description = "Describe the operator.")
    static final class Operator extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name of the operator.")
        @Nullable
        String name;

        @Mixin
        DescribeOptions options = new DescribeOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            String chosen = name != null ? name : words.isEmpty() ? "" : words.getFirst();
            OperatorStore store = session.store(named(session, chosen));
            options.print(session, store.operatorToken(), store.operator(), null);
        }

        private static String named(Session session, String text) throws NscException, StoreException {
            if (Nkeys.isPublic(NkeyType.OPERATOR, text)) {
                for (String operator : OperatorStore.operators(session.root())) {
                    if (session.store(operator).operator().subject().equals(text)) {
                        return operator;
                    }
                }
            }
            return text;
        }
    }

    @Command(description = "Describe an account.")
    static final class Account extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name", "-a", "--account"},
                paramLabel = "NAME",
                description = "Name or public key of the account.")
        @Nullable
        String name;

        @Mixin
        DescribeOptions options = new DescribeOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(name != null || words.isEmpty() ? name : words.getFirst());
            OperatorStore store = session.store();
            options.print(session, store.accountToken(of), store.account(of), null);
        }
    }

    @Command(description = "Describe a user.")
    static final class User extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name or public key of the user.")
        @Nullable
        String name;

        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the user.")
        @Nullable
        String account;

        @Mixin
        DescribeOptions options = new DescribeOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            OperatorStore store = session.store();
            String user = Choice.user(session, of, name, words);
            UserClaims claims = store.user(of, user);
            options.print(session, store.userToken(of, user), claims, scope(store.account(of), claims));
        }

        static @Nullable UserScope scope(AccountClaims account, UserClaims user) {
            SigningKey key = account.signingKey(user.issuer());
            return key == null ? null : key.scope();
        }
    }

    @Command(description = "Describe a token or credentials of any kind.")
    static final class Token extends NscCommand {
        @Parameters(paramLabel = "FILE", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE|URL",
                description = "Where it is.")
        @Nullable
        String file;

        @Mixin
        DescribeOptions options = new DescribeOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            String from = nameOf("file", file, words);
            String token = Tokens.load(session, from);
            Claims claims = Tokens.any(token);
            options.print(session, token, claims, null);
        }
    }
}
