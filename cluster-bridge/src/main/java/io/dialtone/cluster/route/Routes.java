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
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.link.LinkListener;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    /** Another server has connected. */
    private record Accepted(SocketChannel channel) implements Command {}

    /** Another server was reached. */
    record Connected(DialOrder order, SocketChannel channel, InetSocketAddress to) implements Command {}

    /** It was not. */
    record NotConnected(DialOrder order, int failures, boolean again, String error) implements Command {}

    /** There is no need: it is this server. */
    record IsSelf(DialOrder order) implements Command {}

    /** A pause before an address is tried again is over. */
    record DialAgain(DialOrder order, int failures, boolean again) implements Command {}

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

    /** A member has had the time to dial this server. */
    record ExpectedDue(String serverId) implements Command {}

    private final LinkHost host;
    private final RouteDirectory directory = new RouteDirectory();
    private final RouteMembers members;
    private final RouteDialling dialling;
    private final RouteSelf self;
    private final LoopTimers<Command> timers;
    private final RouteOrders orders;
    private final RouteAnnouncements announcements;
    private final RouteAdmission admission;
    private final RouteChanges changes;
    private final RouteHearing hearing;
    /** All connections, registered or not. */
    private final Set<ActorRef<RouteLink.Command>> links = new HashSet<>();

    private @Nullable ActorRef<LinkListener.Command> listener;
    private int nextLoop;

    static Behavior<Command> create(LinkHost host, Neighbours neighbours) {
        return Behaviors.setup(context -> new Routes(context, host, neighbours));
    }

    private Routes(ActorContext<Command> context, LinkHost host, Neighbours neighbours) {
        super(context);
        this.host = host;
        this.self = new RouteSelf(host, neighbours);
        this.members = new RouteMembers(host, host.options().cluster().poolSize());
        this.dialling = new RouteDialling(host, context);
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        this.orders = new RouteOrders(host, timers, dialling, members, self);
        this.announcements = new RouteAnnouncements(host, directory, members, self, neighbours);
        this.admission = new RouteAdmission(host, members, self, orders, announcements);
        this.changes = new RouteChanges(host, members, self, timers, orders::dial);
        this.hearing = new RouteHearing(host, members, self, orders, announcements, admission, changes, neighbours);
        self.repin();
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
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case Accepted a -> accepted(a.channel());
            case Connected c -> connected(c);
            case NotConnected n -> orders.notConnected(n);
            case IsSelf i -> orders.done(i.order());
            case DialAgain d -> orders.dial(d);
            case Named n -> admission.named(n);
            case Register r -> admission.register(r.link(), r.candidate());
            case Heard h -> hearing.heard(h.link(), h.info());
            case Answered a -> admission.answered(a.link());
            case Departed d -> departed(d);
            case Expect e -> orders.expect(e);
            case Lose l -> lose(l.serverId());
            case Forget f -> orders.forget(f.serverId());
            case ExpectedDue e -> orders.dialExpected(e.serverId());
            case Reload r -> reload(r);
            case TlsLoaded t -> reload(t);
            case MoveDue m -> changes.due(m.id());
            case LameDuck ignored -> announcements.lameDuck();
            case Stop s -> stop(s.done());
        }
        return this;
    }

    // ---- the port

    private void start(CompletableFuture<@Nullable Void> ready) {
        ClusterOptions cluster = self.settings().cluster();
        ClusterName name = self.settings().name();
        host.log().notice("Cluster name is " + name.name());
        if (name.dynamic()) {
            host.log().warn("Cluster name was dynamically generated, consider setting one");
        }
        try {
            self.tls(RouteTls.load(cluster, host.slowly()));
            ServerSocketChannel socket = LinkListener.bind(host, LinkPort.CLUSTER, cluster.host(), cluster.port());
            InetSocketAddress bound = (InetSocketAddress) socket.getLocalAddress();
            host.bound(LinkPort.CLUSTER, bound);
            self.bound(bound);
            dialling.own(bound);
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
        cluster.routes().forEach(orders::dialConfigured);
    }

    private void accepted(SocketChannel channel) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (peer == null || orders.isStopping()) {
                channel.close();
                return;
            }
            spawn(new RouteLink.Origin(channel, peer, null));
        } catch (IOException e) {
            host.log().debug(() -> "a route was gone before it was taken: " + e.getMessage());
        }
    }

    private void connected(Connected c) {
        orders.done(c.order());
        if (orders.isStopping()) {
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
                        RouteLink.create(host, getContext().getSelf(), self.settings(), origin, loop),
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

    // ---- who goes

    private void departed(Departed d) {
        admission.forget(d.link());
        RouteCard card = members.card(d.link());
        if (card == null) {
            if (d.dialled() != null && mayReturn(d.reason())) {
                orders.later(d.dialled());
            }
            return;
        }
        DialOrder again = members.remove(card);
        String serverId = card.info().serverId();
        announcements.publish();
        if (!members.isThere(serverId)) {
            announcements.tellClients();
            orders.awaitExpected(serverId);
        }
        String account = card.plan().account();
        if (!account.isEmpty()) {
            members.linksTo(serverId).forEach(link -> link.tell(new RouteLink.MovedBack(account)));
        }
        boolean lost = again != null && again.type() == RouteType.IMPLICIT && orders.isLost(serverId);
        if (again != null && mayReturn(d.reason()) && !lost) {
            orders.later(again);
        }
    }

    private static boolean mayReturn(CloseReason reason) {
        return reason != CloseReason.DUPLICATE_ROUTE && reason != CloseReason.ROUTE_REMOVED;
    }

    // ---- what membership says

    private void lose(String serverId) {
        orders.lose(serverId);
        for (RouteCard card : members.cards()) {
            if (card.info().serverId().equals(serverId)) {
                card.link().tell(new RouteLink.Leave(CloseReason.STALE_CONNECTION, null));
            }
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
        self.reload();
        now.routes().stream().filter(url -> !before.routes().contains(url)).forEach(orders::dialConfigured);
        changes.apply(before, now, self.settings());
        announcements.tellClients();
        r.done().complete(null);
    }

    private void stop(CompletableFuture<@Nullable Void> done) {
        orders.stop();
        host.unwatch(directory);
        ActorRef<LinkListener.Command> open = listener;
        if (open != null) {
            getContext().stop(open);
        }
        links.forEach(link -> link.tell(new RouteLink.Leave(CloseReason.SERVER_SHUTDOWN, null)));
        done.complete(null);
    }
}
