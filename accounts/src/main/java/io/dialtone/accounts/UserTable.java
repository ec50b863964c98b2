package io.dialtone.accounts;

import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.UserOptions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users of a configuration, by name and by public key, each with its account. Immutable. */
final class UserTable {
    private final Map<String, User> byName = new LinkedHashMap<>();
    private final Map<String, User> byNkey = new LinkedHashMap<>();

    /**
     * A user.
     *
     * @param options as configured
     * @param identity who is let in as this user
     */
    record User(UserOptions options, UserIdentity identity) {
        boolean mayUse(ConnectionType type) {
            return options.connectionTypes().isEmpty()
                    || options.connectionTypes().contains(type.name());
        }
    }

    private UserTable() {}

    static UserTable of(Options options) {
        UserTable table = new UserTable();
        PermissionOptions defaults = options.authorization().defaultPermissions();
        table.addAll(UserIdentity.GLOBAL_ACCOUNT, options.authorization().users(), defaults);
        for (AccountOptions account : options.accounts()) {
            table.addAll(account.name(), account.users(), account.defaultPermissions());
        }
        return table;
    }

    private void addAll(String account, List<UserOptions> users, @Nullable PermissionOptions defaults) {
        Permissions shared = Permissions.of(defaults);
        for (UserOptions user : users) {
            PermissionOptions own = user.permissions();
            Permissions permissions = own == null ? shared : Permissions.of(own);
            if (user.nkey().isEmpty()) {
                add(byName, user.username(), UserIdentity.Kind.USER, account, user, permissions);
            } else {
                add(byNkey, user.nkey(), UserIdentity.Kind.NKEY, account, user, permissions);
            }
        }
    }

    private static void add(
            Map<String, User> table,
            String name,
            UserIdentity.Kind kind,
            String account,
            UserOptions options,
            Permissions permissions) {
        table.put(name, new User(options, new UserIdentity(account, kind, name, permissions, options.publishRate())));
    }

    boolean isEmpty() {
        return byName.isEmpty() && byNkey.isEmpty();
    }

    boolean hasNames() {
        return !byName.isEmpty();
    }

    boolean hasNkeys() {
        return !byNkey.isEmpty();
    }

    Collection<User> named() {
        return byName.values();
    }

    @Nullable
    User named(String name) {
        return byName.get(name);
    }

    @Nullable
    User withNkey(String nkey) {
        return byNkey.get(nkey);
    }

    /** The user that a certificate names: the first of its candidates that one has who may connect in this way. */
    @Nullable
    Match inCertificate(CertificateNames names, ConnectionType type) {
        for (CertificateNames.Candidate candidate : names.candidates()) {
            User user = candidate.kind() == CertificateNames.Kind.DISTINGUISHED_NAME
                    ? withName(candidate.text(), type)
                    : byName.get(candidate.text());
            if (user != null && user.mayUse(type)) {
                return new Match(user, candidate);
            }
        }
        return null;
    }

    /** First the same RDNs in the same order, then in any. */
    private @Nullable User withName(String text, ConnectionType type) {
        DistinguishedName wanted = DistinguishedName.parse(text);
        if (wanted == null) {
            return null;
        }
        User reordered = null;
        for (User user : byName.values()) {
            DistinguishedName name = DistinguishedName.parse(user.options().username());
            if (name == null || !user.mayUse(type)) {
                continue;
            }
            if (name.equals(wanted)) {
                return user;
            }
            if (reordered == null && name.hasSameRdns(wanted)) {
                reordered = user;
            }
        }
        return reordered;
    }

    /** A user and the name that led to it. */
    record Match(User user, CertificateNames.Candidate candidate) {}
}
