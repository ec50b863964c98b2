package io.dialtone.cluster.gateway;

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
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.Neighbour;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.link.LinkListener;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.cluster.route.RetrySchedule;
import io.dialtone.conf.GatewayOptions;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of a server: owns the port on which other clusters connect, which clusters there are, the one connection that this
 * server has to each, and those that their servers have to this one. Runs on an event loop; made with the server's links.
 *
 * <p>A cluster that is configured is dialled for ever, one that others told of as often as {@code connect_retries} says, and
 * for as long as it is connected here itself.
 */
final class Gateways extends AbstractBehavior<Gateways.Command> {
    sealed interface Command {}

    /** Bind the port; dial somewhat later, when the own cluster has found itself. */
    record Start(CompletableFuture<@Nullable Void> ready) implements Command {}

    record Reload(CompletableFuture<@Nullable Void> done) implements Command {}

    enum LameDuck implements Command {
        INSTANCE
    }

    record Stop(CompletableFuture<@Nullable Void> done) implements Command {}

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    private enum Solicit implements Command {
        INSTANCE
    }

    /** A server of another cluster has connected. */
    private record Accepted(SocketChannel channel) implements Command {}

    /** A server of another cluster was reached. */
    record Connected(GatewayDialling.Attempt attempt, ServerUrl url, SocketChannel channel, InetSocketAddress to)
            implements Command {}

    /** None was. */
    record NotConnected(GatewayDialling.Attempt attempt) implements Command {}

    private record DialAgain(GatewayDialling.Attempt attempt) implements Command {}

    /** A dialled server has said who it is. */
    record RegisterOutbound(ActorRef<GatewayLink.Command> link, OutboundPeer peer) implements Command {}

    /** A server that has connected has said who it is. */
    record RegisterInbound(ActorRef<GatewayLink.Command> link, String cluster, InboundPeer peer) implements Command {}

    /** The cluster at the other end of an outbound gateway has other members now. */
    record Moved(ActorRef<GatewayLink.Command> link, ServerInfo info) implements Command {}

    /** There is another cluster, says one. */
    record Told(String cluster, List<String> urls) implements Command {}

    /** A PONG has come on an outbound gateway. */
    record Answered(ActorRef<GatewayLink.Command> link) implements Command {}

    /** A connection has ended; {@code cluster} is the one that was dialled, else null. */
    record Departed(
            ActorRef<GatewayLink.Command> link, @Nullable String cluster) implements Command {}

    /** There is an account that was not there before. */
    record AccountMade(LinkedAccount account) implements Command {}

    /** The own cluster has changed. */
    private record Members(List<Neighbour> now) implements Command {}

    private static final Duration BEFORE_DIALLING = Duration.ofSeconds(1);

    private final LinkHost host;
    private final Neighbours neighbours;
    private final LoopTimers<Command> timers;
    private final GatewaySelf self;
    private final GatewayClusters clusters;
    private final GatewayReplies replies;
    private final GatewayDirectory directory;
    private final GatewayDialling dialling;
    /** All connections, registered or not. */
    private final Set<ActorRef<GatewayLink.Command>> links = new HashSet<>();
    /** Servers of the own cluster that have been told of the others. */
    private Set<String> told = Set.of();

    private @Nullable ActorRef<LinkListener.Command> listener;
    private boolean stopping;
    private int nextLoop;

    static Behavior<Command> create(LinkHost host, Neighbours neighbours) {
        return Behaviors.setup(context -> new Gateways(context, host, neighbours));
    }

    private Gateways(ActorContext<Command> context, LinkHost host, Neighbours neighbours) {
        super(context);
        this.host = host;
        this.neighbours = neighbours;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        this.self = new GatewaySelf(host, neighbours);
        String name = host.options().gateway().name();
        this.replies = new GatewayReplies(name, host.serverId());
        this.clusters = new GatewayClusters(host);
        this.directory = new GatewayDirectory(replies, context.getSelf());
        this.dialling = new GatewayDialling(host, context);
        if (host.options().cluster().port() == 0) {
            host.clusterName(name);
        }
        host.watch(directory);
        host.accounts().forEach(account -> account.remote().replyRoutes(replies));
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
            case Solicit ignored -> clusters.all().forEach(this::dial);
            case Accepted a -> accepted(a.channel());
            case Connected c -> connected(c);
            case NotConnected n -> notConnected(n.attempt());
            case DialAgain d -> dialAgain(d.attempt());
            case RegisterOutbound r -> registerOutbound(r.link(), r.peer());
            case RegisterInbound r -> registerInbound(r);
            case Moved m -> moved(m);
            case Told t -> {
                if (self.settings().knows(t.cluster())) {
                    toldOf(t.cluster(), t.urls());
                }
            }
            case Answered a -> {
                if (clusters.measured(a.link())) {
                    publish();
                }
            }
            case Departed d -> departed(d);
            case AccountMade m -> accountMade(m.account());
            case Members m -> members(m.now());
            case Reload r -> reload(r.done());
            case LameDuck ignored -> {}
            case Stop s -> stop(s.done());
        }
        return this;
    }

    // ---- the port

    private void start(CompletableFuture<@Nullable Void> ready) {
        GatewayOptions options = host.options().gateway();
        try {
            self.loadTls();
            clusters.configure(options);
            ServerSocketChannel socket = LinkListener.bind(host, LinkPort.GATEWAY, options.host(), options.port());
            InetSocketAddress bound = (InetSocketAddress) socket.getLocalAddress();
            host.bound(LinkPort.GATEWAY, bound);
            self.bound(bound);
            neighbours.gatewayUrl(self.url());
            host.log().notice("Gateway name is " + options.name());
            host.log()
                    .notice("Listening for gateways connections on "
                            + ServerUrl.address(options.host(), bound.getPort()));
            host.log()
                    .notice((options.advertise().isEmpty()
                                    ? "Address for gateway \""
                                    : "Advertise address for gateway \"")
                            + options.name()
                            + (options.advertise().isEmpty() ? "\" is " : "\" is set to ")
                            + self.url());
            ActorRef<Command> me = getContext().getSelf();
            listener = getContext()
                    .spawn(
                            LinkListener.create(
                                    host.log(), "Gateway", socket, channel -> me.tell(new Accepted(channel))),
                            "listener",
                            DispatcherSelector.fromConfig(host.loops().dispatcher(0)));
            hearNeighbours(me);
            publish();
            timers.start(Solicit.INSTANCE, BEFORE_DIALLING);
            ready.complete(null);
        } catch (IOException e) {
            ready.completeExceptionally(
                    new IOException("Error listening on gateway port: " + options.port() + " - " + e.getMessage(), e));
        } catch (TlsConfigurationException e) {
            ready.completeExceptionally(e);
        }
    }

    private void hearNeighbours(ActorRef<Command> me) {
        neighbours.listener(new Neighbours.Listener() {
            @Override
            public void changed(List<Neighbour> now) {
                me.tell(new Members(now));
            }

            @Override
            public void heard(ServerInfo gossip) {
                if (GatewayNews.read(gossip) instanceof GatewayNews.Cluster other) {
                    me.tell(new Told(other.name(), other.urls()));
                }
            }
        });
    }

    private void accepted(SocketChannel channel) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (peer == null || stopping) {
                channel.close();
                return;
            }
            spawn(new GatewayLink.Origin(channel, peer, null));
        } catch (IOException e) {
            host.log().debug(() -> "a gateway was gone before it was taken: " + e.getMessage());
        }
    }

    /** The loop that dialled has the channel registered; what was accepted may go anywhere. */
    private ActorRef<GatewayLink.Command> spawn(GatewayLink.Origin origin) {
        int loop = origin.dialled() != null ? 0 : nextLoop++ % host.loops().count();
        ActorRef<GatewayLink.Command> link = getContext()
                .spawnAnonymous(
                        GatewayLink.create(host, getContext().getSelf(), self, origin, loop),
                        DispatcherSelector.fromConfig(host.loops().dispatcher(loop)));
        links.add(link);
        getContext().watch(link);
        return link;
    }

    /** What it has put into the server goes with it. */
    private Behavior<Command> withdraw() {
        host.unwatch(directory);
        return this;
    }

    private Behavior<Command> terminated(Terminated signal) {
        links.remove(signal.getRef().<GatewayLink.Command>unsafeUpcast());
        return this;
    }

    // ---- dialling

    private void dial(GatewayRemote remote) {
        dial(remote, Duration.ZERO, /* again= */ false);
    }

    private void dial(GatewayRemote remote, Duration wait, boolean again) {
        if (stopping || remote.dialling || remote.link != null) {
            return;
        }
        remote.dialling = true;
        GatewayDialling.Attempt attempt = new GatewayDialling.Attempt(remote.name(), remote.kind(), 1, again);
        if (wait.isZero()) {
            dialling.dial(remote, attempt);
        } else {
            timers.start(remote.name(), new DialAgain(attempt), wait);
        }
    }

    private void dialAgain(GatewayDialling.Attempt attempt) {
        GatewayRemote remote = clusters.find(attempt.name());
        if (remote != null && !stopping) {
            dialling.dial(remote, attempt);
        }
    }

    private void connected(Connected c) {
        GatewayRemote remote = clusters.find(c.attempt().name());
        if (stopping || remote == null) {
            try {
                c.channel().close();
            } catch (IOException e) {
                host.log().debug(() -> "closing a gateway that is not wanted any more: " + e.getMessage());
            }
            return;
        }
        remote.dialling = false;
        remote.link = spawn(new GatewayLink.Origin(
                c.channel(),
                c.to(),
                new GatewayLink.Dialled(
                        remote.name(), remote.type(), c.url(), remote.security(c.url(), host.slowly()))));
    }

    private void notConnected(GatewayDialling.Attempt attempt) {
        GatewayRemote remote = clusters.find(attempt.name());
        if (stopping || remote == null) {
            return;
        }
        RetrySchedule retries = retries(remote);
        Optional<Duration> wait = retries.afterFailures(attempt.number());
        if (wait.isEmpty() && clusters.hasInbound(remote.name())) {
            wait = Optional.of(Duration.ofSeconds(1));
        }
        if (wait.isPresent()) {
            timers.start(remote.name(), new DialAgain(attempt.next()), wait.get());
        } else {
            clusters.forget(remote);
        }
    }

    private RetrySchedule retries(GatewayRemote remote) {
        GatewayOptions options = self.settings().options();
        return new RetrySchedule(remote.type(), options.connectRetries(), options.connectBackoff());
    }

    // ---- who is there

    private void registerOutbound(ActorRef<GatewayLink.Command> link, OutboundPeer peer) {
        GatewayRemote remote = clusters.find(peer.name());
        if (remote == null || remote.peer != null || !link.equals(remote.link)) {
            link.tell(new GatewayLink.Leave(CloseReason.WRONG_GATEWAY, null));
            return;
        }
        if (!clusters.trusts(remote, peer, host.options().gateway())) {
            // Reloaded while it introduced itself.
            link.tell(new GatewayLink.Leave(CloseReason.TLS_HANDSHAKE_FAILURE, null));
            return;
        }
        clusters.connected(remote, peer);
        remote.moved(peer.info().gatewayUrls());
        publish();
        link.tell(GatewayLink.Registered.INSTANCE);
        neighbours.tellAll(GatewayNews.gossipOnRoute(
                host.serverId(), peer.name(), peer.info().gatewayUrls()));
    }

    private void registerInbound(RegisterInbound r) {
        if (!clusters.trusts(r.peer(), host.options().gateway())) {
            r.link().tell(new GatewayLink.Leave(CloseReason.TLS_HANDSHAKE_FAILURE, null));
            return;
        }
        clusters.inbound(r.link(), r.cluster(), r.peer());
        publish();
        toldOf(r.cluster(), r.peer().info().gatewayUrls());
        for (GatewayRemote other : clusters.all()) {
            List<String> urls = other.addresses();
            if (!other.name().equals(r.cluster()) && !urls.isEmpty()) {
                r.link().tell(new GatewayLink.Say(GatewayNews.gossip(host.serverId(), other.name(), urls)));
            }
        }
        r.link().tell(GatewayLink.Registered.INSTANCE);
    }

    /** There is a cluster of this name, at these addresses. */
    private void toldOf(String cluster, List<String> urls) {
        if (cluster.equals(self.settings().name())) {
            return;
        }
        GatewayRemote known = clusters.find(cluster);
        if (known == null) {
            known = clusters.implicit(cluster, self.settings().options());
        }
        known.heard(urls);
        if (!timers.isRunning(Solicit.INSTANCE) || !known.isConfigured()) {
            dial(known);
        }
    }

    private void moved(Moved m) {
        GatewayRemote remote = clusters.of(m.link());
        if (remote != null && !m.info().gatewayUrls().isEmpty()) {
            remote.moved(m.info().gatewayUrls());
            neighbours.tellAll(GatewayNews.gossipOnRoute(
                    host.serverId(), remote.name(), m.info().gatewayUrls()));
        }
    }

    private void members(List<Neighbour> now) {
        replies.servers(now);
        Set<String> present = new HashSet<>();
        for (Neighbour one : now) {
            if (present.add(one.serverId()) && !told.contains(one.serverId())) {
                clusters.connectedOnes()
                        .forEach(remote -> one.tell(
                                GatewayNews.gossipOnRoute(host.serverId(), remote.name(), remote.addresses())));
            }
        }
        told = present;
        if (self.members(now)) {
            ServerInfo info = self.settings().info();
            clusters.inboundLinks().forEach(link -> link.tell(new GatewayLink.Say(info)));
        }
    }

    private void departed(Departed d) {
        GatewayRemote remote = d.cluster() == null ? null : clusters.find(d.cluster());
        if (remote != null && d.link().equals(remote.link)) {
            clusters.lost(remote);
            publish();
            if (!stopping) {
                host.log().debug(() -> "Attempting reconnect for gateway \"" + remote.name() + "\"");
                dial(remote, retries(remote).afterLoss(ThreadLocalRandom.current()), /* again= */ true);
            }
        } else if (clusters.inboundGone(d.link())) {
            publish();
        }
    }

    private void accountMade(LinkedAccount account) {
        clusters.accountMade(account);
        links.forEach(link -> link.tell(new GatewayLink.AccountMade(account)));
    }

    private void publish() {
        directory.set(clusters.inboundLinks());
        replies.clusters(clusters.peers());
        host.gateways(clusters.snapshot(self.settings()));
    }

    // ---- changes

    private void reload(CompletableFuture<@Nullable Void> done) {
        try {
            self.loadTls();
            clusters.reloadTls(host.options().gateway());
            clusters.closeUnpinned(host.options().gateway());
            publish();
            done.complete(null);
        } catch (TlsConfigurationException e) {
            done.completeExceptionally(e);
        }
    }

    private void stop(CompletableFuture<@Nullable Void> done) {
        stopping = true;
        timers.cancelAll();
        host.unwatch(directory);
        ActorRef<LinkListener.Command> open = listener;
        if (open != null) {
            getContext().stop(open);
        }
        links.forEach(link -> link.tell(new GatewayLink.Leave(CloseReason.SERVER_SHUTDOWN, null)));
        done.complete(null);
    }
}
