package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.LeafVerdict;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.LinkEvent;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.LeafConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.DialSecurity;
import io.dialtone.streams.LinkPath;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.PeerKind;
import io.dialtone.streams.TlsUpgrade;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.UpgradedSocket;
import io.dialtone.streams.WebSocket;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection between a leaf node and its hub, of either side. Owns its handshake, what the other side has said it wants, and
 * what of this side's interest is told there. Made by {@link LeafNodes}; runs on the event loop of its stream; stops when that
 * has ended.
 *
 * <p>What it knows of the other side's interest ends with it.
 */
final class LeafConnection extends AbstractBehavior<LeafConnection.Command> implements LeafHandshake.Owner {
    sealed interface Command {}

    /** The stream has met something. */
    record Met(LinkEvent event) implements Command {}

    /** {@link LeafNodes} knows it. */
    record Registered(String loopSubject) implements Command {}

    /** There is no place for it, or no more. */
    record Leave(CloseReason reason, @Nullable String error) implements Command {}

    /** It closes a loop. */
    enum Looped implements Command {
        INSTANCE
    }

    /** Interest has changed in the account. */
    record Announce(List<InterestChange> changes) implements Command {}

    /** The account is something else now. */
    enum AccountChanged implements Command {
        INSTANCE
    }

    /** The rules by which the other side was let in have changed. */
    enum Recheck implements Command {
        INSTANCE
    }

    /** Says an INFO, with what differs from one link to the next filled in. */
    record Say(ServerInfo info) implements Command {}

    private record Judged(LeafVerdict verdict) implements Command {}

    private record Rejudged(LeafVerdict verdict) implements Command {}

    /** What the other side wants has come into effect in one slice. */
    private enum Applied implements Command {
        INSTANCE
    }

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    private enum PingTick implements Command {
        INSTANCE
    }

    private enum Late implements Command {
        INSTANCE
    }

    private enum UserExpired implements Command {
        INSTANCE
    }

    /**
     * How the connection came about.
     *
     * @param remote null: the other side dialled
     * @param target address that was dialled; null with it
     * @param upgraded the WebSocket that it goes over; null for one that does not
     */
    record Origin(
            SocketChannel channel,
            InetSocketAddress peer,
            @Nullable LeafRemote remote,
            LeafRemote.@Nullable Target target,
            @Nullable UpgradedSocket upgraded) {
        /** Over a WebSocket. */
        static Origin of(UpgradedSocket socket, @Nullable LeafRemote remote, LeafRemote.@Nullable Target target) {
            return new Origin(socket.channel(), socket.peer(), remote, target, socket);
        }

        private @Nullable WebSocket webSocket() {
            return upgraded == null ? null : upgraded.webSocket();
        }
    }

    private final LinkHost host;
    private final ActorRef<LeafNodes.Command> leafNodes;
    private final LeafSettings settings;
    private final LoopTimers<Command> timers;
    private final @Nullable LeafRemote remote;
    private final LinkPath path;
    private final LinkWire wire;
    private final LinkPings pings;
    private final LeafCard card;
    private final LeafHandshake handshake;
    private final LeafMembership membership;
    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>();

    /** Null before it is registered. */
    private @Nullable LeafInterest interest;

    private @Nullable LeafBinding binding;
    private LeafEvent departure = LeafEvent.LOST;
    /** Waits for somebody to decide, so nothing that comes is looked at. */
    private boolean deciding;

    private int applying;
    private boolean gone;

    static Behavior<Command> create(
            LinkHost host, ActorRef<LeafNodes.Command> leafNodes, LeafSettings settings, Origin origin, int loop) {
        return Behaviors.setup(context -> new LeafConnection(context, host, leafNodes, settings, origin, loop));
    }

    private LeafConnection(
            ActorContext<Command> context,
            LinkHost host,
            ActorRef<LeafNodes.Command> leafNodes,
            LeafSettings settings,
            Origin origin,
            int loop) {
        super(context);
        this.host = host;
        this.leafNodes = leafNodes;
        this.settings = settings;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        this.remote = origin.remote();
        this.pings = settings.pings(origin.upgraded() != null);
        boolean spoke = remote != null && !remote.options().hub();
        this.path = new LinkPath(spoke ? LinkKind.HUB : LinkKind.LEAF, name -> null);
        ActorRef<Command> self = context.getSelf();
        this.wire = new LinkWire(
                host,
                LinkWire.Kind.LEAF,
                origin.channel(),
                origin.peer(),
                path,
                new SubjectSpace(),
                event -> self.tell(new Met(event)),
                origin.webSocket());
        this.card = new LeafCard(self, wire, pings, remote != null);
        this.membership = new LeafMembership(host, settings, wire, path, card);
        LeafStream stream = new LeafStream(wire, card);
        boolean decided = remote == null || remote.isTlsFirst() || origin.upgraded() != null;
        TlsUpgrade upgrade = decided ? null : new TlsUpgrade();
        this.handshake = remote == null || origin.target() == null
                ? new LeafAcceptance(host, this, settings, wire, card, stream)
                : new LeafSolicitation(
                        host,
                        this,
                        settings,
                        wire,
                        card,
                        stream,
                        new LeafSolicitation.Context(
                                remote,
                                origin.target(),
                                upgrade,
                                info -> leafNodes.tell(new LeafNodes.Heard(remote, info))));
        UpgradedSocket upgraded = origin.upgraded();
        if (upgraded == null) {
            begin(loop, security(origin, upgrade), remote == null);
        } else {
            TlsSession agreed = upgraded.tlsSession();
            if (agreed != null) {
                handshake.secured(agreed);
            }
            begin(loop, upgraded.security(PeerKind.LEAF), false);
        }
    }

    private TransportSecurity security(Origin origin, @Nullable TlsUpgrade upgrade) {
        LeafRemote dialled = remote;
        if (dialled == null || origin.target() == null) {
            return settings.accepting();
        }
        return upgrade == null
                ? DialSecurity.tlsFirst(
                        PeerKind.LEAF, dialled.tls(), origin.target().tlsName(), host.slowly())
                : DialSecurity.afterInfo(PeerKind.LEAF, upgrade, host.slowly());
    }

    /** @param opens whether something may come before the first INFO of this side */
    private void begin(int loop, TransportSecurity security, boolean opens) {
        String account =
                remote == null ? "" : " for account: " + remote.options().account();
        wire.logInfo("Leafnode connection created" + account + " ");
        if (!opens || !security.isNeeded()) {
            handshake.begin();
        }
        wire.session().answersPings(true);
        wire.session().owner(host.requester(card));
        // Over a WebSocket S2 would be outside its frames, where nothing between the two could read them.
        wire.start(loop, security, /* compression= */ !wire.isWebSocket(), settings::paced);
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
            case Registered r -> registered(r.loopSubject());
            case Leave l -> sentAway(l.reason(), l.error());
            case Looped ignored -> loop();
            case Announce a -> announce(a.changes());
            case AccountChanged ignored -> accountChanged();
            case Recheck ignored -> recheck();
            case Say s -> say(s.info());
            case Judged j -> judged(j.verdict());
            case Rejudged r -> rejudged(r.verdict());
            case Applied ignored -> {
                if (--applying == 0) {
                    work();
                }
            }
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case PingTick ignored -> pingTick();
            case Late ignored -> handshake.late();
            case UserExpired ignored -> leave(CloseReason.AUTHENTICATION_EXPIRED, "User Authentication Expired");
        }
        return this;
    }

    private Behavior<Command> met(LinkEvent event) {
        switch (event) {
            case LinkEvent.Control c -> {
                todo.addAll(c.operations());
                work();
            }
            case LinkEvent.InfoDue ignored -> handshake.begin();
            case LinkEvent.Opened opened -> {
                if (opened.tls() != null) {
                    handshake.secured(opened.tls());
                }
            }
            case LinkEvent.Pong ignored -> {
                pings.answered();
                handshake.measured();
            }
            case LinkEvent.Violated v -> violated(v);
            case LinkEvent.InputEnded i -> leave(i.reason(), null);
            case LinkEvent.TooSlow t -> {
                wire.logWarning(t.logLine());
                leave(t.reason(), null);
            }
            case LinkEvent.UnknownAccount ignored -> {}
            case LinkEvent.Pace p -> wire.logInfo(p.logLine());
            case LinkEvent.Ended ignored -> {
                leave(CloseReason.CLIENT_CLOSED, null);
                return Behaviors.stopped();
            }
        }
        return this;
    }

    private void violated(LinkEvent.Violated v) {
        if (v.error().reason() == CloseReason.PERMISSION_VIOLATION) {
            departure = LeafEvent.PERMISSION_VIOLATION;
        }
        wire.logError(v.error().log());
        leave(v.error().reason(), v.error().text());
    }

    // ---- what the other side says

    private void work() {
        while (applying == 0 && !deciding && !wire.isClosing()) {
            ControlOperation next = todo.poll();
            if (next == null) {
                wire.resume();
                return;
            }
            perform(next);
        }
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Connect c -> connect(c.json());
            case ControlOperation.Info i -> {
                wire.traceIn("INFO", i.json());
                handshake.info(i.json());
            }
            case ControlOperation.Ping ignored -> wire.pong();
            case ControlOperation.WithoutConnect ignored ->
                leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            case ControlOperation.ClientError e -> heardError(e.text());
            case ControlOperation.Interest i -> take(i);
            case ControlOperation.AccountInterest ignored -> {}
            case ControlOperation.Subscribe ignored -> unexpected();
            case ControlOperation.Unsubscribe ignored -> unexpected();
        }
    }

    private void unexpected() {
        leave(CloseReason.PROTOCOL_VIOLATION, "Unknown Protocol Operation");
    }

    private void connect(byte[] json) {
        wire.traceIn("CONNECT", json);
        try {
            LeafConnect said = LeafConnect.decode(json);
            wire.session().awaitingConnect(false);
            handshake.connect(said);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            leave(CloseReason.PROTOCOL_VIOLATION, null);
        }
    }

    private void take(ControlOperation.Interest first) {
        LeafInterest known = interest;
        if (known == null) {
            leave(CloseReason.PROTOCOL_VIOLATION, "Authorization Violation");
            return;
        }
        ActorRef<Command> self = getContext().getSelf();
        switch (known.takeRun(first, todo, () -> self.tell(Applied.INSTANCE))) {
            case LeafInterest.Taken.Applied applied -> applying = applied.parts();
            case LeafInterest.Taken.Loop ignored -> loop();
            case LeafInterest.Taken.Forbidden forbidden -> {
                departure = LeafEvent.PERMISSION_VIOLATION;
                wire.logError(
                        "Subscription Violation on \"" + forbidden.subject() + "\" - Check other side configuration");
                leave(CloseReason.PROTOCOL_VIOLATION, LeafPermissions.interestError(forbidden.subject()));
            }
        }
    }

    private void loop() {
        departure = LeafEvent.LOOP;
        String error = LeafEvent.loopError(card.account());
        wire.logError(error);
        leave(CloseReason.PROTOCOL_VIOLATION, error);
    }

    /** An error does not end the link; mostly the other side does. */
    private void heardError(String text) {
        wire.logError("Leafnode Error " + text);
        LeafEvent.ofError(text).ifPresent(event -> {
            departure = event;
            if (event == LeafEvent.LOOP) {
                wire.logError(LeafEvent.loopError(card.account()));
                leave(CloseReason.PROTOCOL_VIOLATION, null);
            }
        });
    }

    // ---- what the handshake asks for

    @Override
    public void delay(LeafEvent event) {
        departure = event;
    }

    @Override
    public void await(CompletionStage<LeafVerdict> verdict) {
        deciding = true;
        getContext().pipeToSelf(verdict, (made, failure) -> new Judged(made == null ? LeafVerdict.REFUSED : made));
    }

    private void judged(LeafVerdict verdict) {
        deciding = false;
        if (!wire.isClosing()) {
            handshake.judged(verdict);
            work();
        }
    }

    @Override
    public void register(LeafBinding made) {
        deciding = true;
        binding = made;
        leafNodes.tell(new LeafNodes.Register(getContext().getSelf(), card, made));
    }

    private void registered(String loopSubject) {
        deciding = false;
        LeafBinding made = binding;
        if (made == null || wire.isClosing()) {
            return;
        }
        if (!membership.join(made)) {
            wire.logError("maximum account active connections exceeded");
            leave(CloseReason.MAX_ACCOUNT_CONNECTIONS, "maximum account active connections exceeded");
            return;
        }
        Duration left = membership.timeLeft();
        if (left != null) {
            timers.start(UserExpired.INSTANCE, left);
        }
        LeafInterest its = new LeafInterest(host, wire, made, loopSubject, membership::mostSubscriptions);
        interest = its;
        card.interest(made.account().remote(), its.target());
        wire.logInfo("JetStream using domains: local \"\", remote \"\"");
        handshake.registered();
        announceAll(its);
        timers.start(PingTick.INSTANCE, pings.firstDelay());
        work();
    }

    private void announceAll(LeafInterest its) {
        ActorRef<Command> self = getContext().getSelf();
        its.announceAll((account, changes) -> self.tell(new Announce(changes)));
    }

    private void announce(List<InterestChange> changes) {
        if (interest != null) {
            interest.announce(changes);
        }
    }

    @Override
    public void limit(Duration time) {
        timers.start(Late.INSTANCE, time);
    }

    @Override
    public void unlimit() {
        timers.cancel(Late.INSTANCE);
    }

    @Override
    public void permit(LeafPermissions permissions) {
        LeafInterest its = interest;
        if (its != null) {
            membership.permit(permissions);
            its.permissions(permissions);
            announceAll(its);
        }
    }

    // ---- changes of the account

    private void accountChanged() {
        LeafInterest its = interest;
        if (its == null || wire.isClosing()) {
            return;
        }
        if (handshake instanceof LeafAcceptance acceptance) {
            LeafMembership.Standing now = membership.standing(acceptance);
            if (now.reason() != null) {
                leave(now.reason(), now.error());
                return;
            }
        }
        membership.rebind();
        announceAll(its);
    }

    private void recheck() {
        if (!wire.isClosing()
                && !membership.isPinned(remote == null ? null : remote.options().tls())) {
            wire.logError("TLS handshake error: certificate not pinned");
            leave(CloseReason.TLS_HANDSHAKE_FAILURE, null);
            return;
        }
        if (handshake instanceof LeafAcceptance acceptance && acceptance.login() != null && interest != null) {
            getContext()
                    .pipeToSelf(
                            host.login(card, acceptance.login()),
                            (made, failure) -> new Rejudged(made == null ? LeafVerdict.REFUSED : made));
        } else if (interest != null) {
            accountChanged();
        }
    }

    private void rejudged(LeafVerdict verdict) {
        if (wire.isClosing() || !(handshake instanceof LeafAcceptance acceptance)) {
            return;
        }
        if (verdict.rights() == null) {
            leave(verdict.reason(), "Authorization Violation");
        } else if (!verdict.rights().account().equals(card.account())) {
            leave(CloseReason.CLIENT_CLOSED, null);
        } else if (binding != null) {
            acceptance.renewed(verdict.rights(), binding.account());
            membership.rebind();
        }
    }

    private void say(ServerInfo info) {
        if (interest != null && !wire.isClosing()) {
            wire.info(info, InfoEnding.BLANK);
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
        if (error == null) {
            wire.close(reason);
        } else {
            wire.closeWithError(reason, error);
        }
        wire.logInfo("Leafnode connection closed: " + reason.text()
                + (card.name().isEmpty() ? "" : " - Remote: " + card.name()));
        depart(reason);
    }

    private void sentAway(CloseReason reason, @Nullable String error) {
        // That an account is over is in the nature of it.
        if (error != null && reason != CloseReason.AUTHENTICATION_EXPIRED && !wire.isClosing()) {
            wire.logError(error);
        }
        leave(reason, error);
    }

    private void depart(CloseReason reason) {
        if (!gone) {
            gone = true;
            timers.cancelAll();
            if (interest != null) {
                interest.forgetAll();
            }
            membership.leave(reason);
            leafNodes.tell(new LeafNodes.Departed(getContext().getSelf(), reason, remote, departure));
        }
    }

    private Behavior<Command> stopped() {
        if (!wire.isClosing()) {
            wire.close(CloseReason.SERVER_SHUTDOWN);
        }
        depart(CloseReason.CLIENT_CLOSED);
        return this;
    }
}
