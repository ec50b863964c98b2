package io.dialtone.app.nsc;

import io.dialtone.app.nsc.remote.Login;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** As whom, and where, a message is sent or waited for. */
final class ToolOptions {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account of the user.")
    @Nullable
    String account;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "User to connect as; the only one of the account if not given.")
    @Nullable
    String user;

    @Option(
            names = "--nats",
            paramLabel = "URL",
            description = "Address of a server; the operator's service URLs if not given.")
    String url = "";

    @Mixin
    TlsOptions tls = new TlsOptions();

    /** Connects under that name. */
    NatsConnection connect(Session session, String name) throws NscException, StoreException, RemoteException {
        String of = session.accountName(account);
        OperatorStore store = session.store();
        String urls = url.isEmpty() ? String.join(",", store.operator().serviceUrls()) : url;
        if (urls.isEmpty()) {
            throw new NscException("operator \"" + session.operatorName() + "\" has no service URLs - specify --nats");
        }
        Login login = login(session, of, Choice.user(session, of, user, List.of()));
        return NatsConnection.open(
                NatsAddress.parse(urls), login, tls.files(session), ServerOptions.inbox(session), name);
    }

    private static Login login(Session session, String account, String user)
            throws NscException, StoreException, RemoteException {
        Path file = session.keys.credsFile(session.operatorName(), account, user);
        if (!Files.exists(file)) {
            throw new NscException("there are no credentials `" + file + "` - generate them with generate creds -o");
        }
        try {
            return Login.ofCredentials(Files.readString(file));
        } catch (IOException e) {
            throw new NscException("cannot read `" + file + "`: " + e.getMessage(), e);
        }
    }
}
