package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ExternalAuthorization;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Edit who decides on the logins of an account in place of the server.")
final class EditAuthCallout extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account of the service that decides.")
    @Nullable
    String account;

    @Option(
            names = "--auth-user",
            split = ",",
            paramLabel = "USER",
            description = "Add a user of the service: name or public key. It is not asked about.")
    List<String> users = new ArrayList<>();

    @Option(names = "--rm-auth-user", split = ",", paramLabel = "USER", description = "Remove one.")
    List<String> removeUsers = new ArrayList<>();

    @Option(
            names = "--allowed-account",
            split = ",",
            paramLabel = "ACCOUNT",
            description = "Add an account that users may be put into: name, public key, or * for any.")
    List<String> accounts = new ArrayList<>();

    @Option(names = "--rm-allowed-account", split = ",", paramLabel = "ACCOUNT", description = "Remove one.")
    List<String> removeAccounts = new ArrayList<>();

    @Option(
            names = {"-x", "--curve"},
            paramLabel = "KEY",
            description = "Seal requests for that curve key: public key, seed, file, or 'generate' for a new one.")
    @Nullable
    String curve;

    @Option(names = "--rm-curve", description = "Do not seal requests.")
    boolean removeCurve;

    @Option(names = "--disable", description = "Let the server decide again.")
    boolean disable;

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        AccountClaims before = session.store().account(of);
        ExternalAuthorization authorization =
                disable ? ExternalAuthorization.NONE : changed(session, of, before.authorization());
        if (disable) {
            session.report.ok("disabled external authorization");
        } else if (authorization.equals(before.authorization())) {
            throw new NscException("specify an edit option");
        }
        AccountClaims after = before.with(b -> b.authorization(authorization));
        Tokens.requireValid(session, after);
        session.write(of, after);
    }

    private ExternalAuthorization changed(Session session, String of, ExternalAuthorization before)
            throws NscException, StoreException {
        List<String> authUsers = new ArrayList<>(before.authUsers());
        for (String user : users) {
            add(session, "user", authUsers, user(session, of, user));
        }
        for (String user : removeUsers) {
            remove(session, "user", authUsers, user(session, of, user));
        }
        List<String> allowed = new ArrayList<>(before.allowedAccounts());
        for (String one : accounts) {
            add(session, "account", allowed, account(session, one));
        }
        for (String one : removeAccounts) {
            remove(session, "account", allowed, account(session, one));
        }
        String key = before.curveKey();
        if (removeCurve) {
            key = "";
            session.report.ok("removed curve key");
        } else if (curve != null) {
            key = curveKey(session, curve);
            session.report.ok("set curve key " + key);
        }
        return new ExternalAuthorization(authUsers, allowed, key);
    }

    private static void add(Session session, String kind, List<String> list, String value) {
        if (!list.contains(value)) {
            list.add(value);
        }
        session.report.ok("added " + kind + " \"" + value + "\"");
    }

    private static void remove(Session session, String kind, List<String> list, String value) throws NscException {
        if (!list.remove(value)) {
            throw new NscException(kind + " \"" + value + "\" is not there");
        }
        session.report.ok("removed " + kind + " \"" + value + "\"");
    }

    private static String user(Session session, String of, String text) throws NscException, StoreException {
        OperatorStore store = session.store();
        return Nkeys.isPublic(NkeyType.USER, text) ? text : store.user(of, text).subject();
    }

    private static String account(Session session, String text) throws NscException, StoreException {
        return text.equals(ExternalAuthorization.ANY_ACCOUNT) ? text : session.accountKey(text);
    }

    private static String curveKey(Session session, String text) throws NscException, StoreException {
        if (Nkeys.isPublic(NkeyType.CURVE, text)) {
            return text;
        }
        CurveKeyPair pair;
        if (text.equals(SigningKeyOptions.GENERATE)) {
            pair = CurveKeyPair.generate(session.world.random());
        } else {
            String file = Signers.isSeed(text) ? text : SafeFiles.read(session.world.path(text));
            try {
                pair = CurveKeyPair.fromSeed(file == null ? "" : file.strip());
            } catch (NkeyException e) {
                throw new NscException("\"" + text + "\" is no curve key: " + e.getMessage(), e);
            }
        }
        session.keys.store(pair);
        return pair.publicKey();
    }
}
