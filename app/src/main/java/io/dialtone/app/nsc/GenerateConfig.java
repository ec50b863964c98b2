package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Write what a server needs in its configuration to trust this operator.")
final class GenerateConfig extends NscCommand {
    @Option(names = "--mem-resolver", description = "All accounts in the configuration itself.")
    boolean memory;

    @Option(names = "--nats-resolver", description = "Servers keep all accounts, and take them with push.")
    boolean full;

    @Option(names = "--nats-resolver-cache", description = "Servers ask those that keep them.")
    boolean cache;

    @Option(names = "--url-resolver", description = "Servers ask the operator's account server.")
    boolean url;

    @Option(names = "--config-file", paramLabel = "FILE", description = "Write to a file; -- for standard output.")
    String output = "--";

    @Option(
            names = {"-F", "--force"},
            description = "Overwrite the file.")
    boolean force;

    @Option(
            names = "--sys-account",
            paramLabel = "ACCOUNT",
            description = "System account; the operator's if not given.")
    @Nullable
    String system;

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            description = "Where servers keep accounts.")
    String directory = "./jwt";

    @Override
    void run(Session session) throws NscException, StoreException {
        int chosen = (memory ? 1 : 0) + (full ? 1 : 0) + (cache ? 1 : 0) + (url ? 1 : 0);
        if (chosen != 1) {
            throw new NscException(
                    "specify one of --mem-resolver, --nats-resolver, --nats-resolver-cache and --url-resolver");
        }
        OperatorStore store = session.store();
        String systemKey = system == null ? store.operator().systemAccount() : session.accountKey(system);
        if (systemKey.isEmpty() && (full || cache)) {
            throw new NscException("a system account is required - see edit operator --system-account");
        }
        Tokens.output(session, output, text(store, systemKey), force);
        if (!output.equals("--")) {
            session.report.ok(
                    "wrote server configuration to `" + session.world.shown(session.world.path(output)) + "`");
        }
    }

    private String text(OperatorStore store, String systemKey) throws NscException, StoreException {
        StringBuilder text = new StringBuilder();
        text.append("# Operator ").append(comment(store.name())).append('\n');
        text.append("operator: ").append(store.operatorToken()).append("\n\n");
        if (!systemKey.isEmpty()) {
            text.append("system_account: ").append(systemKey).append("\n\n");
        }
        if (memory) {
            text.append("resolver: MEMORY\n\n");
            preload(text, store, "");
        } else if (url) {
            text.append("resolver: URL(").append(accountServer(store)).append(")\n");
        } else {
            text.append(full ? fullResolver() : cacheResolver()).append('\n');
            preload(text, store, systemKey);
        }
        return text.toString();
    }

    private static String accountServer(OperatorStore store) throws NscException, StoreException {
        OperatorClaims operator = store.operator();
        String server = operator.accountServerUrl();
        if (!server.startsWith("http")) {
            throw new NscException("the operator has no account server - see edit operator --account-jwt-server-url");
        }
        return server.endsWith("/") ? server + "accounts/" : server + "/accounts/";
    }

    private String fullResolver() {
        return """
                resolver {
                    type: full
                    # Accounts are files below this directory.
                    dir: "%s"
                    # Whether "push --prune" and "push --account-removal" may remove accounts. They are renamed, not removed.
                    allow_delete: false
                    # How often servers compare what they have.
                    interval: "2m"
                    # How long a login waits for an account that is not here.
                    timeout: "1.9s"
                }
                """.formatted(quoted(directory));
    }

    private String cacheResolver() {
        return """
                resolver {
                    type: cache
                    # Accounts are files below this directory.
                    dir: "%s"
                    # How long an account stays that nobody uses.
                    ttl: "1h"
                    # How long a login waits for an account that is not here.
                    timeout: "1.9s"
                }
                """.formatted(quoted(directory));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** With all accounts, or with one: the others come with push. */
    private static void preload(StringBuilder text, OperatorStore store, String only) throws StoreException {
        if (!only.isEmpty()) {
            text.append("# The system account alone; the others come with: dialtone nsc push --all\n");
        }
        text.append("resolver_preload: {\n");
        for (String account : store.accounts()) {
            String key = store.account(account).subject();
            if (only.isEmpty() || key.equals(only)) {
                text.append("    # Account ").append(comment(account)).append('\n');
                text.append("    ")
                        .append(key)
                        .append(": ")
                        .append(store.accountToken(account))
                        .append('\n');
            }
        }
        text.append("}\n");
    }

    /** A name must not end the comment that it stands in. */
    private static String comment(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }
}
