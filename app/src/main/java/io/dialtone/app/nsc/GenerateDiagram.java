package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that draw, in the language of PlantUML. */
final class GenerateDiagram {
    private GenerateDiagram() {}

    private static String quoted(String text) {
        return '"' + text.replaceAll("[\"\\p{Cntrl}]", " ") + '"';
    }

    @Command(description = "Draw the accounts with what they export and import, for PlantUML.")
    static final class Component extends NscCommand {
        @Option(
                names = {"-o", "--output-file"},
                paramLabel = "FILE",
                description = "Write to a file; -- for standard output.")
        String output = "--";

        @Override
        void run(Session session) throws NscException, StoreException {
            OperatorStore store = session.store();
            StringBuilder text = new StringBuilder("@startuml\n");
            text.append("title Accounts of operator ")
                    .append(quoted(store.name()))
                    .append('\n');
            for (String name : store.accounts()) {
                AccountClaims account = store.account(name);
                text.append("component ")
                        .append(quoted(name))
                        .append(" as ")
                        .append(account.subject())
                        .append('\n');
                for (int i = 0; i < account.exports().size(); i++) {
                    export(text, account.subject(), account.exports().get(i), i);
                }
            }
            for (String name : store.accounts()) {
                AccountClaims account = store.account(name);
                for (Import one : account.imports()) {
                    text.append(account.subject())
                            .append(" ..> ")
                            .append(one.account())
                            .append(" : ");
                    String local = one.local().equals(one.remote()) ? "" : " as " + one.local();
                    text.append(Exports.word(one.kind()))
                            .append(' ')
                            .append(one.remote())
                            .append(local)
                            .append('\n');
                }
            }
            Tokens.output(session, output, text.append("@enduml\n").toString(), true);
        }

        private static void export(StringBuilder text, String account, Export export, int number) {
            String id = account + "_" + number;
            String access = export.tokenRequired() ? "private " : "public ";
            text.append("interface ")
                    .append(quoted(export.name()))
                    .append(" <<")
                    .append(access);
            text.append(Exports.word(export.kind())).append(">> as ").append(id).append('\n');
            text.append(id)
                    .append(" -- ")
                    .append(account)
                    .append(" : ")
                    .append(export.subject())
                    .append('\n');
        }
    }

    @Command(description = "Draw the operator, its accounts and users, for PlantUML.")
    static final class Objects extends NscCommand {
        @Option(
                names = {"-o", "--output-file"},
                paramLabel = "FILE",
                description = "Write to a file; -- for standard output.")
        String output = "--";

        @Option(names = "--users", description = "Draw users too.")
        boolean users;

        @Override
        void run(Session session) throws NscException, StoreException {
            OperatorStore store = session.store();
            String operator = store.operator().subject();
            StringBuilder text = new StringBuilder("@startuml\n");
            object(text, store.name(), operator, "operator");
            for (String name : store.accounts()) {
                String key = store.account(name).subject();
                object(text, name, key, key.equals(store.operator().systemAccount()) ? "system account" : "account");
                text.append(operator).append(" --> ").append(key).append(" : signed\n");
                if (users) {
                    for (String user : store.users(name)) {
                        String userKey = store.user(name, user).subject();
                        object(text, user, userKey, "user");
                        text.append(key).append(" --> ").append(userKey).append(" : signed\n");
                    }
                }
            }
            Tokens.output(session, output, text.append("@enduml\n").toString(), true);
        }

        private static void object(StringBuilder text, String name, String key, String kind) {
            text.append("object ").append(quoted(name)).append(" as ").append(key);
            text.append(" <<").append(kind).append(">>\n");
        }
    }
}
