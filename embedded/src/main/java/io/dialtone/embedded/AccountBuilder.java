package io.dialtone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An account: its users, what it shares with other accounts and takes from them. */
public final class AccountBuilder {
    private final UserList users = new UserList();
    private final List<String> exports = new ArrayList<>();
    private final List<String> imports = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();

    AccountBuilder() {}

    /** A user who may do everything in the account; the password plain or as a bcrypt hash. */
    public AccountBuilder user(String user, String password) {
        return user(user, password, UnaryOperator.identity());
    }

    /** A user who may do that much. */
    public AccountBuilder user(String user, String password, UnaryOperator<PermissionsBuilder> permissions) {
        users.password(user, password, permissions);
        return this;
    }

    /** A user known by a public key, {@code U...}, who may do everything in the account. */
    public AccountBuilder nkey(String publicKey) {
        return nkey(publicKey, UnaryOperator.identity());
    }

    /** A user known by a public key, {@code U...}, who may do that much. */
    public AccountBuilder nkey(String publicKey, UnaryOperator<PermissionsBuilder> permissions) {
        users.nkey(publicKey, permissions);
        return this;
    }

    /** Lets others hear these subjects: everyone, or the accounts named. */
    public AccountBuilder exportStream(String subject, String... onlyTo) {
        return export("stream", subject, onlyTo);
    }

    /** Lets others ask on these subjects: everyone, or the accounts named. */
    public AccountBuilder exportService(String subject, String... onlyTo) {
        return export("service", subject, onlyTo);
    }

    private AccountBuilder export(String kind, String subject, String... onlyTo) {
        String accounts = onlyTo.length == 0 ? "" : ", accounts: " + Quoted.list(List.of(onlyTo));
        exports.add("{ " + kind + ": " + Quoted.text(subject) + accounts + " }");
        return this;
    }

    /** Hears what another account exports, on the same subjects. */
    public AccountBuilder importStream(String account, String subject) {
        imports.add("{ stream: " + source(account, subject) + " }");
        return this;
    }

    /** Hears what another account exports, on other subjects. */
    public AccountBuilder importStream(String account, String subject, String to) {
        imports.add("{ stream: " + source(account, subject) + ", to: " + Quoted.text(to) + " }");
        return this;
    }

    /** Asks what another account exports, on the same subjects. */
    public AccountBuilder importService(String account, String subject) {
        imports.add("{ service: " + source(account, subject) + " }");
        return this;
    }

    /** Asks what another account exports, on other subjects. */
    public AccountBuilder importService(String account, String subject, String to) {
        imports.add("{ service: " + source(account, subject) + ", to: " + Quoted.text(to) + " }");
        return this;
    }

    private static String source(String account, String subject) {
        return "{ account: " + Quoted.text(account) + ", subject: " + Quoted.text(subject) + " }";
    }

    /** The most clients at one time. */
    public AccountBuilder maxConnections(int connections) {
        limits.add("max_connections: " + connections);
        return this;
    }

    /** The most subscriptions at one time. */
    public AccountBuilder maxSubscriptions(int subscriptions) {
        limits.add("max_subscriptions: " + subscriptions);
        return this;
    }

    /** The value of the account's key. */
    String text() {
        StringBuilder text = new StringBuilder("{\n");
        if (!users.isEmpty()) {
            text.append("  users: ").append(users.text()).append('\n');
        }
        list(text, "exports", exports);
        list(text, "imports", imports);
        if (!limits.isEmpty()) {
            text.append("  limits: { ").append(String.join(", ", limits)).append(" }\n");
        }
        return text.append('}').toString();
    }

    private static void list(StringBuilder text, String key, List<String> entries) {
        if (!entries.isEmpty()) {
            text.append("  ")
                    .append(key)
                    .append(": [ ")
                    .append(String.join(", ", entries))
                    .append(" ]\n");
        }
    }
}
