package io.dialtone.cluster.leaf;

import io.dialtone.accounts.Credentials;
import io.dialtone.actors.links.LeafLogin;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.CompressionChoice;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ConnectRefusals;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.conf.CompressionOptions;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.tls.TlsSession;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of a leaf link that another server has made to this one.
 *
 * <pre>
 *   INFO &gt;   [ &lt; INFO, INFO &gt; in S2 ]   &lt; CONNECT   (credentials)   INFO &gt;   registered
 * </pre>
 */
final class LeafAcceptance implements LeafHandshake {
    private final LinkHost host;
    private final Owner owner;
    private final LeafSettings settings;
    private final LinkWire wire;
    private final LeafCard card;
    private final LeafStream stream;
    private final String nonce = LeafSettings.nonce();

    private @Nullable LeafConnect connect;
    private @Nullable LeafRights rights;
    private @Nullable ServerInfo answer;
    private boolean negotiated;

    LeafAcceptance(LinkHost host, Owner owner, LeafSettings settings, LinkWire wire, LeafCard card, LeafStream stream) {
        this.host = host;
        this.owner = owner;
        this.settings = settings;
        this.wire = wire;
        this.card = card;
        this.stream = stream;
    }

    @Override
    public void begin() {
        String mode = own().mode();
        wire.path().infoMayComeFirst(CompressionChoice.isOn(mode));
        wire.session().awaitingConnect(true);
        wire.info(greeting(mode), InfoEnding.BLANK);
        owner.limit(settings.authenticationLimit());
    }

    private CompressionOptions own() {
        return wire.isWebSocket() ? LeafStream.NONE : settings.leaf().compression();
    }

    private ServerInfo greeting(String mode) {
        return settings.info()
                .with(i -> i.clientId(wire.cid())
                        .nonce(nonce)
                        .compression(mode.equals(CompressionChoice.NOT_SUPPORTED) ? "" : mode));
    }

    @Override
    public void secured(TlsSession tls) {
        card.secured(tls);
    }

    @Override
    public void info(byte[] json) {
        if (connect != null) {
            // A leaf node may tell where it can be reached; nobody dials it.
            return;
        }
        if (negotiated) {
            owner.leave(CloseReason.PROTOCOL_VIOLATION, "Authorization Violation");
            return;
        }
        negotiated = true;
        wire.path().infoMayComeFirst(false);
        String error;
        try {
            error = stream.choose(own(), InfoJson.decode(json).compression());
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            owner.leave(CloseReason.PARSE_ERROR, null);
            return;
        }
        if (error != null) {
            wire.logError(error);
            owner.leave(CloseReason.PROTOCOL_VIOLATION, error);
        } else if (stream.compresses()) {
            stream.compress();
            wire.info(greeting(stream.announced()), InfoEnding.BLANK);
        }
    }

    @Override
    public void connect(LeafConnect said) {
        owner.unlimit();
        if (connect != null) {
            owner.leave(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        connect = said;
        card.peer(said.name(), said.version());
        if (!stream.compresses()) {
            // What it claims without having agreed on it is not done.
            card.compression(
                    said.compression().isEmpty() || said.compression().equals(CompressionChoice.NOT_SUPPORTED)
                            ? CompressionChoice.NOT_SUPPORTED
                            : CompressionChoice.OFF);
        }
        Credentials given = new Credentials(
                said.user(),
                said.password(),
                said.token(),
                said.nkey(),
                said.signature(),
                said.jwt(),
                said.proxySignature());
        owner.await(host.login(card, new LeafLogin(given, nonce, said.protocol())));
    }

    @Override
    public void judged(LeafVerdict verdict) {
        LeafConnect said = Objects.requireNonNull(connect);
        LeafRights granted = verdict.rights();
        if (!verdict.detail().isEmpty()) {
            if (verdict.isError()) {
                wire.logError(verdict.detail());
            } else {
                wire.debug(verdict.detail());
            }
        }
        if (granted == null || !said.account().isEmpty() || said.newAccount()) {
            wire.logError(
                    "authentication error" + (said.user().isEmpty() ? "" : " - User " + GoQuote.quote(said.user())));
            CloseReason reason = granted == null ? verdict.reason() : CloseReason.AUTHENTICATION_FAILURE;
            host.refused(card, reason);
            owner.leave(reason, "Authorization Violation");
            return;
        }
        rights = granted;
        card.letIn(granted);
        LinkedAccount account = host.accountMade(granted.account());
        card.account(account.id());
        if (isAcceptable(said, account)) {
            bind(said, granted, account);
        }
    }

    private boolean isAcceptable(LeafConnect said, LinkedAccount account) {
        String refusal = ConnectRefusals.ofLeaf(said, host.clusterName());
        if (refusal != null) {
            wire.logError(refusal);
            owner.leave(reason(said, refusal), refusal);
            return false;
        }
        String wanted = settings.leaf().minVersion();
        if (!wanted.isEmpty() && !MinimumVersion.isMet(said.version(), wanted)) {
            wire.info(answer(account, null), InfoEnding.BLANK);
            String error = LeafEvent.VERSION_REJECTED_ERROR + " " + GoQuote.quote(wanted);
            wire.logError(error);
            owner.leave(CloseReason.MINIMUM_VERSION_REQUIRED, error);
            return false;
        }
        return true;
    }

    private static CloseReason reason(LeafConnect said, String refusal) {
        if (!said.lang().isEmpty()) {
            return CloseReason.WRONG_PORT;
        }
        if (!said.gateway().isEmpty()) {
            return CloseReason.WRONG_GATEWAY;
        }
        return refusal.equals(LeafEvent.SAME_CLUSTER_NAME_ERROR)
                ? CloseReason.CLUSTER_NAMES_IDENTICAL
                : CloseReason.PROTOCOL_VIOLATION;
    }

    private void bind(LeafConnect said, LeafRights granted, LinkedAccount account) {
        LeafLink link = new LeafLink(
                said.hub() ? LeafLink.Role.SPOKE : LeafLink.Role.HUB,
                said.cluster(),
                settings.leaf().isolateInterest() || said.isolate());
        PermissionOptions user = granted.user().permissions().options();
        answer = answer(account, user);
        owner.register(new LeafBinding(
                account,
                link,
                permissions(said, user, account),
                new LinkAccount.Peer(
                        said.name(),
                        said.headers() && settings.info().headers(),
                        /* origins= */ false,
                        said.protocol() >= LinkAccount.Peer.TRACING_PROTOCOL),
                LeafIdentity.of(said, account.id()).orElse(null)));
    }

    private LeafPermissions permissions(LeafConnect said, @Nullable PermissionOptions user, LinkedAccount account) {
        List<String> denied =
                LeafPermissions.persistenceSubjects(account.id().equals(host.systemAccount()), /* sameDomain= */ false);
        return LeafPermissions.ofHub(user, said.denyPublish(), denied);
    }

    private ServerInfo answer(LinkedAccount account, @Nullable PermissionOptions user) {
        return settings.info()
                .with(i -> i.clientId(wire.cid())
                        .connectInfo(true)
                        .remoteAccount(account.id())
                        .systemAccount(account.id().equals(host.systemAccount()))
                        .imports(LeafPermissions.imports(user))
                        .exports(LeafPermissions.exports(user)));
    }

    @Override
    public void registered() {
        ServerInfo last = answer;
        if (last != null) {
            wire.info(last, InfoEnding.BLANK);
        }
    }

    /** Its account has changed its mind about what the other side may do. */
    void renewed(LeafRights now, LinkedAccount account) {
        LeafConnect said = connect;
        LeafRights before = rights;
        if (said == null
                || before == null
                || before.user().permissions().equals(now.user().permissions())) {
            return;
        }
        rights = now;
        card.letIn(now);
        PermissionOptions user = now.user().permissions().options();
        wire.info(answer(account, user), InfoEnding.BLANK);
        owner.permit(permissions(said, user, account));
    }

    @Nullable
    LeafRights rights() {
        return rights;
    }

    /** What it said to be let in, to be judged anew; null before. */
    @Nullable
    LeafLogin login() {
        LeafConnect said = connect;
        return said == null
                ? null
                : new LeafLogin(
                        new Credentials(
                                said.user(),
                                said.password(),
                                said.token(),
                                said.nkey(),
                                said.signature(),
                                said.jwt(),
                                said.proxySignature()),
                        nonce,
                        said.protocol());
    }

    @Override
    public void late() {
        owner.leave(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
    }

    @Override
    public void measured() {
        stream.measured(card.rtt());
    }
}
