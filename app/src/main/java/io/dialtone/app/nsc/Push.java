package io.dialtone.app.nsc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.GenericClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.jwt.Validation.Severity;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.nsc.remote.AccountServerClient;
import io.dialtone.app.nsc.remote.AccountServerClient.Answer;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        description = {
            "Send accounts to servers: to the resolvers of running servers (nats://, tls://), or to an account server",
            "(http://, https://). Also tells what servers have that is not here, and removes it there."
        })
final class Push extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account to push.")
    @Nullable
    String account;

    @Option(
            names = {"-A", "--all"},
            description = "Push all accounts of the operator.")
    boolean all;

    @Option(
            names = {"-u", "--account-jwt-server-url"},
            paramLabel = "URL",
            description = "Where to; the operator's if not given.")
    @Nullable
    String url;

    @Option(
            names = {"-F", "--force"},
            description = "Push even what does not hold.")
    boolean force;

    @Option(
            names = {"-D", "--diff"},
            description = "Tell which accounts servers have and which of them are here.")
    boolean diff;

    @Option(
            names = {"-P", "--prune"},
            description = "Remove accounts there that are not here.")
    boolean prune;

    @Option(
            names = {"-R", "--account-removal"},
            paramLabel = "ACCOUNT",
            description = "Remove one account there: name or public key.")
    @Nullable
    String remove;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For how long to wait for servers, 1 to 60.")
    int timeout = 1;

    @Mixin
    ServerOptions servers = new ServerOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        if (all && account != null) {
            throw new NscException("specify only one of --account or --all");
        }
        if ((prune ? 1 : 0) + (diff ? 1 : 0) + (remove == null ? 0 : 1) > 1) {
            throw new NscException("--prune, --diff and --account-removal <account> are mutually exclusive");
        }
        String to = url == null ? session.store().operator().accountServerUrl() : url;
        if (to.isEmpty()) {
            throw new NscException("no account server url or nats-server url was provided by the operator jwt");
        }
        List<String> accounts = chosen(session);
        if (!force) {
            for (String name : accounts) {
                requireGood(session, name);
            }
        }
        if (NatsAddress.isUrl(to)) {
            toServers(session, to, accounts);
        } else if (AccountServerClient.isUrl(to)) {
            if (prune || diff || remove != null) {
                throw new NscException("prune only works for nats based account resolver");
            }
            toAccountServer(session, to, accounts);
        } else {
            throw new NscException("\"" + to + "\" is not an address (http, https, nats, tls)");
        }
        session.report.finish();
    }

    private List<String> chosen(Session session) throws NscException, StoreException {
        List<String> accounts = session.store().accounts();
        if (accounts.isEmpty()) {
            throw new NscException("operator \"" + session.operatorName() + "\" has no accounts");
        }
        if (all) {
            return accounts;
        }
        boolean nothing = account == null && (prune || diff || remove != null);
        return nothing ? List.of() : List.of(session.accountName(account));
    }

    private static void requireGood(Session session, String name) throws NscException, StoreException {
        OperatorStore store = session.store();
        AccountClaims claims = store.account(name);
        Validation validation = claims.validate(session.world.clock().instant());
        for (Validation.Issue issue : validation.issues()) {
            if (issue.severity() != Severity.WARNING) {
                throw new NscException(
                        "unable to push account \"" + name + "\" as it has validation issues: " + issue.text());
            }
        }
        if (!store.isManaged() && !store.operator().signed(claims)) {
            throw new NscException("unable to push account \"" + name + "\" as it is not signed by the operator \""
                    + store.name() + "\"");
        }
    }

    private static void toAccountServer(Session session, String to, List<String> accounts)
            throws NscException, StoreException {
        OperatorStore store = session.store();
        for (String name : accounts) {
            String token = store.accountToken(name);
            String key = store.account(name).subject();
            try {
                Answer answer = AccountServerClient.post(AccountServerClient.accountUrl(to, key), token);
                String said =
                        answer.body().isBlank() ? "" : ": " + answer.body().strip();
                if (answer.isGood()) {
                    session.report.ok("pushed \"" + name + "\" to account server" + said);
                } else {
                    session.report.error("failed to push account \"" + name + "\": " + answer.status() + said);
                }
            } catch (RemoteException e) {
                session.report.error("failed to push account \"" + name + "\": " + e.getMessage());
            }
        }
    }

    private void toServers(Session session, String to, List<String> accounts) throws NscException, StoreException {
        KeyPair deletes = prune || remove != null
                ? session.signers.operatorKey(session.store().operator())
                : null;
        String system = servers.systemAccountName(session);
        try (NatsConnection connection =
                servers.connect(session, to, ClaimsRequests.UPDATE, ClaimsRequests.LIST, ClaimsRequests.DELETE)) {
            Duration patience = Duration.ofSeconds(Math.clamp(timeout, 1, 60));
            ClaimsRequests requests = new ClaimsRequests(connection, patience, session.report);
            if (!accounts.isEmpty()) {
                session.report.ok("push to nats-server \"" + to + "\" using system account \"" + system + "\":");
                session.report.enter();
                for (String name : accounts) {
                    update(session, requests, name);
                }
                session.report.leave();
            }
            if (prune) {
                List<String> others = others(session, requests);
                delete(session, requests, deletes, others);
            } else if (diff) {
                others(session, requests);
            } else if (remove != null) {
                delete(session, requests, deletes, List.of(session.accountKey(remove)));
            }
        }
    }

    private static void update(Session session, ClaimsRequests requests, String name)
            throws NscException, StoreException {
        String token = session.store().accountToken(name);
        int servers = requests.ask(
                "push account",
                ClaimsRequests.UPDATE,
                token,
                (server, data) -> session.report.ok("pushed \"" + name + "\" to nats-server " + server + ": "
                        + data.path("message").asText()));
        session.report.ok("pushed \"" + name + "\" to a total of " + servers + " nats-server");
    }

    /** Keys of accounts that servers have and that are not here. */
    private static List<String> others(Session session, ClaimsRequests requests) throws NscException, StoreException {
        Map<String, String> names = new LinkedHashMap<>();
        OperatorStore store = session.store();
        for (String name : store.accounts()) {
            names.put(store.account(name).subject(), name);
        }
        List<String> others = new ArrayList<>();
        int servers = requests.ask("list accounts", ClaimsRequests.LIST, "", (server, data) -> {
            session.report.ok("list " + data.size() + " accounts from nats-server " + server + ":");
            session.report.enter();
            for (JsonNode key : data) {
                String name = names.get(key.asText());
                if (name != null) {
                    session.report.ok("account " + key.asText() + " named " + name + " exists");
                } else {
                    session.report.ok("account " + key.asText() + " only exists in server");
                    if (!others.contains(key.asText())) {
                        others.add(key.asText());
                    }
                }
            }
            session.report.leave();
        });
        session.report.ok("listed accounts from a total of " + servers + " nats-server");
        return others;
    }

    private static void delete(Session session, ClaimsRequests requests, @Nullable KeyPair key, List<String> accounts)
            throws NscException, StoreException {
        if (accounts.isEmpty() || key == null) {
            session.report.ok("nothing to prune");
            return;
        }
        OperatorClaims operator = session.store().operator();
        if (accounts.contains(operator.systemAccount())) {
            throw new NscException("servers do not remove their system account");
        }
        GenericClaims claims = GenericClaims.builder(key.publicKey())
                .data(Map.of("accounts", accounts))
                .build();
        requests.ask(
                "prune",
                ClaimsRequests.DELETE,
                session.signers.sign(claims, key),
                (server, data) -> session.report.ok("pruned nats-server " + server + ": "
                        + data.path("message").asText()));
    }
}
