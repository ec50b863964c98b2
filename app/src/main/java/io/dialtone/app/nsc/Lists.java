package io.dialtone.app.nsc;

import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that list what there is. */
final class Lists {
    private Lists() {}

    @Command(description = "List the operators.")
    static final class Operators extends NscCommand {
        @Override
        void run(Session session) throws NscException, StoreException {
            List<String> operators = OperatorStore.operators(session.root());
            if (operators.isEmpty()) {
                session.print("no operators defined in store dir \"" + session.root() + "\"\n");
                session.print("init an environment or change the store root with `env --store <dir>`\n");
                return;
            }
            Table table = new Table("Operators").columns("Name", "Public Key");
            for (String operator : operators) {
                table.row(operator, session.store(operator).operator().subject());
            }
            session.print(table.render() + "\n");
        }
    }

    @Command(description = "List the accounts of an operator.")
    static final class Accounts extends NscCommand {
        @Option(
                names = {"-o", "--operator"},
                paramLabel = "NAME",
                description = "Operator of the accounts.")
        @Nullable
        String operator;

        @Override
        void run(Session session) throws NscException, StoreException {
            OperatorStore store = session.store(operator);
            List<String> accounts = store.accounts();
            if (accounts.isEmpty()) {
                session.print("no accounts defined in operator " + store.name() + "\n");
                return;
            }
            Table table = new Table("Accounts").columns("Name", "Public Key");
            for (String account : accounts) {
                table.row(account, store.account(account).subject());
            }
            session.print(table.render() + "\n");
        }
    }

    @Command(description = "List the users of an account.")
    static final class Users extends NscCommand {
        @Option(
                names = {"-o", "--operator"},
                paramLabel = "NAME",
                description = "Operator of the account.")
        @Nullable
        String operator;

        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the users.")
        @Nullable
        String account;

        @Override
        void run(Session session) throws NscException, StoreException {
            OperatorStore store = session.store(operator);
            String of = operator == null || account == null ? session.accountName(account) : account;
            List<String> users = store.users(of);
            if (users.isEmpty()) {
                session.print("no users defined in account " + of + "\n");
                return;
            }
            Table table = new Table("Users").columns("Name", "Public Key");
            for (String user : users) {
                table.row(user, store.user(of, user).subject());
            }
            session.print(table.render() + "\n");
        }
    }
}
