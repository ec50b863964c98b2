package io.dialtone.actors;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.LeafAuthenticator;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.callout.CalloutService;
import io.dialtone.accounts.operator.Standing;
import io.dialtone.actors.links.LeafLogin;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lets leaf nodes in as clients are, and counts them with their accounts. Any thread, except where said. */
final class LeafSeats {
    private final ServerContext server;

    LeafSeats(ServerContext server) {
        this.server = server;
    }

    /** Decides whether a leaf node is let in by the rules for clients. On the event loop of its link. */
    CompletionStage<LeafVerdict> login(LeafView who, LeafLogin asked) {
        Gatekeeper gatekeeper = server.gatekeeper();
        Login login = new Login(
                asked.credentials(),
                who.isWebSocket() ? ConnectionType.LEAFNODE_WS : ConnectionType.LEAFNODE,
                asked.nonce(),
                CertificateCandidates.of(who.tls()),
                AddressText.of(who.peer().getAddress()));
        LeafAuthenticator ownRules = new LeafAuthenticator(
                server.options().leaf(), server.options().trust().trustedProxies());
        if (ownRules.decides()) {
            return CompletableFuture.supplyAsync(() -> byOwnRules(ownRules, login), server.slowChecks());
        }
        CompletionStage<Gatekeeper.Decision> own = gatekeeper.isSlow(login)
                ? gatekeeper.checkElsewhere(login)
                : CompletableFuture.completedFuture(gatekeeper.check(login));
        ConnectionInfoCard card = new ConnectionInfoCard(who.cid(), who.peer());
        ConnectMessage connect = connect(who, asked);
        card.client(connect);
        Executor loop = EventLoop.current();
        return own.thenComposeAsync(decision -> decided(decision, card, connect, asked), loop)
                .thenApply(LeafSeats::verdict);
    }

    private LeafVerdict byOwnRules(LeafAuthenticator rules, Login login) {
        Gatekeeper.Decision decision = Gatekeeper.Decision.of(rules.authenticate(login));
        UserRights rights = decision.rights();
        boolean known = rights == null || server.accounts().find(rights.account()) != null;
        return known ? verdict(decision) : LeafVerdict.REFUSED;
    }

    private CompletionStage<Gatekeeper.Decision> decided(
            Gatekeeper.Decision own, ConnectionInfoCard card, ConnectMessage connect, LeafLogin asked) {
        CalloutService service = server.callout().service(own, connect);
        return service == null
                ? CompletableFuture.completedFuture(server.callout().guarded(own))
                : server.callout()
                        .ask(service, CalloutClient.ofLeaf(server, card, connect, asked.nonce(), own))
                        .thenApply(server.callout()::guarded);
    }

    private static ConnectMessage connect(LeafView who, LeafLogin asked) {
        Credentials c = asked.credentials();
        ConnectMessage connect = new ConnectMessage();
        connect.user = c.user();
        connect.password = c.password();
        connect.token = c.token();
        connect.nkey = c.nkey();
        connect.signature = c.signature();
        connect.jwt = c.jwt();
        connect.proxySignature = c.proxySignature();
        connect.name = who.name();
        connect.version = who.version();
        connect.protocol = asked.protocol();
        return connect;
    }

    private static LeafVerdict verdict(Gatekeeper.Decision decision) {
        UserRights rights = decision.rights();
        return new LeafVerdict(
                rights == null ? null : new LeafRights(rights.user(), rights.claimed()),
                decision.reason(),
                decision.detail(),
                decision.isError());
    }

    /** What a user of an account is as things are now; null where accounts are not claimed. */
    @Nullable
    Standing standing(LeafRights rights) {
        return server.gatekeeper().standing(new UserRights(rights.user(), rights.claimed()));
    }

    /** Counts a link with its account; false, nothing counted, when that has as many as it may. */
    boolean join(LeafView leaf) {
        Account account = server.accounts().get(leaf.account());
        int most = account.definition().limits().maxLeafNodes();
        int here = most < 0 ? most : Math.max(0, most - server.leafsElsewhere(account.name()));
        if (!account.totals().joinLeaf(here)) {
            return false;
        }
        server.news().accountChanged(account.name(), account.totals().connections());
        server.news().connected(() -> info(server, leaf, null));
        if (!server.options().gateway().name().isEmpty() && !leaf.isSpoke()) {
            // Servers with gateways ask for all interest of the account from then on.
            server.news().leafConnected(account.name());
        }
        return true;
    }

    /** A link that was counted has ended. */
    void leave(LeafView leaf, CloseReason reason) {
        Account account = server.accounts().get(leaf.account());
        Usage used = Usage.of(leaf.counters());
        account.totals().leafLeft(used);
        server.totals().linkEnded(LinkKind.LEAF, reason, used);
        server.news().accountChanged(account.name(), account.totals().connections());
        server.news().disconnected(() -> info(server, leaf, Instant.now()), used.traffic(), reason.text());
    }

    /** A leaf node was not let in. */
    void refused(LeafView leaf, CloseReason reason) {
        Traffic traffic = Usage.of(leaf.counters()).traffic();
        server.news().refused(() -> info(server, leaf, Instant.now()), traffic, reason.text(), null);
    }

    /** A link as system events and services hear of it. */
    static ClientInfo info(ServerContext server, LeafView leaf, @Nullable Instant stop) {
        LeafRights rights = leaf.rights();
        ClaimedUser claimed = rights == null ? null : rights.claimed();
        Duration rtt = leaf.rtt();
        Account account = server.accounts().find(leaf.account());
        return new ClientInfo(
                leaf.started(),
                AddressText.of(leaf.peer().getAddress()),
                leaf.cid(),
                account == null ? Account.GLOBAL : account.id(),
                "",
                rights == null ? "" : rights.user().authorizedUser(),
                leaf.name(),
                "",
                leaf.version(),
                rtt == null ? 0 : rtt.toNanos(),
                "",
                "",
                List.of(),
                stop,
                claimed == null ? "" : claimed.token(),
                claimed == null ? "" : claimed.issuerKey(),
                claimed == null ? "" : claimed.nameTag(),
                claimed == null ? List.of() : claimed.tags(),
                "Leafnode",
                "");
    }
}
