package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.KeyStore;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.Settings;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command works on: the directories, the operator and account that it means. An operator is meant when it was chosen, is the only one, or
 * the command is called inside of its directory.
 */
final class Session {
    private static final String NO_OPERATOR = "set an operator -- 'nsc env -o operatorName'";

    final Surroundings world;
    final Report report;
    final KeyStore keys;
    final Signers signers;

    private final Settings settings;
    private final boolean directoryOnly;
    private Path root;
    private String operator;
    private String account;

    private Session(Surroundings world, Places places, Settings settings, Path root, Here here) {
        this.world = world;
        this.report = new Report(world.out());
        this.keys = new KeyStore(
                places.keys(world), world.variable("NSC_NO_GIT_IGNORE").isEmpty());
        this.signers = new Signers(this, places.privateKey);
        this.settings = settings;
        this.directoryOnly = isDirectoryOnly(world);
        this.root = root;
        this.operator = here.operator.isEmpty() ? settings.operator() : here.operator;
        this.account = here.account.isEmpty() ? settings.account() : here.account;
    }

    /** What the directory says in which the command is called. */
    private record Here(@Nullable Path root, String operator, String account) {
        static final Here NOWHERE = new Here(null, "", "");

        static Here of(Path directory) {
            if (Files.isDirectory(directory) && holdsOperators(directory)) {
                return new Here(directory, "", "");
            }
            for (Path up = directory; up != null; up = up.getParent()) {
                Path parent = up.getParent();
                if (parent != null && OperatorStore.isOperator(up)) {
                    Path below = up.relativize(directory);
                    boolean inAccount = below.getNameCount() > 1 && below.startsWith("accounts");
                    return new Here(
                            parent,
                            up.getFileName().toString(),
                            inAccount ? below.getName(1).toString() : "");
                }
            }
            return NOWHERE;
        }

        private static boolean holdsOperators(Path directory) {
            try {
                return !OperatorStore.isOperator(directory)
                        && !OperatorStore.operators(directory).isEmpty();
            } catch (StoreException e) {
                return false;
            }
        }
    }

    static Session open(Surroundings world, Places places) throws StoreException {
        Settings settings = isDirectoryOnly(world) ? Settings.none() : Settings.load(places.config(world));
        Here here = Here.of(world.directory());
        Path asked = places.data(world);
        Path hereRoot = here.root();
        Path root;
        if (asked != null) {
            root = asked;
        } else if (hereRoot != null) {
            root = hereRoot;
        } else {
            root = settings.storeRoot().isEmpty() ? Places.defaultData(world) : world.path(settings.storeRoot());
        }
        boolean elsewhere = asked != null && !asked.equals(hereRoot);
        return new Session(world, places, settings, root, elsewhere ? Here.NOWHERE : here);
    }

    private static boolean isDirectoryOnly(Surroundings world) {
        return !world.variable("NSC_CWD_ONLY").isEmpty();
    }

    /** Where the operators are. */
    Path root() {
        return root;
    }

    /** Whether settings are left alone. */
    boolean isDirectoryOnly() {
        return directoryOnly;
    }

    /** The name of the operator that is meant; empty: none. */
    String operatorName() throws StoreException {
        return meant(operator, OperatorStore.operators(root));
    }

    private static String meant(String chosen, List<String> choices) {
        return choices.size() == 1 ? choices.getFirst() : choices.contains(chosen) ? chosen : "";
    }

    /** The store of the operator that is meant. */
    OperatorStore store() throws NscException, StoreException {
        String name = operatorName();
        if (name.isEmpty()) {
            throw new NscException(NO_OPERATOR);
        }
        return OperatorStore.open(root.resolve(name));
    }

    /** The store of that operator, or of the one that is meant. */
    OperatorStore store(@Nullable String name) throws NscException, StoreException {
        if (name == null || name.isEmpty()) {
            return store();
        }
        requireOperator(name);
        return OperatorStore.open(root.resolve(name));
    }

    private void requireOperator(String name) throws NscException, StoreException {
        if (!OperatorStore.operators(root).contains(name)) {
            throw new NscException("operator \"" + name + "\" not in `" + root + "`");
        }
    }

    /** The name of the account that is meant; empty: none. */
    String accountName() throws NscException, StoreException {
        return operatorName().isEmpty() ? "" : meant(account, store().accounts());
    }

    /** The name of an account from an option: a name, a public key, or nothing for the one that is meant. */
    String accountName(@Nullable String option) throws NscException, StoreException {
        String name = option == null || option.isEmpty() ? accountName() : named(option);
        if (name.isEmpty()) {
            throw new NscException("an account is required");
        }
        store().accountToken(name);
        return name;
    }

    private String named(String option) throws NscException, StoreException {
        if (!Nkeys.isPublic(NkeyType.ACCOUNT, option)) {
            return option;
        }
        String name = store().accountNamed(option);
        if (name == null) {
            throw new NscException("no account found with public key " + option);
        }
        return name;
    }

    /** The public key of an account given by name or key; a key need not be of an account here. */
    String accountKey(String nameOrKey) throws NscException, StoreException {
        return Nkeys.isPublic(NkeyType.ACCOUNT, nameOrKey)
                ? nameOrKey
                : store().account(nameOrKey).subject();
    }

    /** The name of the account with that public key; the key when it is none of ours. */
    String accountLabel(String publicKey) {
        try {
            if (operatorName().isEmpty()) {
                return publicKey;
            }
            String name = store().accountNamed(publicKey);
            return name == null ? publicKey : name;
        } catch (NscException | StoreException e) {
            return publicKey;
        }
    }

    /** Means another directory of operators from now on. */
    void chooseRoot(Path chosen) throws StoreException {
        root = chosen;
        operator = "";
        account = "";
        settings.chooseOperator("");
        settings.chooseAccount("");
        save();
    }

    /** Means another operator from now on. */
    void chooseOperator(String name) throws NscException, StoreException {
        requireOperator(name);
        if (!name.equals(operator)) {
            account = "";
        }
        operator = name;
        save();
    }

    /** Means another account from now on. */
    void chooseAccount(String name) throws StoreException {
        account = name;
        save();
    }

    /** Keeps what is meant for the commands to come. */
    void save() throws StoreException {
        if (!directoryOnly) {
            settings.chooseStoreRoot(root.toString());
            settings.chooseOperator(operator);
            settings.chooseAccount(account);
            settings.save();
        }
    }

    /** Signs the claims of an account and writes them. */
    AccountClaims write(String name, AccountClaims claims) throws NscException, StoreException {
        OperatorStore store = store();
        String token = signers.signAccount(claims);
        store.writeAccount(name, token);
        return store.account(name);
    }

    /** Prints text that ends with a line feed or not, as it is. */
    void print(String text) {
        world.out().print(text);
    }
}
