package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(description = "Edit the operator.")
final class EditOperator extends NscCommand {
    @Mixin
    SigningKeyOptions signingKeys = new SigningKeyOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Mixin
    TimeOptions times = new TimeOptions();

    @Option(
            names = {"-u", "--account-jwt-server-url"},
            paramLabel = "URL",
            description = "Where accounts are pushed to and pulled from: http, https, nats or tls.")
    @Nullable
    String accountServer;

    @Option(names = "--rm-account-jwt-server-url", description = "Forget that.")
    boolean removeAccountServer;

    @Option(
            names = {"-n", "--service-url"},
            split = ",",
            paramLabel = "URL",
            description = "Add an address of the servers, for tools.")
    List<String> services = new ArrayList<>();

    @Option(names = "--rm-service-url", split = ",", paramLabel = "URL", description = "Remove one.")
    List<String> removeServices = new ArrayList<>();

    @Option(
            names = "--require-signing-keys",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Identity keys sign neither accounts nor users.")
    @Nullable
    Boolean strict;

    @Option(names = "--system-account", paramLabel = "ACCOUNT", description = "Set the system account: name or key.")
    @Nullable
    String systemAccount;

    @Option(
            names = "--assert-server-version",
            paramLabel = "x.y.z",
            description = "Oldest version that servers may have; empty: any.")
    @Nullable
    String serverVersion;

    @Override
    void run(Session session) throws NscException, StoreException {
        requireAnOption();
        OperatorStore store = session.store();
        OperatorClaims before = store.operator();
        OperatorClaims.Builder claims = before.toBuilder();
        claims.signingKeys(signingKeys(session, before));
        claims.tags(tags.apply(before.tags(), session.report));
        claims.registered(times.apply(before.registered(), session.world.clock().instant()));
        times.report(session.report);
        addresses(session, before, claims);
        if (systemAccount != null) {
            String key = systemAccount.isEmpty() ? "" : session.accountKey(systemAccount);
            claims.systemAccount(key);
            session.report.ok("set system account \"" + key + "\"");
        }
        if (serverVersion != null) {
            claims.assertServerVersion(serverVersion);
            session.report.ok("set oldest server version to \"" + serverVersion + "\"");
        }
        if (strict != null) {
            if (strict) {
                requireSigned(store, claims.build());
            }
            claims.strictSigningKeyUsage(strict);
            session.report.ok("strict signing key usage set to: " + strict);
        }
        OperatorClaims after = claims.build();
        Tokens.requireValid(session, after);
        store.writeOperator(session.signers.signOperator(after));
        session.report.ok("edited operator \"" + store.name() + "\"");
    }

    private void requireAnOption() throws NscException {
        boolean any = signingKeys.isSet()
                || tags.isSet()
                || times.isSet()
                || accountServer != null
                || removeAccountServer
                || !services.isEmpty()
                || !removeServices.isEmpty()
                || strict != null
                || systemAccount != null
                || serverVersion != null;
        if (!any) {
            throw new NscException("specify an edit option");
        }
    }

    private List<String> signingKeys(Session session, OperatorClaims before) throws NscException, StoreException {
        List<String> keys = new ArrayList<>(before.signingKeys());
        for (String key : signingKeys.added(session, NkeyType.OPERATOR)) {
            if (!keys.contains(key)) {
                keys.add(key);
            }
            session.report.ok("added signing key \"" + key + "\"");
        }
        for (String key : signingKeys.remove) {
            if (!keys.remove(key)) {
                throw new NscException("signing key \"" + key + "\" is not there");
            }
            session.report.ok("removed signing key \"" + key + "\"");
        }
        return keys;
    }

    private void addresses(Session session, OperatorClaims before, OperatorClaims.Builder claims) throws NscException {
        if (removeAccountServer) {
            claims.accountServerUrl("");
            session.report.ok("removed account server url");
        } else if (accountServer != null) {
            claims.accountServerUrl(accountServer);
            session.report.ok("set account jwt server url to \"" + accountServer + "\"");
        }
        List<String> urls = new ArrayList<>(before.serviceUrls());
        for (String url : services) {
            if (!urls.contains(url)) {
                urls.add(url);
            }
            session.report.ok("added service url \"" + url + "\"");
        }
        for (String url : removeServices) {
            if (!urls.remove(url)) {
                throw new NscException("service url \"" + url + "\" is not there");
            }
            session.report.ok("removed service url \"" + url + "\"");
        }
        claims.serviceUrls(urls);
    }

    /** What identity keys signed would be worth nothing at once: better to be told before. */
    private static void requireSigned(OperatorStore store, OperatorClaims operator)
            throws NscException, StoreException {
        for (String name : store.accounts()) {
            AccountClaims account = store.account(name);
            if (!operator.signingKeys().contains(account.issuer())) {
                throw new NscException("account \"" + name + "\" needs to be issued with a signing key first");
            }
            for (String user : store.users(name)) {
                if (account.signingKey(store.user(name, user).issuer()) == null) {
                    throw new NscException("user \"" + user + "\" in account \"" + name
                            + "\" needs to be issued with a signing key first");
                }
            }
        }
    }
}
