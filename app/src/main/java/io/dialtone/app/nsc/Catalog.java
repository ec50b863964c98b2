package io.dialtone.app.nsc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All commands by their words. Only the one that is called is loaded: a tool that is called for every user of a script must not take the time
 * to read the options of sixty commands.
 */
final class Catalog {
    private static final String OWN = "nsc";

    /** Words that mean the same as others. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("create", "add"),
            Map.entry("remove", "delete"),
            Map.entry("rm", "delete"),
            Map.entry("ls", "list"),
            Map.entry("revocation", "revocations"),
            Map.entry("pub", "tool pub"),
            Map.entry("sub", "tool sub"),
            Map.entry("req", "tool req"),
            Map.entry("reply", "tool reply"),
            Map.entry("rtt", "tool rtt"),
            Map.entry("list operator", "list operators"),
            Map.entry("list account", "list accounts"),
            Map.entry("list user", "list users"),
            Map.entry("list key", "list keys"),
            Map.entry("revocations add_user", "revocations add-user"),
            Map.entry("revocations delete_user", "revocations delete-user"),
            Map.entry("revocations list_users", "revocations list-users"),
            Map.entry("revocations add_activation", "revocations add-activation"),
            Map.entry("revocations delete_activation", "revocations delete-activation"),
            Map.entry("revocations list_activations", "revocations list-activations"));

    private static final Map<String, String> GROUPS = groups();
    private static final Map<String, Entry> COMMANDS = commands();

    private Catalog() {}

    /**
     * A command.
     *
     * @param summary one line for lists
     * @param maker of a fresh one
     */
    record Entry(String summary, Supplier<NscCommand> maker) {}

    /**
     * What the first words mean.
     *
     * @param path words of a command or a group; empty: the tool itself
     * @param count of the words that were used
     */
    record Match(String path, int count) {
        boolean isCommand() {
            return COMMANDS.containsKey(path);
        }

        Entry entry() {
            Entry entry = COMMANDS.get(path);
            if (entry == null) {
                throw new IllegalStateException(path);
            }
            return entry;
        }
    }

    /** The longest beginning of the words that means something. */
    static Match match(List<String> words) {
        String path = "";
        int count = 0;
        for (String word : words) {
            String longer = path.isEmpty() ? word : path + " " + word;
            longer = SYNONYMS.getOrDefault(longer, longer);
            if (!COMMANDS.containsKey(longer) && !GROUPS.containsKey(longer)) {
                break;
            }
            path = longer;
            count++;
            if (COMMANDS.containsKey(path)) {
                break;
            }
        }
        return new Match(path, count);
    }

    /** Help on the tool or a group of commands. */
    static String help(String group) {
        StringBuilder text = new StringBuilder();
        String words = group.isEmpty() ? OWN : OWN + " " + group;
        text.append(
                group.isEmpty()
                        ? "Makes operators, accounts and users, and manages what they allow each other.\n"
                        : GROUPS.get(group) + ".\n");
        text.append("\nUsage:\n  ").append(words).append(" [command]\n\nCommands:\n");
        Map<String, String> below = below(group);
        int width = below.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        below.forEach((name, summary) -> text.append("  ")
                .append(name)
                .repeat(' ', width - name.length())
                .append(summary)
                .append('\n'));
        text.append("""

                Options of every command:
                  -H, --all-dirs DIR       one directory for settings, data and keys
                      --config-dir DIR     directory of the settings
                      --data-dir DIR       directory of the operators' tokens
                      --keystore-dir DIR   directory of seeds and credentials
                  -K, --private-key KEY    key that signs: a role, a public key, a file, or a seed
                  -h, --help               help on a command

                """);
        return text.append("Use \"")
                .append(words)
                .append(" [command] --help\" for more.\n")
                .toString();
    }

    private static Map<String, String> below(String group) {
        String prefix = group.isEmpty() ? "" : group + " ";
        Map<String, String> below = new TreeMap<>();
        GROUPS.forEach((path, summary) -> {
            if (path.startsWith(prefix) && path.indexOf(' ', prefix.length()) < 0) {
                below.put(path.substring(prefix.length()), summary);
            }
        });
        COMMANDS.forEach((path, entry) -> {
            if (path.startsWith(prefix) && path.indexOf(' ', prefix.length()) < 0) {
                below.put(path.substring(prefix.length()), entry.summary());
            }
        });
        return below;
    }

    /** What a group of commands is for. */
    static String summary(String group) {
        return GROUPS.getOrDefault(group, "");
    }

    /** The words of all commands. */
    static List<String> paths() {
        return new ArrayList<>(COMMANDS.keySet());
    }

    private static Map<String, String> groups() {
        return Map.ofEntries(
                Map.entry("add", "Add operators, accounts, users, exports, imports, mappings"),
                Map.entry("edit", "Edit operators, accounts, users, exports, signing keys"),
                Map.entry("delete", "Delete operators, accounts, users, exports, imports, mappings"),
                Map.entry("describe", "Print operators, accounts, users, and tokens in files"),
                Map.entry("list", "List operators, accounts, users, keys"),
                Map.entry("select", "Choose the operator or account that is meant"),
                Map.entry("generate", "Generate credentials, configurations, activations, keys, diagrams"),
                Map.entry("generate diagram", "Draw what there is, for PlantUML"),
                Map.entry("revocations", "Revoke users and activations"),
                Map.entry("import", "Take over accounts, users and keys"),
                Map.entry("export", "Copy keys out of the key store"),
                Map.entry("keys", "Manage the key store"),
                Map.entry("tool", "Send and receive messages as a user"),
                Map.entry("reissue", "Give the operator a new identity"),
                Map.entry("rename", "Give accounts other names"));
    }

    private static Map<String, Entry> commands() {
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("init", new Entry("Begin: an operator, an account and a user", Init::new));
        all.put("env", new Entry("Print or choose the operator and account that are meant", Env.Show::new));
        all.put("select operator", new Entry("Choose the operator", Env.SelectOperator::new));
        all.put("select account", new Entry("Choose the account", Env.SelectAccount::new));
        entities(all);
        exchange(all);
        all.put("edit signing-key", new Entry("Edit the scope of a signing key", EditSigningKey::new));
        all.put("edit authcallout", new Entry("Edit who decides on logins", EditAuthCallout::new));
        all.put("list operators", new Entry("List the operators", Lists.Operators::new));
        all.put("list accounts", new Entry("List the accounts", Lists.Accounts::new));
        all.put("list users", new Entry("List the users of an account", Lists.Users::new));
        all.put("list keys", new Entry("List keys and whether their seeds are here", KeyCommands.ListKeys::new));
        generators(all);
        all.put("tool pub", new Entry("Publish a message", ToolCommands.Pub::new));
        all.put("tool sub", new Entry("Print the messages of a subject", ToolCommands.Sub::new));
        all.put("tool req", new Entry("Send a request", ToolCommands.Req::new));
        all.put("tool reply", new Entry("Answer requests", ToolCommands.Reply::new));
        all.put("tool rtt", new Entry("Measure the round trip to the server", ToolCommands.Rtt::new));
        all.put("import keys", new Entry("Copy seeds into the key store", KeyCommands.Import::new));
        all.put("import account", new Entry("Take over an account", ImportEntities.Account::new));
        all.put("import user", new Entry("Take over a user", ImportEntities.User::new));
        all.put("export keys", new Entry("Copy seeds to a directory", KeyCommands.Export::new));
        all.put("keys migrate", new Entry("Copy the seeds of an old key store into place", KeyCommands.Migrate::new));
        all.put("push", new Entry("Send accounts to servers", Push::new));
        all.put("pull", new Entry("Get accounts from servers", Pull::new));
        all.put("validate", new Entry("Judge the operator, accounts and users", Validate::new));
        all.put("expirations", new Entry("List what is expired or soon will be", Expirations::new));
        all.put("reissue operator", new Entry("Give the operator a new identity", Reissue::new));
        all.put("rename account", new Entry("Give an account another name", RenameAccount::new));
        all.put("fix", new Entry("Build stores again from files", Fix::new));
        return all;
    }

    private static void entities(Map<String, Entry> all) {
        all.put("add operator", new Entry("Add an operator", AddOperator::new));
        all.put("add account", new Entry("Add an account", AddAccount::new));
        all.put("add user", new Entry("Add a user to an account", AddUser::new));
        all.put("edit operator", new Entry("Edit the operator", EditOperator::new));
        all.put("edit account", new Entry("Edit an account", EditAccount::new));
        all.put("edit user", new Entry("Edit a user", EditUser::new));
        all.put("delete operator", new Entry("Delete an operator", DeleteEntities.Operator::new));
        all.put("delete account", new Entry("Delete an account", DeleteEntities.Account::new));
        all.put("delete user", new Entry("Delete users", DeleteEntities.User::new));
        all.put("describe operator", new Entry("Describe the operator", Describe.Operator::new));
        all.put("describe account", new Entry("Describe an account", Describe.Account::new));
        all.put("describe user", new Entry("Describe a user", Describe.User::new));
        all.put("describe jwt", new Entry("Describe a token in a file", Describe.Token::new));
    }

    private static void exchange(Map<String, Entry> all) {
        all.put("add export", new Entry("Add an export", Exports.Add::new));
        all.put("add import", new Entry("Add an import", Imports.Add::new));
        all.put("add mapping", new Entry("Add a mapping", Mappings.Add::new));
        all.put("edit export", new Entry("Edit an export", Exports.Edit::new));
        all.put("delete export", new Entry("Delete an export", Exports.Delete::new));
        all.put("delete import", new Entry("Delete an import", Imports.Delete::new));
        all.put("delete mapping", new Entry("Delete a mapping", Mappings.Delete::new));
        all.put("revocations add-user", new Entry("Revoke a user", RevocationCommands.AddUser::new));
        all.put("revocations delete-user", new Entry("Remove a revocation", RevocationCommands.DeleteUser::new));
        all.put("revocations list-users", new Entry("List revoked users", RevocationCommands.ListUsers::new));
        all.put("revocations add-activation", new Entry("Revoke an activation", RevocationCommands.AddActivation::new));
        all.put(
                "revocations delete-activation",
                new Entry("Remove a revocation of an activation", RevocationCommands.DeleteActivation::new));
        all.put(
                "revocations list-activations",
                new Entry("List revoked activations", RevocationCommands.ListActivations::new));
    }

    private static void generators(Map<String, Entry> all) {
        all.put("generate creds", new Entry("Print or write credentials of a user", GenerateCreds::new));
        all.put("generate config", new Entry("Write the configuration of servers", GenerateConfig::new));
        all.put("generate activation", new Entry("Allow the import of a private export", GenerateActivation::new));
        all.put("generate nkey", new Entry("Make a key pair", KeyCommands.Generate::new));
        all.put("generate context", new Entry("Write a context of the nats command line", GenerateContext::new));
        all.put("generate diagram component", new Entry("Draw accounts", GenerateDiagram.Component::new));
        all.put("generate diagram object", new Entry("Draw who signed whom", GenerateDiagram.Objects::new));
    }
}
