package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keys a command is about. */
final class KnownKeys {
    @Option(
            names = {"-o", "--operator"},
            description = "Keys of the operator.")
    boolean operator;

    @Option(
            names = {"-a", "--accounts"},
            description = "Keys of all accounts.")
    boolean accounts;

    @Option(
            names = {"-u", "--users"},
            description = "Keys of users.")
    boolean users;

    @Option(
            names = {"-x", "--curve", "--curves"},
            description = "Curve keys.")
    boolean curves;

    @Option(
            names = {"-A", "--all"},
            description = "All of these.")
    boolean all;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Keys of that account alone.")
    @Nullable
    String account;

    @Option(names = "--user", paramLabel = "USER", description = "Keys of that user alone.")
    @Nullable
    String user;

    @Option(
            names = {"-f", "--filter"},
            paramLabel = "TEXT",
            description = "Keys that contain a text.")
    String filter = "";

    @Option(names = "--not-referenced", description = "Keys that nothing of this operator uses.")
    boolean notReferenced;

    /**
     * A key.
     *
     * @param entity name of what uses it; empty: nothing
     * @param parent public key of whoever stands above that; empty: nobody
     * @param depth 0 of an operator, 1 of an account, 2 of a user
     */
    record Known(String entity, String key, String parent, int depth, boolean signing, boolean curve, String token) {
        NkeyType type() {
            NkeyType type = Nkeys.typeOf(key);
            return type == null ? NkeyType.USER : type;
        }

        String expectedKind() {
            return type().toString().toLowerCase(Locale.ROOT);
        }
    }

    /** The keys, those of an account below it. */
    List<Known> find(Session session) throws NscException, StoreException {
        List<Known> known = referenced(session);
        if (notReferenced) {
            return unreferenced(session, known);
        }
        boolean nothing = !(operator || accounts || users || curves || all);
        return known.stream()
                .filter(key -> nothing
                        || all
                        || switch (key.type()) {
                            case OPERATOR -> operator;
                            case ACCOUNT -> accounts;
                            case USER -> users;
                            default -> curves || accounts;
                        })
                .filter(key -> key.key().contains(filter.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private List<Known> referenced(Session session) throws NscException, StoreException {
        OperatorStore store = session.store();
        OperatorClaims claims = store.operator();
        List<Known> known = new ArrayList<>();
        known.add(new Known(store.name(), claims.subject(), "", 0, false, false, store.operatorToken()));
        for (String key : claims.signingKeys()) {
            known.add(new Known(store.name(), key, claims.subject(), 0, true, false, store.operatorToken()));
        }
        boolean allAccounts = all || accounts || users || curves || notReferenced;
        String only = account != null ? session.accountName(account) : allAccounts ? "" : session.accountName();
        for (String name : store.accounts()) {
            if (only.isEmpty() && allAccounts || name.equals(only)) {
                ofAccount(store, name, claims.subject(), known);
            }
        }
        return known;
    }

    private void ofAccount(OperatorStore store, String name, String parent, List<Known> known) throws StoreException {
        AccountClaims claims = store.account(name);
        String token = store.accountToken(name);
        known.add(new Known(name, claims.subject(), parent, 1, false, false, token));
        for (SigningKey key : claims.signingKeys()) {
            known.add(new Known(name, key.key(), claims.subject(), 1, true, false, token));
        }
        String curve = claims.authorization().curveKey();
        if (!curve.isEmpty()) {
            known.add(new Known(name, curve, claims.subject(), 1, false, true, token));
        }
        for (String one : store.users(name)) {
            if (user == null || user.equals(one)) {
                UserClaims userClaims = store.user(name, one);
                known.add(new Known(
                        one, userClaims.subject(), claims.subject(), 2, false, false, store.userToken(name, one)));
            }
        }
    }

    private List<Known> unreferenced(Session session, List<Known> known) throws StoreException {
        Set<String> used = known.stream().map(Known::key).collect(Collectors.toSet());
        List<Known> others = new ArrayList<>();
        for (String key : session.keys.publicKeys()) {
            if (!used.contains(key) && key.contains(filter.toUpperCase(Locale.ROOT))) {
                others.add(new Known("", key, "", 0, false, false, ""));
            }
        }
        return others;
    }
}
