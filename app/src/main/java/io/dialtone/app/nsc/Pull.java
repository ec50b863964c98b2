package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.remote.AccountServerClient;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(description = "Get accounts, and the operator, from servers; what is newer here stays.")
final class Pull extends NscCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account to pull.")
    @Nullable
    String account;

    @Option(
            names = {"-A", "--all"},
            description = "Pull the operator and all accounts.")
    boolean all;

    @Option(
            names = {"-u", "--account-jwt-server-url"},
            paramLabel = "URL",
            description = "Where from; the operator's if not given.")
    @Nullable
    String url;

    @Option(
            names = {"-F", "--overwrite-newer"},
            description = "Overwrite what is newer here.")
    boolean overwrite;

    @Mixin
    ServerOptions servers = new ServerOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        OperatorStore store = session.store();
        String from = url == null ? store.operator().accountServerUrl() : url;
        if (from.isEmpty()) {
            throw new NscException("operator \"" + store.name() + "\" doesn't set account server url - unable to pull");
        }
        if (NatsAddress.isUrl(from)) {
            fromServers(session, from);
        } else {
            fromAccountServer(session, from);
        }
        session.report.finish();
    }

    private void fromServers(Session session, String from) throws NscException, StoreException {
        if (!all && account != null) {
            lookup(session, from, session.accountKey(account));
            return;
        }
        try (NatsConnection connection = servers.connect(session, from, ClaimsRequests.PACK)) {
            connection.request(ClaimsRequests.PACK, "");
            int accounts = 0;
            String line = connection.next(PATIENCE);
            // An empty message is the end.
            while (line != null && !line.isEmpty()) {
                store(session, line.substring(line.indexOf('|') + 1));
                accounts++;
                line = connection.next(PATIENCE);
            }
            if (line == null) {
                session.report.error(
                        "failed to get response to pull: the server stopped answering after " + accounts + " accounts");
            }
        } catch (RemoteException e) {
            session.report.error("failed to pull accounts: " + e.getMessage());
        }
    }

    private void lookup(Session session, String from, String key) throws NscException, StoreException {
        String subject = "$SYS.REQ.ACCOUNT." + key + ".CLAIMS.LOOKUP";
        try (NatsConnection connection = servers.connect(session, from, subject)) {
            connection.request(subject, "");
            String token = connection.next(PATIENCE);
            if (token == null || token.isEmpty()) {
                session.report.error("the server does not know account " + key);
            } else {
                store(session, token);
            }
        } catch (RemoteException e) {
            session.report.error("failed to pull account " + key + ": " + e.getMessage());
        }
    }

    private void fromAccountServer(Session session, String from) throws NscException, StoreException {
        OperatorStore store = session.store();
        if (!all) {
            String key = account != null && Nkeys.isPublic(NkeyType.ACCOUNT, account)
                    ? account
                    : store.account(session.accountName(account)).subject();
            get(session, AccountServerClient.accountUrl(from, key));
            return;
        }
        get(session, AccountServerClient.operatorUrl(from));
        for (String name : store.accounts()) {
            get(
                    session,
                    AccountServerClient.accountUrl(from, store.account(name).subject()));
        }
    }

    private void get(Session session, String address) throws NscException, StoreException {
        try {
            store(session, AccountServerClient.get(address));
        } catch (RemoteException e) {
            session.report.error("error pulling \"" + address + "\": " + e.getMessage());
        }
    }

    /** What comes from a server is worth as much as its signature: of the operator for accounts, of itself for the operator. */
    private void store(Session session, String text) throws NscException, StoreException {
        OperatorStore store = session.store();
        String token = DecoratedFile.jwt(text);
        Claims claims;
        try {
            claims = Tokens.any(token);
        } catch (NscException e) {
            session.report.error("a token from the server is not good: " + e.getMessage());
            return;
        }
        switch (claims) {
            case AccountClaims remote -> storeAccount(session, store, remote, token);
            case OperatorClaims remote -> storeOperator(session, store, remote, token);
            default -> session.report.error("unsupported token type: \"" + claims.type() + "\"");
        }
    }

    private void storeAccount(Session session, OperatorStore store, AccountClaims remote, String token)
            throws StoreException {
        if (!store.operator().signed(remote)) {
            session.report.error("account \"" + remote.name() + "\" [" + remote.subject()
                    + "] is not signed by the operator \"" + store.name() + "\"");
            return;
        }
        String known = store.accountNamed(remote.subject());
        String name = known == null ? remote.name() : known;
        if (known == null && store.hasAccount(name)) {
            session.report.error("account \"" + name + "\" has another identity here than " + remote.subject());
            return;
        }
        if (known != null && store.account(name).issuedAt() > remote.issuedAt() && !overwrite) {
            session.report.error("local jwt for \"" + name
                    + "\" is newer than remote version - specify --overwrite-newer to overwrite");
            return;
        }
        store.writeAccount(name, token);
        session.report.ok("stored account \"" + name + "\"");
    }

    private void storeOperator(Session session, OperatorStore store, OperatorClaims remote, String token)
            throws StoreException {
        OperatorClaims local = store.operator();
        if (!remote.subject().equals(local.subject()) || !remote.isSelfSigned()) {
            session.report.error(
                    "operator \"" + remote.name() + "\" has another identity here than " + remote.subject());
        } else if (local.issuedAt() > remote.issuedAt() && !overwrite) {
            session.report.error("local jwt for \"" + store.name()
                    + "\" is newer than remote version - specify --overwrite-newer to overwrite");
        } else {
            store.writeOperator(token);
            session.report.ok("stored operator \"" + store.name() + "\"");
        }
    }
}
