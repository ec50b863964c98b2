package io.dialtone.cluster.leaf;

import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.cluster.protocol.PortKind;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.conf.CompressionOptions;
import io.dialtone.conf.LeafRemoteOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.TlsUpgrade;
import io.dialtone.streams.tls.TlsSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of a leaf link that this server makes to another one.
 *
 * <pre>
 *   &lt; INFO   [ TLS ]   [ INFO &gt;, &lt; INFO in S2 ]   CONNECT &gt;   &lt; INFO   registered
 * </pre>
 */
final class LeafSolicitation implements LeafHandshake {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private enum Phase {
        FIRST_INFO,
        COMPRESSED_INFO,
        CONNECT_INFO,
        OVER
    }

    /**
     * What it has to do with besides its own link.
     *
     * @param remote that was dialled
     * @param target address that was dialled
     * @param upgrade to TLS after INFO; null where TLS came first
     * @param learnt takes what the other side says of where its cluster can be reached
     */
    record Context(
            LeafRemote remote,
            LeafRemote.Target target,
            @Nullable TlsUpgrade upgrade,
            Consumer<ServerInfo> learnt) {}

    private final LinkHost host;
    private final Owner owner;
    private final LeafSettings settings;
    private final LinkWire wire;
    private final LeafCard card;
    private final LeafStream stream;
    private final Context context;
    private final LeafRemoteOptions remote;
    private Phase phase = Phase.FIRST_INFO;
    private @Nullable ServerInfo hub;

    LeafSolicitation(
            LinkHost host,
            Owner owner,
            LeafSettings settings,
            LinkWire wire,
            LeafCard card,
            LeafStream stream,
            Context context) {
        this.host = host;
        this.owner = owner;
        this.settings = settings;
        this.wire = wire;
        this.card = card;
        this.stream = stream;
        this.context = context;
        this.remote = context.remote().options();
        card.account(remote.account());
        card.role(role(), isIsolated());
    }

    private LeafLink.Role role() {
        return remote.hub() ? LeafLink.Role.HUB : LeafLink.Role.SPOKE;
    }

    private boolean isIsolated() {
        return settings.leaf().isolateInterest() || remote.isolateInterest();
    }

    @Override
    public void begin() {
        wire.session().awaitingConnect(false);
        owner.limit(remote.firstInfoTimeout());
    }

    @Override
    public void secured(TlsSession tls) {
        card.secured(tls);
        if (phase == Phase.FIRST_INFO) {
            owner.limit(remote.firstInfoTimeout());
        }
    }

    @Override
    public void connect(LeafConnect connect) {
        owner.leave(CloseReason.PROTOCOL_VIOLATION, "Unknown Protocol Operation");
    }

    @Override
    public void info(byte[] json) {
        ServerInfo said;
        try {
            said = InfoJson.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            owner.leave(CloseReason.PARSE_ERROR, null);
            return;
        }
        switch (phase) {
            case FIRST_INFO -> first(said);
            case COMPRESSED_INFO -> introduce(said);
            case CONNECT_INFO, OVER -> later(said);
        }
    }

    private void first(ServerInfo said) {
        if (PortKind.of(said) != PortKind.LEAF) {
            wire.logError("attempted to connect to wrong port");
            owner.leave(CloseReason.WRONG_PORT, null);
            return;
        }
        TlsUpgrade upgrade = context.upgrade();
        if (upgrade != null) {
            if (remote.tlsRequired() || said.tlsRequired() || context.target().isTls()) {
                upgrade.start(context.remote().tls(), context.target().tlsName());
            } else {
                upgrade.goPlain();
            }
        }
        if (said.cluster().indexOf(' ') >= 0) {
            owner.leave(CloseReason.PROTOCOL_VIOLATION, "cluster name cannot contain spaces");
            return;
        }
        String error = stream.choose(compression(), said.compression());
        if (error != null) {
            wire.logError(error);
            owner.leave(CloseReason.PROTOCOL_VIOLATION, error);
            return;
        }
        hub = said;
        if (stream.compresses()) {
            phase = Phase.COMPRESSED_INFO;
            ServerInfo wish = ServerInfo.builder()
                    .clientId(wire.cid())
                    .compression(stream.announced())
                    .build();
            // The last word in clear; nothing follows before the other side has answered.
            wire.info(wish, InfoEnding.BLANK);
            stream.compress();
        } else {
            introduce(said);
        }
    }

    private CompressionOptions compression() {
        if (wire.isWebSocket()) {
            return LeafStream.NONE;
        }
        CompressionOptions own = remote.compression();
        return own == null ? CompressionOptions.DEFAULT_LEAF : own;
    }

    private void introduce(ServerInfo said) {
        hub = said;
        LeafConnect introduction;
        try {
            introduction = introduction(said);
        } catch (IOException e) {
            wire.logError(String.valueOf(e.getMessage()));
            owner.leave(CloseReason.AUTHENTICATION_FAILURE, null);
            return;
        }
        card.peer(said.serverName().isEmpty() ? said.serverId() : said.serverName(), said.version());
        context.learnt().accept(said);
        phase = Phase.CONNECT_INFO;
        wire.send("CONNECT", introduction.encode());
        wire.debug("Remote leafnode connect msg sent");
        if (said.infoOnConnect()) {
            owner.limit(CONNECT_LIMIT);
        } else {
            finish(said);
        }
    }

    private LeafConnect introduction(ServerInfo said) throws IOException {
        LeafConnect plain = LeafConnect.builder()
                .version(host.version())
                .serverId(host.serverId())
                .name(host.serverName())
                .hub(remote.hub())
                .cluster(host.clusterName())
                .headers(settings.info().headers() && said.headers())
                .denyPublish(remote.denyImports())
                .isolate(remote.requestIsolation())
                .compression(stream.shown())
                .remoteAccount(remote.account())
                .protocol(LeafSelf.PROTOCOL)
                .build();
        if (!remote.credentials().isEmpty()) {
            wire.debug("Authenticating with credentials file \"" + remote.credentials() + "\"");
        }
        return RemoteCredentials.of(remote, context.target().url()).into(plain, said.nonce());
    }

    private void later(ServerInfo said) {
        context.learnt().accept(said);
        if (phase == Phase.CONNECT_INFO && said.connectInfo()) {
            finish(said);
        } else if (phase == Phase.OVER && (said.imports() != null || said.exports() != null)) {
            owner.permit(permissions(said));
        }
    }

    private void finish(ServerInfo said) {
        phase = Phase.OVER;
        owner.unlimit();
        LinkedAccount account = host.account(remote.account());
        if (account == null) {
            owner.leave(CloseReason.MISSING_ACCOUNT, null);
            return;
        }
        ServerInfo first = Objects.requireNonNull(hub);
        LeafLink link = new LeafLink(role(), first.cluster(), isIsolated());
        owner.register(new LeafBinding(account, link, permissions(said), peer(first), null));
    }

    private LinkAccount.Peer peer(ServerInfo said) {
        boolean headers = settings.info().headers() && said.headers();
        return said.with(b -> b.headers(headers)).peer(/* origins= */ false);
    }

    private LeafPermissions permissions(ServerInfo said) {
        List<String> denied = LeafPermissions.persistenceSubjects(
                remote.account().equals(host.systemAccount()), /* sameDomain= */ false);
        return LeafPermissions.ofSpoke(
                said.imports(), said.exports(), remote.denyImports(), remote.denyExports(), denied);
    }

    @Override
    public void judged(LeafVerdict verdict) {
        // Nobody is let in where this server is the one who asks.
    }

    @Override
    public void registered() {
        // The other side knows all it has to.
    }

    @Override
    public void late() {
        if (phase == Phase.CONNECT_INFO) {
            wire.debug("Stale Leaf Node Connection - Closing");
            owner.leave(CloseReason.STALE_CONNECTION, "Stale Leaf Node Connection - Closing");
        } else {
            wire.logError("Did not receive INFO in time");
            owner.leave(CloseReason.READ_ERROR, null);
        }
    }

    @Override
    public void measured() {
        stream.measured(card.rtt());
    }
}
