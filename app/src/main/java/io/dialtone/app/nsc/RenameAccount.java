package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Give an account another name. Its key, its users and their credentials stay what they are.")
final class RenameAccount extends NscCommand {
    @Parameters(paramLabel = "NAME NEW-NAME", arity = "0..2")
    List<String> words = new ArrayList<>();

    @Option(names = "--OK", hidden = true)
    boolean confirmed;

    @Override
    void run(Session session) throws NscException, StoreException {
        if (words.size() != 2) {
            throw new NscException("the name of an account and its new name are required");
        }
        String from = session.accountName(words.get(0));
        String to = words.get(1);
        OperatorStore.checkName("account", to);
        OperatorStore store = session.store();
        if (store.hasAccount(to)) {
            throw new NscException("account \"" + to + "\" already exists");
        }
        AccountClaims claims = store.account(from);
        session.write(to, claims.with(b -> b.name(to)));
        for (String user : store.users(from)) {
            store.writeUser(to, user, store.userToken(from, user));
            Path creds = session.keys.credsFile(store.name(), from, user);
            String text = SafeFiles.read(creds);
            if (text != null) {
                session.keys.storeCreds(store.name(), to, user, text);
            }
        }
        store.deleteAccount(from);
        SafeFiles.deleteTree(session.keys.credsDirectory(store.name(), from));
        session.chooseAccount(to);
        session.report.ok("renamed account \"" + from + "\" to \"" + to + "\"");
    }
}
