package io.dialtone.cluster.membership;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.cluster.route.RoutePeers;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.ClusterOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * This server as a member of an Akka Cluster: owns the node that is one, turns what it sees into orders for the routes, into lines of
 * the log and into events. Made with the server's links, where {@code cluster.akka} is configured.
 *
 * <p>A node that the others have removed, or that finds itself alone beside a cluster, ends, and another one takes its place and
 * joins them: the server itself never ends because of that. The routes that are open then stay.
 */
final class Membership extends AbstractBehavior<Membership.Command> {
    sealed interface Command {}

    /** Become a member, once routes can be taken. */
    record Start(CompletableFuture<@Nullable Void> ready) implements Command {}

    /** Leave the cluster; the server goes on for a while. */
    enum LameDuck implements Command {
        INSTANCE
    }

    /** Leave the cluster, for the server ends. */
    record Stop(CompletableFuture<@Nullable Void> done) implements Command {}

    /** This node is a member. */
    record Joined() implements Command {}

    /** There is a member, and this is its server. */
    record Reach(MemberCard card) implements Command {}

    /** It cannot be reached. */
    record Lose(MemberCard card) implements Command {}

    /** It is no member any more. */
    record Forget(MemberCard card) implements Command {}

    /** Something has become of a member. */
    record Happened(String event, ClusterView.Member member) implements Command {}

    record Seen(ClusterView view) implements Command {}

    /** Other nodes were looked for, by the name of a service. */
    record LookedUp(
            String service, List<String> found, @Nullable Throwable failure) implements Command {
        /** Copies the list. */
        LookedUp {
            found = List.copyOf(found);
        }
    }

    /** This node is alone, and somewhere else there is a cluster. */
    record Island(String other) implements Command {}

    private record Begun(
            @Nullable ClusterNode node, @Nullable Throwable failure) implements Command {}

    private record Ended(ClusterNode which) implements Command {}

    private enum Look implements Command {
        FOR_PORT,
        AGAIN,
        STILL_ALONE
    }

    private static final Duration PORT_AGAIN = Duration.ofMillis(10);
    private static final Duration REJOIN = Duration.ofSeconds(1);
    /** After that the first seed node may begin a cluster, although there was one: the others may all be gone. */
    private static final Duration BEGIN_ANEW = Duration.ofSeconds(20);

    private final LinkHost host;
    private final RoutePeers peers;
    private final TimerScheduler<Command> timers;
    private final AkkaOptions akka;
    /** The servers of which there is a member, with what it said last. */
    private final Map<String, MemberCard> known = new HashMap<>();

    private @Nullable CompletableFuture<@Nullable Void> starting;
    private @Nullable CompletableFuture<@Nullable Void> stopping;
    private @Nullable ClusterNode node;
    private @Nullable ClusterView shown;
    /** What was said last of looking for others: it is tried every second, and said once. */
    private String lookedUp = "";

    private boolean joined;
    private boolean rejoining;
    private boolean leaving;

    static Behavior<Command> create(LinkHost host, RoutePeers peers) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Membership(context, timers, host, peers)));
    }

    private Membership(ActorContext<Command> context, TimerScheduler<Command> timers, LinkHost host, RoutePeers peers) {
        super(context);
        this.host = host;
        this.peers = peers;
        this.timers = timers;
        this.akka = Objects.requireNonNull(host.options().cluster().akka(), "not configured");
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Command.class, this::onCommand)
                .onSignal(PostStop.class, ignored -> stopped())
                .build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Start s -> {
                starting = s.ready();
                begin();
            }
            case LameDuck ignored -> leave();
            case Stop s -> stop(s.done());
            case Joined ignored -> joined();
            case Reach r -> reach(r.card());
            case Lose l -> lose(l.card());
            case Forget f -> forget(f.card());
            case Happened h -> happened(h.event(), h.member());
            case Seen s -> show(s.view());
            case LookedUp l -> lookedUp(l);
            case Island i -> island(i.other());
            case Begun b -> begun(b);
            case Ended e -> ended(e.which());
            case Look look -> look(look);
        }
        return this;
    }

    private void look(Look look) {
        ClusterNode there = node;
        switch (look) {
            case FOR_PORT -> begin();
            case AGAIN -> {
                if (!leaving) {
                    begin();
                }
            }
            case STILL_ALONE -> {
                if (there != null && !joined && !leaving) {
                    host.log().warn("Still not back in the cluster, going on as after a start");
                    there.join(/* rejoining= */ false);
                }
            }
        }
    }

    // ---- the node

    private void begin() {
        InetSocketAddress routes = host.address(LinkPort.CLUSTER);
        if (routes == null) {
            timers.startSingleTimer(Look.FOR_PORT, PORT_AGAIN);
            return;
        }
        ClusterNode.Plan plan = new ClusterNode.Plan(
                akka,
                host.clusterName(),
                host.log().isDebug(),
                rejoining,
                new MemberCard(host.serverId(), host.serverName(), routeAddress(routes.getPort())),
                host.claims());
        ActorRef<Command> self = getContext().getSelf();
        CompletableFuture<ClusterNode> made = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ClusterNode.start(plan, self);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                host.slowly());
        getContext().pipeToSelf(made, Begun::new);
    }

    /** What is advertised, else the address that is bound, else that by which Akka is reached. */
    private String routeAddress(int port) {
        ClusterOptions cluster = host.options().cluster();
        HostPort advertised = HostPort.parse(cluster.advertise(), port);
        if (!advertised.host().isEmpty()) {
            return ServerUrl.address(advertised.host(), advertised.port());
        }
        if (!NodeConfig.isAny(cluster.host())) {
            return ServerUrl.address(cluster.host(), port);
        }
        String reached = HostPort.parse(akka.advertise(), 0).host();
        String bound = NodeConfig.isAny(akka.host()) ? ownAddress() : akka.host();
        return ServerUrl.address(reached.isEmpty() ? bound : reached, port);
    }

    private static String ownAddress() {
        try {
            return java.net.InetAddress.getLocalHost().getHostAddress();
        } catch (java.net.UnknownHostException e) {
            return "127.0.0.1";
        }
    }

    private void begun(Begun begun) {
        CompletableFuture<@Nullable Void> ready = starting;
        starting = null;
        ClusterNode fresh = begun.node();
        if (fresh == null) {
            notBegun(begun.failure(), ready);
            return;
        }
        node = fresh;
        getContext().pipeToSelf(fresh.whenEnded(), (done, failure) -> new Ended(fresh));
        if (ready != null) {
            host.log()
                    .notice("Joining the Akka cluster through "
                            + (akka.discovery() == null ? akka.seedNodes() : "discovery"));
            ready.complete(null);
        }
        if (leaving) {
            fresh.leave();
        } else if (rejoining && fresh.isFirstSeed()) {
            timers.startSingleTimer(Look.STILL_ALONE, BEGIN_ANEW);
        }
    }

    private void notBegun(@Nullable Throwable failure, @Nullable CompletableFuture<@Nullable Void> ready) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        String problem = "Error starting the Akka cluster on port " + akka.port() + " - "
                + (cause == null ? "" : cause.getMessage());
        CompletableFuture<@Nullable Void> end = stopping;
        if (ready != null) {
            ready.completeExceptionally(new IOException(problem, cause));
        } else if (end != null) {
            end.complete(null);
        } else if (!leaving) {
            host.log().error(problem);
            timers.startSingleTimer(Look.AGAIN, REJOIN);
        }
    }

    private void joined() {
        joined = true;
        timers.cancel(Look.STILL_ALONE);
        if (rejoining) {
            host.log().notice("Back in the Akka cluster");
        }
    }

    /** The node is no more: it left, or the others have removed it. */
    private void ended(ClusterNode which) {
        if (which != node) {
            return;
        }
        node = null;
        joined = false;
        CompletableFuture<@Nullable Void> end = stopping;
        if (end != null) {
            end.complete(null);
        } else if (!leaving) {
            host.log().warn("This node is no member of the Akka cluster any more, joining anew");
            // Nobody says any more who can be reached: open routes stay, and closed ones may be opened.
            known.values().forEach(card -> peers.forget(card.serverId()));
            known.clear();
            gone();
            rejoining = true;
            timers.startSingleTimer(Look.AGAIN, REJOIN);
        }
    }

    /** What the node saw last is not so any more. */
    private void gone() {
        ClusterView last = shown;
        if (last != null) {
            show(new ClusterView(last.self(), "removed", "", "", List.of()));
        }
    }

    private void island(String other) {
        ClusterNode there = node;
        if (there != null && !leaving) {
            host.log().warn("There is another Akka cluster with " + other + ", joining that one");
            joined = false;
            there.leave();
        }
    }

    private void leave() {
        if (leaving) {
            return;
        }
        leaving = true;
        timers.cancelAll();
        ClusterNode there = node;
        if (there != null) {
            there.leave();
        }
    }

    private void stop(CompletableFuture<@Nullable Void> done) {
        leave();
        if (node == null) {
            done.complete(null);
        } else {
            stopping = done;
        }
    }

    private Behavior<Command> stopped() {
        ClusterNode there = node;
        if (there != null) {
            there.leave();
        }
        return this;
    }

    // ---- members

    private void show(ClusterView view) {
        shown = view;
        host.clusterView(view);
    }

    private void lookedUp(LookedUp l) {
        Throwable failure = l.failure();
        String outcome = failure == null
                ? "finds " + (l.found().isEmpty() ? "nobody" : l.found())
                : "fails, trying again - " + failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (leaving || outcome.equals(lookedUp)) {
            return;
        }
        lookedUp = outcome;
        String line = "Akka cluster: discovery of " + l.service() + " " + outcome;
        if (failure == null) {
            host.log().notice(line);
        } else {
            host.log().warn(line);
        }
    }

    private void reach(MemberCard card) {
        known.put(card.serverId(), card);
        if (!leaving) {
            peers.expect(card.serverId(), card.route());
        }
    }

    private void lose(MemberCard card) {
        if (!leaving) {
            peers.lose(card.serverId());
        }
    }

    private void forget(MemberCard card) {
        known.remove(card.serverId());
        peers.forget(card.serverId());
    }

    private void happened(String event, ClusterView.Member member) {
        String who = member.serverName().isEmpty() ? member.address() : member.serverName() + " " + member.address();
        String line = "Akka cluster: " + who + " is " + event.toLowerCase(java.util.Locale.ROOT);
        switch (event) {
            case "UNREACHABLE", "DOWN" -> host.log().warn(line);
            case "LEADER" -> host.log().debug(() -> line);
            default -> host.log().notice(line);
        }
        host.clusterEvent(event, member);
    }
}
