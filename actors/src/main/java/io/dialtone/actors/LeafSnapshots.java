package io.dialtone.actors;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.actors.monitor.LeafQuery;
import io.dialtone.actors.monitor.LeafStats;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.LeafRemoteOptions;
import io.dialtone.conf.TlsOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaf links as monitoring shows them. Any thread. */
final class LeafSnapshots {
    private static final double USUAL_TIMEOUT_SECONDS = 2;

    private final ServerContext server;

    LeafSnapshots(ServerContext server) {
        this.server = server;
    }

    LeafStats stats(LeafQuery query) {
        return new LeafStats(server.leafs().leafs().stream()
                .filter(leaf -> query.account().isEmpty() || query.account().equals(leaf.account()))
                .sorted(Comparator.comparingLong(LeafView::cid))
                .map(LeafSnapshots::link)
                .toList());
    }

    /** What has gone through the links there are. */
    Traffic traffic() {
        Traffic sum = Traffic.NONE;
        for (LeafView leaf : server.leafs().leafs()) {
            sum = sum.plus(Usage.of(leaf.counters()).traffic());
        }
        return sum;
    }

    private static LeafStats.Link link(LeafView leaf) {
        Duration rtt = leaf.rtt();
        return new LeafStats.Link(
                leaf.cid(),
                leaf.name(),
                leaf.isSpoke(),
                leaf.isIsolated(),
                leaf.account(),
                AddressText.of(leaf.peer().getAddress()),
                leaf.peer().getPort(),
                rtt == null ? Duration.ZERO : rtt,
                Usage.of(leaf.counters()).traffic(),
                leaf.subscriptions(),
                leaf.compression());
    }

    /** A link among the connections of {@code /connz}. */
    ConnectionInfo connection(LeafView leaf) {
        long active = leaf.counters().lastActivityMillis();
        Instant lastActivity = active == 0 ? leaf.started() : Instant.ofEpochMilli(active);
        Duration rtt = leaf.rtt();
        return new ConnectionInfo(
                leaf.cid(),
                ConnectionInfo.Kind.LEAFNODE,
                null,
                AddressText.of(leaf.peer().getAddress()),
                leaf.peer().getPort(),
                leaf.started(),
                lastActivity.isBefore(leaf.started()) ? leaf.started() : lastActivity,
                null,
                rtt == null ? Duration.ZERO : rtt,
                leaf.pendingBytes(),
                Usage.of(leaf.counters()).traffic(),
                0,
                ConnectionSnapshots.pauses(leaf.counters()),
                leaf.subscriptions().size(),
                // Of servers that this one has dialled, nats-server says nothing there.
                leaf.isSolicited()
                        ? new ConnectionInfo.Client("", "", "")
                        : new ConnectionInfo.Client(leaf.name(), "", leaf.version()),
                null,
                auth(leaf),
                null,
                null,
                List.of());
    }

    /** What the other end of a link wants. */
    List<SubscriptionDetail> subscriptions(long cid) {
        return server.leafs().leafs().stream()
                .filter(leaf -> leaf.cid() == cid)
                .flatMap(leaf -> leaf.subscriptions().stream().map(wanted -> detail(leaf, wanted)))
                .toList();
    }

    /** What is wanted names itself: there are no numbers for it. */
    private static SubscriptionDetail detail(LeafView leaf, String wanted) {
        int blank = wanted.indexOf(' ');
        return new SubscriptionDetail(
                leaf.account(),
                leaf.account(),
                blank < 0 ? wanted : wanted.substring(0, blank),
                blank < 0 ? "" : wanted.substring(blank + 1),
                wanted,
                0,
                0,
                leaf.cid());
    }

    private ConnectionInfo.Auth auth(LeafView leaf) {
        LeafRights rights = leaf.rights();
        String user = rights == null ? "" : rights.user().authorizedUser();
        ClaimedUser claimed = rights == null ? null : rights.claimed();
        if (claimed == null) {
            return ConnectionInfo.Auth.of(user, leaf.account());
        }
        Account account = server.accounts().find(leaf.account());
        return new ConnectionInfo.Auth(
                user,
                leaf.account(),
                account == null ? leaf.account() : account.definition().name(),
                claimed.isBearer() ? "" : claimed.token(),
                claimed.issuerKey(),
                claimed.tags());
    }

    /** The block of {@code /varz}. */
    JsonBody block() {
        LeafOptions leaf = server.options().leaf();
        return out -> out.object(() -> {
            if (leaf.port() != 0) {
                listener(out, leaf);
            }
            if (!leaf.remotes().isEmpty()) {
                out.array("remotes", leaf.remotes(), LeafSnapshots::remote);
            }
        });
    }

    private void listener(JsonOut out, LeafOptions leaf) {
        InetSocketAddress bound = server.linkAddress(LinkPort.LEAF);
        TlsOptions tls = leaf.tls();
        out.field("host", leaf.host());
        out.field("port", bound == null ? leaf.port() : bound.getPort());
        out.field("auth_timeout", leaf.authTimeout().isZero() ? usual(tls) : seconds(leaf.authTimeout()));
        out.field("tls_timeout", tls == null ? USUAL_TIMEOUT_SECONDS : seconds(tls.timeout()));
        out.opt("tls_required", tls != null);
        out.opt("tls_verify", tls != null && (tls.verify() || tls.verifyAndMap()));
    }

    private static double usual(@Nullable TlsOptions tls) {
        return tls == null ? USUAL_TIMEOUT_SECONDS : seconds(tls.timeout()) + 1;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void remote(JsonOut out, LeafRemoteOptions remote) {
        out.object(() -> {
            out.field("local_account", remote.account());
            TlsOptions tls = remote.tls();
            if (tls != null) {
                out.field("tls_timeout", seconds(tls.timeout()));
            }
            out.optStrings(
                    "urls", remote.urls().stream().map(LeafSnapshots::address).toList());
            if (!remote.denyExports().isEmpty() || !remote.denyImports().isEmpty()) {
                out.object("deny", () -> {
                    out.optStrings("exports", remote.denyExports());
                    out.optStrings("imports", remote.denyImports());
                });
            }
        });
    }

    /** Without credentials. */
    private static String address(String url) {
        String host = URI.create(url).getRawAuthority();
        if (host == null) {
            return url.substring(url.lastIndexOf('@') + 1);
        }
        return host.substring(host.lastIndexOf('@') + 1);
    }
}
