package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkAccess;
import io.dialtone.cluster.link.LinkEvent;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.LinkPath;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection between two servers of a cluster. Owns its handshake, what the other server has said it wants over it, and what
 * of this server's interest is told there. Made by {@link Routes}, which decides what the connection is for; runs on the event
 * loop of its stream; stops when that has ended.
 *
 * <p>What it knows of the other server's interest ends with it.
 */
final class RouteLink extends AbstractBehavior<RouteLink.Command> implements RouteHandshake.Owner {
    sealed interface Command {}

    /** The stream has met something. */
    record Met(LinkEvent event) implements Command {}

    /** {@link Routes} has found its place. */
    record Placed(RoutePlan plan) implements Command {}

    /** There is no place for it, or no more. */
    record Leave(CloseReason reason, @Nullable String error) implements Command {}

    /** Interest has changed that this link tells the other server of. */
    record Announce(LinkedAccount account, List<InterestChange> changes) implements Command {}

    /** All interest of an account is to be told. */
    record AnnounceAll(LinkedAccount account) implements Command {}

    /** Says an INFO. */
    record Say(ServerInfo info, InfoEnding ending) implements Command {}

    /** Other permissions hold. */
    record Permit(RoutePermissions permissions, ServerInfo info) implements Command {}

    /** All interest of an account, told anew because other permissions held before. */
    private record AnnounceAnew(LinkedAccount account, List<InterestChange> all, RoutePermissions before)
            implements Command {}

    /** Where interest of an account is said changes. */
    sealed interface Move extends Command {
        String account();
    }

    /** An account is about to get a connection of its own. */
    record Moved(String account) implements Move {}

    /** It has got it. */
    record Settled(String account) implements Move {}

    /** An account has no connection of its own any more. */
    record MovedBack(String account) implements Move {}

    /** What the other server wants has come into effect in one slice. */
    private enum Applied implements Command {
        INSTANCE
    }

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    private enum PingTick implements Command {
        INSTANCE
    }

    private enum AuthenticationDue implements Command {
        INSTANCE
    }

    private enum HandshakeDue implements Command {
        INSTANCE
    }

    /** Whether the CONNECT is admitted is known. */
    private record Judged(ServerConnect connect, boolean admitted) implements Command {}

    /** How the connection came about. */
    record Origin(
            SocketChannel channel,
            InetSocketAddress peer,
            @Nullable DialOrder dialled) {}

    private final LinkHost host;
    private final ActorRef<Routes.Command> routes;
    private final RouteSettings settings;
    private final LoopTimers<Command> timers;
    private final LinkWire wire;
    private final LinkPath path;
    private final @Nullable DialOrder dialled;
    private final LinkPings pings;
    private final RouteHandshake handshake;
    private final RouteInterest interest;
    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>();

    private RoutePermissions permissions;
    private @Nullable RoutePlan plan;
    /** Waits for {@link Routes} to decide, so nothing that comes is looked at. */
    private boolean deciding;

    private int applying;
    private final List<Move> moves = new ArrayList<>();
    private boolean gone;

    static Behavior<Command> create(
            LinkHost host, ActorRef<Routes.Command> routes, RouteSettings settings, Origin origin, int loop) {
        return Behaviors.setup(context -> new RouteLink(context, host, routes, settings, origin, loop));
    }

    private RouteLink(
            ActorContext<Command> context,
            LinkHost host,
            ActorRef<Routes.Command> routes,
            RouteSettings settings,
            Origin origin,
            int loop) {
        super(context);
        this.host = host;
        this.routes = routes;
        this.settings = settings;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        this.dialled = origin.dialled();
        this.path = new LinkPath(LinkKind.ROUTE, name -> space(host, name));
        ActorRef<Command> self = context.getSelf();
        this.wire = new LinkWire(
                host,
                LinkWire.Kind.ROUTE,
                origin.channel(),
                origin.peer(),
                path,
                new SubjectSpace(),
                event -> self.tell(new Met(event)));
        this.pings = new LinkPings(settings.pingInterval(), settings.pingMax(), ThreadLocalRandom.current());
        this.permissions = settings.permissions();
        this.interest = new RouteInterest(host, wire, permissions);
        this.handshake = new RouteHandshake(host, settings, wire, dialled, self, this);
        TransportSecurity security = settings.security(dialled);
        wire.start(loop, security, settings.mayCompress(), settings::paced);
        if (!security.isNeeded()) {
            begin();
        }
        if (settings.mayCompress()) {
            timers.start(HandshakeDue.INSTANCE, settings.handshakeLimit());
        }
    }

    private static @Nullable SubjectSpace space(LinkHost host, String name) {
        LinkedAccount account = host.account(name);
        return account == null ? null : account.space();
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
            case Met m -> {
                return met(m.event());
            }
            case Placed p -> placed(p.plan());
            case Leave l -> leave(l.reason(), l.error());
            case Announce a -> announce(a);
            case AnnounceAll a -> announceAll(a.account());
            case AnnounceAnew a -> interest.announce(a.account(), a.all(), a.before());
            case Move m -> {
                move(m);
                work();
            }
            case Say s -> wire.info(s.info(), s.ending());
            case Permit p -> permit(p);
            case Applied ignored -> {
                if (--applying == 0) {
                    moveOn();
                    work();
                }
            }
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case PingTick ignored -> pingTick();
            case AuthenticationDue ignored -> leave(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
            case HandshakeDue ignored -> leave(CloseReason.STALE_CONNECTION, "Stale Connection");
            case Judged j -> judged(j);
        }
        return this;
    }

    private Behavior<Command> met(LinkEvent event) {
        switch (event) {
            case LinkEvent.Control c -> {
                todo.addAll(c.operations());
                work();
            }
            case LinkEvent.InfoDue ignored -> {
                if (dialled == null) {
                    begin();
                }
            }
            case LinkEvent.Opened o -> {
                handshake.secured(o.tls());
                if (dialled != null) {
                    begin();
                }
            }
            case LinkEvent.Pong ignored -> {
                pings.answered();
                Duration rtt = pings.rtt();
                if (rtt != null) {
                    handshake.measured(rtt);
                }
                routes.tell(new Routes.Answered(getContext().getSelf()));
            }
            case LinkEvent.Violated v -> {
                wire.logError(v.error().log());
                leave(v.error().reason(), v.error().text());
            }
            case LinkEvent.InputEnded i -> leave(i.reason(), null);
            case LinkEvent.TooSlow t -> {
                wire.logWarning(t.logLine());
                leave(t.reason(), null);
            }
            case LinkEvent.UnknownAccount ignored -> {}
            case LinkEvent.Pace p -> wire.logInfo(p.logLine());
            case LinkEvent.Ended ignored -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    // ---- the handshake

    private void begin() {
        handshake.begin();
        if (handshake.awaitsCredentials()) {
            timers.start(AuthenticationDue.INSTANCE, settings.access().limit());
        }
    }

    /** Goes on with what the other server has sent, as far as that can be. */
    private void work() {
        while (applying == 0 && !deciding && !wire.isClosing()) {
            ControlOperation next = todo.poll();
            if (next == null) {
                wire.resume();
                return;
            }
            if (next instanceof ControlOperation.Interest) {
                applying = interest.takeRun(next, todo, handshake.remote(), this::applied);
            } else {
                perform(next);
            }
        }
    }

    private void applied() {
        getContext().getSelf().tell(Applied.INSTANCE);
    }

    /** What is just coming into effect could not be found yet, so moves wait for it. */
    private void move(Move to) {
        if (applying > 0) {
            moves.add(to);
            return;
        }
        switch (to) {
            case Moved m -> interest.park(m.account());
            case Settled s -> interest.settled(s.account());
            case MovedBack m -> {
                List<ControlOperation> kept = new ArrayList<>(interest.movedBack(m.account()));
                Collections.reverse(kept);
                kept.forEach(todo::addFirst);
            }
        }
    }

    private void moveOn() {
        List<Move> now = List.copyOf(moves);
        moves.clear();
        now.forEach(this::move);
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Connect c -> connect(c.json());
            case ControlOperation.Info i -> info(i.json());
            case ControlOperation.Ping ignored -> wire.pong();
            case ControlOperation.WithoutConnect ignored ->
                leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            case ControlOperation.ClientError e -> {
                wire.logError("Router error " + e.text());
                leave(CloseReason.PARSE_ERROR, null);
            }
            case ControlOperation.Interest ignored -> {}
            case ControlOperation.AccountInterest ignored -> {}
            case ControlOperation.Subscribe ignored -> unexpected();
            case ControlOperation.Unsubscribe ignored -> unexpected();
        }
    }

    private void unexpected() {
        leave(CloseReason.PROTOCOL_VIOLATION, "Unknown Protocol Operation");
    }

    private void connect(byte[] json) {
        timers.cancel(AuthenticationDue.INSTANCE);
        handshake.connect(json);
    }

    @Override
    public void judge(ServerConnect said, @Nullable TlsSession session) {
        LinkAccess access = settings.access();
        if (!access.isCostly()) {
            handshake.judged(said, access.admits(said, session));
            return;
        }
        deciding = true;
        ActorRef<Command> self = getContext().getSelf();
        host.slowly().execute(() -> self.tell(new Judged(said, access.admits(said, session))));
    }

    private void judged(Judged j) {
        deciding = false;
        if (!wire.isClosing()) {
            handshake.judged(j.connect(), j.admitted());
            work();
        }
    }

    private void info(byte[] json) {
        ServerInfo said = handshake.info(json);
        if (said == null) {
            return;
        }
        timers.cancel(HandshakeDue.INSTANCE);
        // What INFO says of abilities counts; CONNECT comes first and is older.
        path.originsOnRemoval(said.lnocu());
        interest.remote(said);
        wire.follow(said.serverName(), this::mayPublish, /* isTold= */ false);
        wire.debug("Registering remote route \"" + said.serverId() + "\"");
        ask(new Routes.Register(
                getContext().getSelf(),
                new Routes.Candidate(wire, pings, said, handshake.connected(), dialled, handshake::compressionNow)));
    }

    private boolean mayPublish(byte[] subject, int from, int length) {
        return permissions.mayImport(Arrays.copyOfRange(subject, from, from + length));
    }

    @Override
    public void ask(Routes.Command question) {
        deciding = true;
        routes.tell(question);
    }

    private void placed(RoutePlan decided) {
        deciding = false;
        if (wire.isClosing()) {
            return;
        }
        if (plan == null && decided.isRegistered()) {
            register(decided);
        }
        work();
    }

    private void register(RoutePlan decided) {
        plan = decided;
        String account = decided.account();
        if (!account.isEmpty()) {
            path.pinned();
            LinkedAccount bound = host.accountMade(account);
            wire.session().bind(bound.space(), null, null);
            interest.pinned(bound);
        }
        ServerInfo greeting = decided.info();
        if (greeting != null) {
            wire.info(greeting.with(i -> i.compression(handshake.mode())), InfoEnding.BLANK);
        }
        if (decided.pingsForNext()) {
            pings.send(wire);
        }
        for (LinkedAccount one : host.accounts()) {
            announceAll(one);
        }
        wire.debug("Sent local subscriptions to route");
        timers.start(PingTick.INSTANCE, pings.firstDelay());
    }

    private void announceAll(LinkedAccount account) {
        RoutePlan mine = plan;
        if (mine == null || !mine.carries(account.id())) {
            return;
        }
        ActorRef<Command> self = getContext().getSelf();
        InterestWatcher tell = (which, changes) -> self.tell(new Announce(which, changes));
        account.snapshot(tell);
    }

    /** What changes before this route is registered is part of all that is told then. */
    private void announce(Announce a) {
        if (plan != null) {
            interest.announce(a.account(), a.changes());
        }
    }

    private void permit(Permit p) {
        RoutePermissions before = permissions;
        permissions = p.permissions();
        wire.info(p.info(), InfoEnding.BLANK);
        interest.permissions(p.permissions());
        ActorRef<Command> self = getContext().getSelf();
        RoutePlan mine = plan;
        for (LinkedAccount one : host.accounts()) {
            if (mine != null && mine.carries(one.id())) {
                one.snapshot((which, all) -> self.tell(new AnnounceAnew(which, all, before)));
            }
        }
    }

    // ---- the rest of its life

    private void pingTick() {
        if (wire.isClosing()) {
            return;
        }
        if (!pings.tick(wire)) {
            leave(CloseReason.STALE_CONNECTION, "Stale Connection");
            return;
        }
        timers.start(PingTick.INSTANCE, pings.interval());
    }

    @Override
    public void leave(CloseReason reason, @Nullable String error) {
        if (wire.isClosing()) {
            return;
        }
        ServerInfo other = handshake.remote();
        if (error == null) {
            wire.close(reason);
        } else {
            wire.closeWithError(reason, error);
        }
        wire.logInfo("Router connection closed: " + reason.text()
                + (other == null ? "" : " - Remote: " + other.serverName()));
        depart(reason);
    }

    private void depart(CloseReason reason) {
        if (!gone) {
            gone = true;
            timers.cancelAll();
            interest.forgetAll();
            host.ended(LinkKind.ROUTE, reason, wire.counters());
            routes.tell(new Routes.Departed(getContext().getSelf(), reason, dialled));
        }
    }

    private Behavior<Command> stopped() {
        if (!wire.isClosing()) {
            wire.close(CloseReason.SERVER_SHUTDOWN);
        }
        depart(CloseReason.CLIENT_CLOSED);
        return this;
    }

    /** How long an interval between PINGs may be on a route. */
    static final Duration LONGEST_PING_INTERVAL = Duration.ofSeconds(30);
}
