package io.dialtone.cluster.leaf;

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
import io.dialtone.cluster.link.LinkListener;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.LeafRemoteName;
import io.dialtone.conf.LeafRemoteOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LinkSecurity;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.UpgradedSocket;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The leaf nodes of a server, and the hubs that it is a leaf node of: owns the port on which leaf nodes connect, the remotes
 * that are dialled, and which links there are. Runs on an event loop; made with the server's links.
 *
 * <p>A remote is dialled again, with the pause that fits what happened, for as long as it is configured.
 */
final class LeafNodes extends AbstractBehavior<LeafNodes.Command> {
    sealed interface Command {}

    /** Bind the port, begin to dial. */
    record Start(CompletableFuture<@Nullable Void> ready) implements Command {}

    record Reload(Options before, Options now, CompletableFuture<@Nullable Void> done) implements Command {}

    /** The server retires; leaf links stay until it ends. */
    enum Retiring implements Command {
        INSTANCE
    }

    record Stop(CompletableFuture<@Nullable Void> done) implements Command {}

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    /** Another server has connected. */
    private record Accepted(SocketChannel channel) implements Command {}

    /** The same over a WebSocket. */
    private record Upgraded(UpgradedSocket socket) implements Command {}

    /** A hub was reached. */
    record Connected(LeafRemote remote, LeafConnection.Origin origin) implements Command {}

    /** It was not. */
    record NotConnected(LeafRemote remote, LeafRemote.Target target, String error) implements Command {}

    private record Dial(LeafRemote remote) implements Command {}

    /** A link has come to an agreement. */
    record Register(ActorRef<LeafConnection.Command> link, LeafCard card, LeafBinding binding) implements Command {}

    /** A hub has said where it and its cluster can be reached. */
    record Heard(LeafRemote remote, ServerInfo info) implements Command {}

    /** A link has ended. */
    record Departed(
            ActorRef<LeafConnection.Command> link,
            CloseReason reason,
            @Nullable LeafRemote remote,
            LeafEvent event) implements Command {}

    /** Where the other servers of the cluster can be reached has changed. */
    private enum AddressesChanged implements Command {
        INSTANCE
    }

    private final LinkHost host;
    private final LeafAddresses addresses;
    private final LoopTimers<Command> timers;
    private final LeafSelf self;
    private final LeafMembers members;
    private final LeafDialling dialling;
    /** All connections, registered or not. */
    private final Set<ActorRef<LeafConnection.Command>> links = new HashSet<>();

    private final List<LeafRemote> remotes = new ArrayList<>();
    private LeafSettings settings;
    private @Nullable ActorRef<LinkListener.Command> listener;
    private boolean stopping;
    private int nextLoop;

    static Behavior<Command> create(LinkHost host, LeafAddresses addresses) {
        return Behaviors.setup(context -> new LeafNodes(context, host, addresses));
    }

    private LeafNodes(ActorContext<Command> context, LinkHost host, LeafAddresses addresses) {
        super(context);
        this.host = host;
        this.addresses = addresses;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        nameCluster();
        this.self = new LeafSelf(host);
        this.members = new LeafMembers(host);
        this.dialling = new LeafDialling(host, context);
        this.settings = new LeafSettings(host.options(), ListenerSecurity.NONE, self.info(List.of()));
        ActorRef<Command> me = context.getSelf();
        addresses.listen(() -> me.tell(AddressesChanged.INSTANCE));
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

    /** Hubs tell leaf nodes apart by their clusters: one that has none is a cluster by itself. */
    private void nameCluster() {
        Options options = host.options();
        boolean isAlone = options.cluster().port() == 0 && host.clusterName().isEmpty();
        if (isAlone && !options.leaf().remotes().isEmpty()) {
            host.clusterName(host.serverName());
        }
    }

    /** What it has put into the server goes with it. */
    private Behavior<Command> withdraw() {
        members.end();
        return this;
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Start s -> start(s.ready());
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case Accepted a -> accepted(a.channel());
            case Upgraded u -> upgraded(u.socket());
            case Connected c -> connected(c);
            case NotConnected n -> notConnected(n);
            case Dial d -> dial(d.remote());
            case Register r -> register(r);
            case Heard h -> heard(h.remote(), h.info());
            case Departed d -> departed(d);
            case AddressesChanged ignored -> tellAddresses();
            case Retiring ignored -> {}
            case Reload r -> reload(r);
            case Stop s -> stop(s.done());
        }
        return this;
    }

    // ---- the port

    private void start(CompletableFuture<@Nullable Void> ready) {
        try {
            listen();
            settings = settings();
            for (LeafRemoteOptions remote : host.options().leaf().remotes()) {
                add(remote);
            }
            ready.complete(null);
        } catch (IOException | TlsConfigurationException e) {
            ready.completeExceptionally(e);
        }
    }

    private void listen() throws IOException {
        LeafOptions leaf = host.options().leaf();
        if (leaf.port() == 0) {
            return;
        }
        ServerSocketChannel socket;
        InetSocketAddress bound;
        try {
            socket = LinkListener.bind(host, LinkPort.LEAF, leaf.host(), leaf.port());
            bound = (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            throw new IOException("Error listening on leafnode port: " + leaf.port() + " - " + e.getMessage(), e);
        }
        host.bound(LinkPort.LEAF, bound);
        self.bound(bound);
        addresses.own(leaf.noAdvertise() ? "" : self.url());
        host.log().notice("Listening for leafnode connections on " + ServerUrl.address(leaf.host(), bound.getPort()));
        ActorRef<Command> me = getContext().getSelf();
        host.leafDoor(done -> me.tell(new Upgraded(done)));
        listener = getContext()
                .spawn(
                        LinkListener.create(host.log(), "Leafnode", socket, channel -> me.tell(new Accepted(channel))),
                        "listener",
                        DispatcherSelector.fromConfig(host.loops().dispatcher(0)));
    }

    private LeafSettings settings() throws TlsConfigurationException {
        Options options = host.options();
        ListenerSecurity accepting =
                LinkSecurity.accepting(PeerKind.LEAF, options.leaf().tls(), host.slowly());
        return new LeafSettings(options, accepting, self.info(addresses.others()));
    }

    private void accepted(SocketChannel channel) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            if (peer == null || stopping) {
                channel.close();
                return;
            }
            spawn(
                    new LeafConnection.Origin(channel, peer, null, null, null),
                    nextLoop++ % host.loops().count());
        } catch (IOException e) {
            host.log().debug(() -> "a leaf node was gone before it was taken: " + e.getMessage());
        }
    }

    private void upgraded(UpgradedSocket socket) {
        if (stopping) {
            socket.close();
        } else {
            spawn(LeafConnection.Origin.of(socket, null, null), socket.loop());
        }
    }

    private ActorRef<LeafConnection.Command> spawn(LeafConnection.Origin origin, int loop) {
        LeafSettings now = settings.with(self.info(addresses.others()));
        ActorRef<LeafConnection.Command> link = getContext()
                .spawnAnonymous(
                        LeafConnection.create(host, getContext().getSelf(), now, origin, loop),
                        DispatcherSelector.fromConfig(host.loops().dispatcher(loop)));
        links.add(link);
        getContext().watch(link);
        return link;
    }

    private Behavior<Command> terminated(Terminated signal) {
        links.remove(signal.getRef().<LeafConnection.Command>unsafeUpcast());
        return this;
    }

    // ---- the hubs

    private void add(LeafRemoteOptions options) throws TlsConfigurationException {
        LeafRemote remote = new LeafRemote(options);
        remotes.add(remote);
        String warning = remote.proxyWarning();
        if (!warning.isEmpty()) {
            host.log().warn(warning);
        }
        remote.gone = options.disabled();
        if (!remote.gone) {
            boolean system = options.account().equals(host.systemAccount());
            boolean clustered = host.options().cluster().port() != 0;
            later(remote, LeafEvent.firstDelay(system, clustered));
        }
    }

    private void later(LeafRemote remote, Duration wait) {
        if (wait.isZero()) {
            dial(remote);
        } else {
            timers.start(remote, new Dial(remote), wait);
        }
    }

    private void dial(LeafRemote remote) {
        if (stopping || remote.gone || remote.link != null) {
            return;
        }
        if (host.account(remote.options().account()) == null) {
            host.log()
                    .error("Unable to lookup account " + remote.options().account()
                            + " for solicited leafnode connection: account missing");
            later(remote, LeafEvent.LOST.delay(reconnectInterval(), ThreadLocalRandom.current()));
            return;
        }
        dialling.dial(remote);
    }

    private Duration reconnectInterval() {
        return host.options().leaf().reconnectInterval();
    }

    private void connected(Connected c) {
        LeafRemote remote = c.remote();
        if (stopping || remote.gone || remote.link != null) {
            try {
                c.origin().channel().close();
            } catch (IOException e) {
                host.log().debug(() -> "closing a leaf link that is not wanted any more: " + e.getMessage());
            }
            return;
        }
        remote.failures = 0;
        remote.wasConnected = true;
        // The loop that dialled has the channel registered.
        remote.link = spawn(c.origin(), 0);
    }

    private void notConnected(NotConnected failed) {
        LeafRemote remote = failed.remote();
        remote.failures++;
        dialling.report(failed);
        later(remote, LeafEvent.DIAL_FAILED.delay(reconnectInterval(), ThreadLocalRandom.current()));
    }

    private void heard(LeafRemote remote, ServerInfo info) {
        if (!remote.options().ignoreDiscoveredServers()) {
            remote.urls().learnt(info);
        }
    }

    // ---- the links

    private void register(Register r) {
        if (r.card().isSolicited()
                && members.isHubOf(
                        r.binding().account().id(), r.binding().link().remoteCluster())) {
            r.link().tell(LeafConnection.Looped.INSTANCE);
            return;
        }
        members.add(r);
        r.link()
                .tell(new LeafConnection.Registered(
                        members.loopSubject(r.binding().account().id())));
    }

    private void departed(Departed d) {
        members.remove(d.link());
        LeafRemote remote = d.remote();
        if (remote == null || !d.link().equals(remote.link)) {
            return;
        }
        remote.link = null;
        if (!stopping && !remote.gone) {
            later(remote, d.event().delay(reconnectInterval(), ThreadLocalRandom.current()));
        }
    }

    private void tellAddresses() {
        ServerInfo info = self.info(addresses.others());
        members.accepted().forEach(link -> link.tell(new LeafConnection.Say(info)));
    }

    // ---- changes

    private void reload(Reload r) {
        try {
            settings = settings();
            for (LeafRemote remote : List.copyOf(remotes)) {
                LeafRemoteOptions now = named(r.now(), remote.options());
                if (now == null) {
                    remotes.remove(remote);
                    drop(remote);
                } else {
                    renew(remote, now);
                }
            }
            for (LeafRemoteOptions wanted : r.now().leaf().remotes()) {
                if (remotes.stream().noneMatch(known -> isSame(known.options(), wanted))) {
                    add(wanted);
                }
            }
        } catch (TlsConfigurationException e) {
            host.log().error("Reloading leaf nodes failed: " + e.getMessage());
        }
        links.forEach(link -> link.tell(LeafConnection.Recheck.INSTANCE));
        r.done().complete(null);
    }

    private static @Nullable LeafRemoteOptions named(Options options, LeafRemoteOptions which) {
        return options.leaf().remotes().stream()
                .filter(one -> isSame(one, which))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(LeafRemoteOptions one, LeafRemoteOptions other) {
        return LeafRemoteName.of(one).equals(LeafRemoteName.of(other));
    }

    private void renew(LeafRemote remote, LeafRemoteOptions now) throws TlsConfigurationException {
        LeafRemoteOptions before = remote.options();
        remote.options(now);
        if (now.disabled()) {
            drop(remote);
        } else if (remote.gone) {
            remote.gone = false;
            dial(remote);
        } else if (!java.util.Objects.equals(before.compression(), now.compression()) && remote.link != null) {
            // Compression is agreed upon once.
            remote.link.tell(new LeafConnection.Leave(CloseReason.CLIENT_CLOSED, null));
        }
    }

    private void drop(LeafRemote remote) {
        remote.gone = true;
        timers.cancel(remote);
        ActorRef<LeafConnection.Command> link = remote.link;
        if (link != null) {
            link.tell(new LeafConnection.Leave(CloseReason.CLIENT_CLOSED, null));
        }
    }

    private void stop(CompletableFuture<@Nullable Void> done) {
        stopping = true;
        timers.cancelAll();
        members.end();
        ActorRef<LinkListener.Command> open = listener;
        if (open != null) {
            getContext().stop(open);
        }
        links.forEach(link -> link.tell(new LeafConnection.Leave(CloseReason.SERVER_SHUTDOWN, null)));
        done.complete(null);
    }
}
