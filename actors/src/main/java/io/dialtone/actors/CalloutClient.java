package io.dialtone.actors;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.jwt.ClientInformation;
import io.dialtone.accounts.jwt.ClientTls;
import io.dialtone.accounts.jwt.ConnectOptions;
import io.dialtone.accounts.jwt.ServerId;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.tls.PeerCertificate;
import io.dialtone.streams.tls.TlsSession;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client as an authorization service hears of it. Taken on the connection's event loop, for any thread.
 *
 * @param tls null without TLS
 * @param isThroughProxy whether it came through a trusted proxy
 * @param isProxyRequired whether it should have, as its user is configured
 */
record CalloutClient(
        ClientInformation information,
        ConnectOptions connectOptions,
        @Nullable ClientTls tls,
        boolean isThroughProxy,
        boolean isProxyRequired) {
    private static final String HIDDEN_TOKEN = "[REDACTED]";

    /** @param own what the server itself decided about the client */
    static CalloutClient of(
            ServerContext server,
            ConnectionInfoCard card,
            ConnectMessage connect,
            String nonce,
            Gatekeeper.Decision own) {
        return of(
                server,
                card,
                connect,
                nonce,
                own,
                "Client",
                card.origin().type().text());
    }

    /** @param own what the server itself decided about the leaf node */
    static CalloutClient ofLeaf(
            ServerContext server,
            ConnectionInfoCard card,
            ConnectMessage connect,
            String nonce,
            Gatekeeper.Decision own) {
        return of(server, card, connect, nonce, own, "Leafnode", "");
    }

    private static CalloutClient of(
            ServerContext server,
            ConnectionInfoCard card,
            ConnectMessage connect,
            String nonce,
            Gatekeeper.Decision own,
            String kind,
            String type) {
        UserRights rights = own.rights();
        ClaimedUser claimed = rights == null ? null : rights.claimed();
        ClientInformation information = new ClientInformation(
                card.ip(),
                card.cid(),
                rawUser(connect, rights),
                connect.name,
                claimed == null ? List.of() : claimed.tags(),
                claimed == null ? "" : claimed.nameTag(),
                kind,
                type,
                "",
                connect.signature.isEmpty() ? "" : nonce);
        boolean throughProxy = !connect.proxySignature.isEmpty()
                && NonceSignature.isOfProxy(server.options().trust().trustedProxies(), nonce, connect.proxySignature);
        return new CalloutClient(
                information,
                options(connect),
                tls(card.tls(), card.origin().tls(server.options())),
                throughProxy,
                own.reason() == CloseReason.PROXY_REQUIRED);
    }

    private static ConnectOptions options(ConnectMessage connect) {
        return new ConnectOptions(
                connect.jwt,
                connect.nkey,
                connect.signature,
                connect.token,
                connect.user,
                connect.password,
                connect.name,
                connect.lang,
                connect.version,
                Math.clamp(connect.protocol, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static @Nullable ClientTls tls(@Nullable TlsSession session, @Nullable TlsOptions options) {
        if (session == null) {
            return null;
        }
        List<String> certificates =
                session.peerCertificates().stream().map(PeerCertificate::pem).toList();
        boolean verified = options != null && (options.verify() || options.verifyAndMap());
        return verified && !certificates.isEmpty()
                ? new ClientTls(session.version(), session.cipherSuite(), List.of(), List.of(certificates))
                : new ClientTls(session.version(), session.cipherSuite(), certificates, List.of());
    }

    /** The server as it introduces itself. */
    static ServerId server(ServerContext server) {
        InfoMessage.Server info = server.info();
        String cluster = info.cluster();
        return new ServerId(
                info.name(),
                info.host(),
                info.id(),
                info.version(),
                cluster == null ? "" : cluster,
                server.options().traits().tags().stream()
                        .map(tag -> tag.toLowerCase(Locale.ROOT))
                        .toList(),
                "");
    }

    /** The name by which {@code auth_users} knows somebody. */
    static String rawUser(ConnectMessage connect, @Nullable UserRights rights) {
        if (!connect.nkey.isEmpty()) {
            return connect.nkey;
        }
        if (!connect.user.isEmpty()) {
            return connect.user;
        }
        if (!connect.jwt.isEmpty() || connect.token.isEmpty()) {
            // Without a word of its own, it is whom the configuration takes it for.
            return rights == null ? "" : rights.user().name();
        }
        return HIDDEN_TOKEN;
    }

    /** Who it is from now on: under the name that the service gave, else the one it came with. */
    UserIdentity identity(String account, UserClaims claims, Permissions permissions) {
        String name = claims.name();
        if (!name.isEmpty()) {
            return new UserIdentity(account, UserIdentity.Kind.USER, name, permissions);
        }
        if (!connectOptions.nkey().isEmpty()) {
            return new UserIdentity(account, UserIdentity.Kind.NKEY, connectOptions.nkey(), permissions);
        }
        if (!connectOptions.user().isEmpty()) {
            return new UserIdentity(account, UserIdentity.Kind.USER, connectOptions.user(), permissions);
        }
        UserIdentity.Kind kind = connectOptions.token().isEmpty() ? UserIdentity.Kind.ANYBODY : UserIdentity.Kind.TOKEN;
        return new UserIdentity(account, kind, "", permissions);
    }
}
