package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.link.LinkListener;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a server: owns the port on which others of the cluster connect, which servers there are, what connections lead to
 * each, and what is dialled. Runs on an event loop; made with the server's links.
 *
 * <p>A connection that fails is dialled again, with growing pauses where that is configured, for as long as its address is
 * configured; what came by gossip is forgotten when its server is gone.
 */
final class Routes extends AbstractBehavior<Routes.Command> {
    sealed interface Command {}

    /** Bind the port, begin to dial. */
    record Start(CompletableFuture<@Nullable Void> ready) implements Command {}

    record Reload(Options before, Options now, CompletableFuture<@Nullable Void> done) implements Command {}

    private record TlsLoaded(
            Reload reload, @Nullable RouteTls tls, @Nullable Throwable failure) implements Command {}

    /** The others have had time enough to forget what they heard of an account. */
    record MoveDue(String id) implements Command {}

    enum LameDuck implements Command {
        INSTANCE
    }

    record Stop(CompletableFuture<@Nullable Void> done) implements Command {}

    /** Another server has connected. */
    private record Accepted(SocketChannel channel) implements Command {}

    /** Another server was reached. */
    record Connected(DialOrder order, SocketChannel channel, InetSocketAddress to) implements Command {}

    /** It was not. */
    record NotConnected(DialOrder order, int failures, boolean again, String error) implements Command {}

    /** There is no need: it is this server. */
    record IsSelf(DialOrder order) implements Command {}

    private record DialAgain(DialOrder order, int failures, boolean again) implements Command {}

    /** The other side has said in CONNECT who it is. */
    record Named(ActorRef<RouteLink.Command> link, ServerConnect connect) implements Command {}

    /** The other side has said who it is; where does the connection belong? */
    record Register(ActorRef<RouteLink.Command> link, Candidate candidate) implements Command {}

    /** A connection that is to be registered. */
    record Candidate(
            LinkWire wire,
            LinkPings pings,
            ServerInfo info,
            @Nullable ServerConnect connect,
            @Nullable DialOrder dialled,
            Supplier<String> compression) {}

    /** A later INFO has come. */
    record Heard(ActorRef<RouteLink.Command> link, ServerInfo info) implements Command {}

    /** A PONG has come. */
    record Answered(ActorRef<RouteLink.Command> link) implements Command {}

    /** A connection has ended. */
    record Departed(
            ActorRef<RouteLink.Command> link,
            CloseReason reason,
            @Nullable DialOrder dialled) implements Command {}

    /** Membership knows of such a server. */
    record Expect(String serverId, ServerUrl url) implements Command {}

    /** Membership says that it cannot be reached. */
    record Lose(String serverId) implements Command {}

    /** It is no member any more. */
    record Forget(String serverId) implements Command {}

    private record ExpectedDue(String serverId) implements Command {}

    /** Time for a member to dial this server before this one dials: there is to be one connection, not two. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    private final LinkHost host;
    private final TimerScheduler<Command> timers;
    private final RouteDirectory directory = new RouteDirectory();
    private final RouteMembers members;
    private final RouteDialling dialling;
    private final RouteSelf self;
    private final Neighbours neighbours;
    private final ExpectedServers expected = new ExpectedServers();
    /** All connections, registered or not. */
    private final Set<ActorRef<RouteLink.Command>> links = new HashSet<>();
    /** Orders that are under way, or will be. */
    private final Set<DialOrder> pending = new LinkedHashSet<>();
    /** What is to be dialled when a connection's PING is answered. */
    private final Map<ActorRef<RouteLink.Command>, DialOrder> next = new LinkedHashMap<>();

    private final RouteChanges changes;

    private RouteSettings settings;
    private @Nullable ActorRef<LinkListener.Command> listener;
    private boolean stopping;
    private int nextLoop;

    static Behavior<Command> create(LinkHost host, Neighbours neighbours) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Routes(context, timers, host, neighbours)));
    }

    private Routes(
            ActorContext<Command> context, TimerScheduler<Command> timers, LinkHost host, Neighbours neighbours) {
        super(context);
        this.host = host;
        this.timers = timers;
        this.neighbours = neighbours;
        this.self = new RouteSelf(host, neighbours);
        this.members = new RouteMembers(host, host.options().cluster().poolSize());
        this.dialling = new RouteDialling(host, context);
        this.changes = new RouteChanges(host, members, self, timers, this::dial);
        self.repin();
        this.settings = self.settings();
        host.watch(directory);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Command.class, this::onCommand)
                .onSignal(Terminated.class, this::terminated)
                .onSignal(PreRestart.class, ignored -> withdraw())
                .onSignal(PostStop.class, ignored -> withdraw())
                .build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Start s -> start(s.ready());
            case Accepted a -> accepted(a.channel());
            case Connected c -> connected(c);
            case NotConnected n -> notConnected(n);
            case IsSelf i -> pending.remove(i.order());
            case DialAgain d -> dialling.dial(d.order(), d.failures(), d.again());
            case Named n -> named(n);
            case Register r -> register(r.link(), r.candidate());
            case Heard h -> heard(h.link(), h.info());
            case Answered a -> answered(a.link());
            case Departed d -> departed(d);
            case Expect e -> expect(e);
            case Lose l -> lose(l.serverId());
            case Forget f -> forget(f.serverId());
            case ExpectedDue e -> dialExpected(e.serverId());
            case Reload r -> reload(r);
            case TlsLoaded t -> reload(t);
            case MoveDue m -> changes.due(m.id());
            case LameDuck ignored -> lameDuck();
            case Stop s -> stop(s.done());
        }
        return this;
    }

    // ---- the port

    private void start(CompletableFuture<@Nullable Void> ready) {
        ClusterOptions cluster = settings.cluster();
        host.log().notice("Cluster name is " + settings.name().name());
        if (settings.name().dynamic()) {
            host.log().warn("Cluster name was dynamically generated, consider setting one");
        }
        try {
            self.tls(RouteTls.load(cluster, host.slowly()));
            ServerSocketChannel socket = LinkListener.bind(host, LinkPort.CLUSTER, cluster.host(), cluster.port());
            InetSocketAddress bound = (InetSocketAddress) socket.getLocalAddress();
            host.bound(LinkPort.CLUSTER, bound);
            self.bound(bound);
            dialling.own(bound);
            settings = self.settings();
            host.log()
                    .notice("Listening for route connections on " + ServerUrl.address(cluster.host(), bound.getPort()));
            ActorRef<Command> me = getContext().getSelf();
            listener = getContext()
                    .spawn(
                            LinkListener.create(host.log(), "Route", socket, channel -> me.tell(new Accepted(channel))),
                            "listener",
                            DispatcherSelector.fromConfig(host.loops().dispatcher(0)));
            ready.complete(null);
        } catch (TlsConfigurationException e) {
            ready.completeExceptionally(new IOException(e.getMessage(), e));
            return;
        } catch (IOException e) {
            ready.completeExceptionally(
                    new IOException("Error listening on router port: " + cluster.port() + " - " + e.getMessage(), e));
            return;
        }
        cluster.routes().forEach(this::dialConfigured);
    }

    private void dialConfigured(String url) {
        DialOrder order = DialOrder.explicit(ServerUrl.parse(url));
        dial(order);
    }

    private void dial(DialOrder order) {
        if (!stopping && pending.add(order)) {
            dialling.dial(order, 0, false);
        }
    }

    private void accepted(SocketChannel channel) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (peer == null || stopping) {
                channel.close();
                return;
            }
            spawn(new RouteLink.Origin(channel, peer, null));
        } catch (IOException e) {
            host.log().debug(() -> "a route was gone before it was taken: " + e.getMessage());
        }
    }

    private void connected(Connected c) {
        pending.remove(c.order());
        if (stopping) {
            try {
                c.channel().close();
            } catch (IOException e) {
                host.log().debug(() -> "closing a route that is not wanted any more: " + e.getMessage());
            }
            return;
        }
        spawn(new RouteLink.Origin(c.channel(), c.to(), c.order()));
    }

    /** The loop that dialled has the channel registered; what was accepted may go anywhere. */
    private void spawn(RouteLink.Origin origin) {
        int loop = origin.dialled() != null ? 0 : nextLoop++ % host.loops().count();
        ActorRef<RouteLink.Command> link = getContext()
                .spawnAnonymous(
                        RouteLink.create(host, getContext().getSelf(), settings, origin, loop),
                        DispatcherSelector.fromConfig(host.loops().dispatcher(loop)));
        links.add(link);
        getContext().watch(link);
    }

    /** What it has put into the server goes with it. */
    private Behavior<Command> withdraw() {
        host.unwatch(directory);
        return this;
    }

    private Behavior<Command> terminated(Terminated signal) {
        links.remove(signal.getRef().<RouteLink.Command>unsafeUpcast());
        return this;
    }

    private void notConnected(NotConnected failed) {
        dialling.report(failed);
        Optional<Duration> wait = retries(failed.order()).afterFailures(failed.failures());
        if (wait.isEmpty() || stopping || !isStillWanted(failed.order())) {
            pending.remove(failed.order());
            return;
        }
        DialAgain again = new DialAgain(failed.order(), failed.failures(), failed.again());
        timers.startSingleTimer(failed.order(), again, wait.get());
    }

    private RetrySchedule retries(DialOrder order) {
        ClusterOptions cluster = settings.cluster();
        // Membership is as good a reason to go on as the configuration.
        RouteType type = expected.isAt(order.url()) ? RouteType.EXPLICIT : order.type();
        return new RetrySchedule(type, cluster.connectRetries(), cluster.connectBackoff());
    }

    private boolean isStillWanted(DialOrder order) {
        return order.type() == RouteType.IMPLICIT
                || settings.cluster().routes().stream()
                        .anyMatch(url -> ServerUrl.parse(url).equals(order.url()));
    }

    // ---- who is there

    private void named(Named n) {
        ClusterName.Verdict verdict =
                settings.name().onConnect(n.connect().cluster(), n.connect().clusterDynamic());
        switch (verdict) {
            case ClusterName.Verdict.Same ignored -> n.link().tell(new RouteLink.Placed(RoutePlan.GO_ON));
            case ClusterName.Verdict.Adopt adopt -> {
                adopt(adopt.adopted(), n.connect().name());
                n.link().tell(new RouteLink.Placed(RoutePlan.GO_ON));
            }
            case ClusterName.Verdict.Conflict conflict ->
                n.link().tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, conflict.error()));
        }
    }

    /** Takes another cluster's name; routes to all but the server that brought it were made under the old one. */
    private void adopt(ClusterName adopted, String fromServer) {
        host.log().notice("Cluster name updated to " + adopted.name());
        self.name(adopted);
        settings = self.settings();
        for (RouteCard card : members.cards()) {
            if (!card.info().serverId().equals(fromServer)) {
                card.link().tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            }
        }
    }

    private void register(ActorRef<RouteLink.Command> link, Candidate c) {
        ServerInfo info = c.info();
        if (info.serverId().equals(host.serverId())) {
            link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
            return;
        }
        if (expected.isLost(info.serverId())) {
            host.log().debug(() -> "No route to \"" + info.serverName() + "\" while the cluster cannot reach it");
            link.tell(new RouteLink.Leave(CloseReason.ROUTE_REMOVED, null));
            return;
        }
        ClusterName.Verdict verdict = settings.name().onInfo(info.cluster(), info.clusterDynamic());
        if (verdict instanceof ClusterName.Verdict.Conflict) {
            host.log()
                    .error("Rejecting connection, cluster name \"" + info.cluster() + "\" does not match \""
                            + settings.name().name() + "\"");
            link.tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            return;
        }
        if (verdict instanceof ClusterName.Verdict.Adopt adopt) {
            adopt(adopt.adopted(), info.serverId());
        }
        if (c.dialled() == null && info.serverName().equals(host.serverName())) {
            host.log().error("Remote server has a duplicate name: \"" + info.serverName() + "\"");
            link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_SERVER_NAME, null));
            return;
        }
        place(link, c);
    }

    private void place(ActorRef<RouteLink.Command> link, Candidate c) {
        DialOrder dialled = c.dialled();
        String account = dialled == null ? c.info().routeAccount() : dialled.account();
        switch (members.place(link, c, account, self.pinned())) {
            case Placement.Placed<ActorRef<RouteLink.Command>> placed -> placed(link, c, account, placed);
            case Placement.Duplicate<ActorRef<RouteLink.Command>> duplicate -> {
                link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
                if (duplicate.reconnect() && dialled != null) {
                    host.log()
                            .debug(() ->
                                    "One connection too many to " + c.info().serverId());
                }
            }
            case Placement.Refused<ActorRef<RouteLink.Command>> refused -> {
                host.log().error(refused.error());
                link.tell(new RouteLink.Leave(CloseReason.CLIENT_CLOSED, refused.error()));
                if (refused.reconnect() && dialled != null) {
                    later(dialled);
                }
            }
        }
    }

    private void placed(
            ActorRef<RouteLink.Command> link,
            Candidate c,
            String account,
            Placement.Placed<ActorRef<RouteLink.Command>> placed) {
        DialOrder dialled = c.dialled();
        String id = c.info().serverId();
        RoutePlan plan = new RoutePlan(
                true,
                account,
                dialled == null ? null : self.answer(placed.slot(), account, dialled.mode()),
                placed.dialNext(),
                members.isPooled(id) ? RoutePlan.ofSlot(placed.slot(), self.poolSize(), self.pins()) : any -> true);
        RouteCard card = new RouteCard(link, c.wire(), c.pings(), dialled, c.info(), plan, c.compression());
        members.add(card);
        publish();
        link.tell(new RouteLink.Placed(plan));
        if (placed.dialNext() && dialled != null) {
            next.put(link, dialled.forAccount(""));
        }
        if (placed.first()) {
            tellOthersOf(card);
            clientsHear();
            // The first one dedicated to an account is "first", too, but brings no others with it.
            if (account.isEmpty() && dialled != null && members.isPooled(id)) {
                self.pinned().stream()
                        .filter(name -> !members.isConnected(id, name))
                        .forEach(name -> dial(dialled.forAccount(name)));
            }
        } else if (!account.isEmpty()) {
            tellOthersOf(card);
        }
    }

    private void publish() {
        List<RouteDirectory.Entry> entries = new ArrayList<>();
        members.cards().forEach(card -> entries.add(new RouteDirectory.Entry(card.link(), card.plan())));
        directory.set(entries);
        host.routes(members.snapshot());
        neighbours.set(members.cards().stream().map(RouteCard::neighbour).toList());
        neighbours.leafs().others(members.leafUrls());
    }

    /** Others hear of a server that is new to this one, so that they can dial it. */
    private void tellOthersOf(RouteCard fresh) {
        DialOrder dialled = fresh.dialled();
        Gossip gossip = new Gossip(
                dialled != null, fresh.type(), dialled == null ? GossipMode.DEFAULT : dialled.mode(), fresh.info());
        for (RouteCard other : members.oneOfEach(fresh.info().routeAccount())) {
            gossip.entryFor(
                            other.info().serverId(),
                            other.type(),
                            members.isPooled(other.info().serverId()),
                            fresh.peerAddress())
                    .ifPresent(entry -> other.link().tell(new RouteLink.Say(entry, InfoEnding.BARE)));
        }
    }

    private void clientsHear() {
        boolean silent = settings.cluster().noAdvertise();
        host.otherClientUrls(silent ? List.of() : members.clientUrls());
        host.otherWebSocketUrls(silent ? List.of() : members.webSocketUrls());
    }

    private void answered(ActorRef<RouteLink.Command> link) {
        DialOrder order = next.remove(link);
        if (order != null) {
            dial(order);
        }
    }

    // ---- what others say

    private void heard(ActorRef<RouteLink.Command> link, ServerInfo info) {
        RouteCard card = members.card(link);
        if (card == null) {
            link.tell(new RouteLink.Placed(RoutePlan.GO_ON));
            return;
        }
        RouteNews.Reading reading = RouteNews.read(
                info,
                host.serverId(),
                card.info().serverId(),
                settings.name(),
                card.info().imports(),
                card.info().exports());
        ClusterName adopted = reading.adopted();
        if (adopted != null) {
            adopt(adopted, card.info().serverId());
        }
        switch (reading.news()) {
            case RouteNews.Self ignored -> link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
            case RouteNews.ClusterConflict ignored ->
                link.tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            case RouteNews.OtherServer other -> gossiped(card, other.info());
            case RouteNews.Update update -> updated(card, info, update);
            case RouteNews.AccountMoves asked -> {
                members.slot(card, asked.slot()).forEach(one -> one.tell(new RouteLink.Moved(asked.account())));
                link.tell(new RouteLink.Say(asked.answer(), InfoEnding.BLANK));
            }
            case RouteNews.AccountMoved moved -> {
                changes.answered(moved.requestId(), link);
            }
            case RouteNews.GatewayGossip gossip -> neighbours.heard(gossip.info());
        }
        link.tell(new RouteLink.Placed(RoutePlan.GO_ON));
    }

    private void gossiped(RouteCard teller, ServerInfo about) {
        GossipAnswer answer =
                self.gossip().answer(about, members.isPooled(teller.info().serverId()), members::isConnected);
        if (answer instanceof GossipAnswer.Dial dial) {
            dial.accounts()
                    .forEach(account -> dial(new DialOrder(dial.url(), RouteType.IMPLICIT, account, dial.mode())));
        }
    }

    private void updated(RouteCard card, ServerInfo info, RouteNews.Update update) {
        members.add(card.withInfo(info));
        publish();
        if (update.lameDuck()) {
            members.retires(info.serverId());
            clientsHear();
        }
        if (update.permissionsChanged()) {
            for (LinkedAccount account : host.accounts()) {
                card.link().tell(new RouteLink.AnnounceAll(account));
            }
        }
    }

    private void departed(Departed d) {
        next.remove(d.link());
        RouteCard card = members.card(d.link());
        if (card == null) {
            if (d.dialled() != null && mayReturn(d.reason())) {
                later(d.dialled());
            }
            return;
        }
        DialOrder again = members.remove(card);
        String serverId = card.info().serverId();
        publish();
        if (!members.isThere(serverId)) {
            clientsHear();
            awaitExpected(serverId);
        }
        String account = card.plan().account();
        if (!account.isEmpty()) {
            members.linksTo(serverId).forEach(link -> link.tell(new RouteLink.MovedBack(account)));
        }
        boolean lost = again != null && again.type() == RouteType.IMPLICIT && expected.isLost(serverId);
        if (again != null && mayReturn(d.reason()) && !lost) {
            later(again);
        }
    }

    private static boolean mayReturn(CloseReason reason) {
        return reason != CloseReason.DUPLICATE_ROUTE && reason != CloseReason.ROUTE_REMOVED;
    }

    private void later(DialOrder order) {
        if (stopping || !isStillWanted(order) || !pending.add(order)) {
            return;
        }
        Duration wait = retries(order).afterLoss(ThreadLocalRandom.current());
        timers.startSingleTimer(order, new DialAgain(order, 0, true), wait);
    }

    // ---- what membership says

    private void expect(Expect e) {
        ClusterOptions cluster = settings.cluster();
        expected.expect(e.serverId(), e.url().withDefaultCredentials(cluster.user(), cluster.password()));
        if (members.isThere(e.serverId()) || stopping) {
            return;
        }
        if (host.serverId().compareTo(e.serverId()) < 0) {
            dialExpected(e.serverId());
        } else {
            awaitExpected(e.serverId());
        }
    }

    private void awaitExpected(String serverId) {
        if (expected.url(serverId) != null && !stopping) {
            timers.startSingleTimer("expected " + serverId, new ExpectedDue(serverId), COURTESY);
        }
    }

    private void dialExpected(String serverId) {
        ServerUrl url = expected.url(serverId);
        if (url != null && !members.isThere(serverId)) {
            dial(new DialOrder(url, RouteType.IMPLICIT, "", GossipMode.DEFAULT));
        }
    }

    private void lose(String serverId) {
        expected.lose(serverId);
        for (RouteCard card : members.cards()) {
            if (card.info().serverId().equals(serverId)) {
                card.link().tell(new RouteLink.Leave(CloseReason.STALE_CONNECTION, null));
            }
        }
    }

    private void forget(String serverId) {
        if (expected.forget(serverId)) {
            // What is configured was not let in while the server was lost.
            settings.cluster().routes().forEach(this::dialConfigured);
        }
    }

    // ---- changes

    /** Certificates are read from files, elsewhere; then the rest. */
    private void reload(Reload r) {
        ClusterOptions now = r.now().cluster();
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> RouteTls.loaded(now, host.slowly()), host.slowly()),
                        (tls, failure) -> new TlsLoaded(r, tls, failure));
    }

    private void reload(TlsLoaded loaded) {
        Reload r = loaded.reload();
        RouteTls tls = loaded.tls();
        if (tls == null) {
            host.log().error("Reloading the TLS block of the cluster failed: " + loaded.failure());
        } else {
            self.tls(tls);
        }
        ClusterOptions before = r.before().cluster();
        ClusterOptions now = r.now().cluster();
        settings = self.reload();
        now.routes().stream().filter(url -> !before.routes().contains(url)).forEach(this::dialConfigured);
        changes.apply(before, now, settings);
        clientsHear();
        r.done().complete(null);
    }

    private void lameDuck() {
        ServerInfo last = settings.info().with(i -> i.lameDuck(true));
        members.oneOfEach("").forEach(card -> card.link().tell(new RouteLink.Say(last, InfoEnding.BLANK)));
    }

    private void stop(CompletableFuture<@Nullable Void> done) {
        stopping = true;
        timers.cancelAll();
        host.unwatch(directory);
        ActorRef<LinkListener.Command> open = listener;
        if (open != null) {
            getContext().stop(open);
        }
        links.forEach(link -> link.tell(new RouteLink.Leave(CloseReason.SERVER_SHUTDOWN, null)));
        done.complete(null);
    }
}
