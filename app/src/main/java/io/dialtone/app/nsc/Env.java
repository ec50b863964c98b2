package io.dialtone.app.nsc;

import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about which operator and account are meant. */
final class Env {
    private Env() {}

    @Command(description = "Print where files are and which operator and account are meant, or choose others.")
    static final class Show extends NscCommand {
        @Option(
                names = {"-s", "--store"},
                paramLabel = "DIR",
                description = "Choose a directory of operators.")
        @Nullable
        String store;

        @Option(
                names = {"-o", "--operator"},
                paramLabel = "NAME",
                description = "Choose an operator.")
        @Nullable
        String operator;

        @Option(
                names = {"-a", "--account"},
                paramLabel = "NAME",
                description = "Choose an account.")
        @Nullable
        String account;

        @Override
        void run(Session session) throws NscException, StoreException {
            if (store != null) {
                session.chooseRoot(session.world.path(store));
            }
            if (operator != null) {
                session.chooseOperator(operator);
            }
            if (account != null) {
                session.chooseAccount(session.accountName(account));
            }
            Table table = new Table("NSC Environment").columns("Setting", "Set", "Effective Value");
            variable(session, table, "XDG_CONFIG_HOME", session.world.variable("XDG_CONFIG_HOME"));
            variable(session, table, "XDG_DATA_HOME", session.world.variable("XDG_DATA_HOME"));
            variable(session, table, "NSC_CWD_ONLY", "If set, operator and account come from the directory alone");
            variable(session, table, "NSC_NO_GIT_IGNORE", "If set, no .gitignore files are written");
            variable(session, table, "NKEYS_PATH", session.world.shown(session.keys.directory()));
            variable(session, table, "NSC_HOME", session.world.shown(places.config(session.world)));
            table.separator()
                    .row("Config Dir", "", session.world.shown(places.config(session.world)))
                    .row("Keys Dir", "", session.world.shown(session.keys.directory()))
                    .row("Default Stores Dir", "", session.world.shown(Places.defaultData(session.world)))
                    .row("Current Store Dir", "", session.world.shown(session.root()))
                    .row("Current Operator", "", session.operatorName())
                    .row("Current Account", "", session.accountName());
            session.print(table.render() + "\n");
        }

        private static void variable(Session session, Table table, String name, String value) {
            table.row("$" + name, session.world.variable(name).isEmpty() ? "No" : "Yes", value);
        }
    }

    @Command(description = "Choose the operator that is meant from now on.")
    static final class SelectOperator extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Override
        void run(Session session) throws NscException, StoreException {
            session.chooseOperator(nameOf("operator", null, words));
        }
    }

    @Command(description = "Choose the account that is meant from now on.")
    static final class SelectAccount extends NscCommand {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Override
        void run(Session session) throws NscException, StoreException {
            session.chooseAccount(session.accountName(nameOf("account", null, words)));
        }
    }
}
