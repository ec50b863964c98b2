package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LeafView;
import io.dialtone.cluster.link.CompressionChoice;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one leaf link: written by its {@link LeafConnection}, read from any thread. */
final class LeafCard implements LeafView {
    private final ActorRef<LeafConnection.Command> link;
    private final LinkWire wire;
    private final LinkPings pings;
    private final boolean solicited;
    private volatile String name = "";
    private volatile String version = "";
    private volatile String account = "";
    private volatile boolean spoke;
    private volatile boolean isolated;
    private volatile @Nullable LeafRights rights;
    private volatile String compression = CompressionChoice.NOT_SUPPORTED;
    private volatile @Nullable TlsSession tls;
    private volatile @Nullable RemoteSpace space;
    private volatile @Nullable LinkTarget target;

    LeafCard(ActorRef<LeafConnection.Command> link, LinkWire wire, LinkPings pings, boolean solicited) {
        this.link = link;
        this.wire = wire;
        this.pings = pings;
        this.solicited = solicited;
    }

    void peer(String itsName, String itsVersion) {
        name = itsName;
        version = itsVersion;
    }

    void letIn(LeafRights as) {
        rights = as;
    }

    void account(String id) {
        account = id;
    }

    void role(LeafLink.Role role, boolean isIsolated) {
        spoke = role == LeafLink.Role.SPOKE;
        isolated = isIsolated;
    }

    void compression(String mode) {
        compression = mode;
    }

    void secured(TlsSession agreed) {
        tls = agreed;
    }

    void interest(RemoteSpace in, LinkTarget as) {
        space = in;
        target = as;
    }

    @Override
    public long cid() {
        return wire.cid();
    }

    @Override
    public InetSocketAddress peer() {
        return wire.peer();
    }

    @Override
    public Instant started() {
        return wire.started();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean isSpoke() {
        return spoke;
    }

    @Override
    public boolean isWebSocket() {
        return wire.isWebSocket();
    }

    @Override
    public boolean isSolicited() {
        return solicited;
    }

    @Override
    public boolean isIsolated() {
        return isolated;
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public @Nullable LeafRights rights() {
        return rights;
    }

    @Override
    public @Nullable Duration rtt() {
        return pings.rtt();
    }

    @Override
    public ConnectionCounters counters() {
        return wire.counters();
    }

    @Override
    public long pendingBytes() {
        return wire.outbox().pending();
    }

    @Override
    public String compression() {
        return compression;
    }

    @Override
    public @Nullable TlsSession tls() {
        return tls;
    }

    @Override
    public List<String> subscriptions() {
        RemoteSpace from = space;
        List<String> all = new ArrayList<>();
        if (from != null) {
            from.forEach(one -> {
                if (one.link() == target) {
                    byte[] queue = one.queue();
                    all.add(ByteText.text(one.subject()) + (queue == null ? "" : " " + ByteText.text(queue)));
                }
            });
        }
        return all;
    }

    @Override
    public void close(CloseReason reason, @Nullable String error) {
        link.tell(new LeafConnection.Leave(reason, error));
    }
}
