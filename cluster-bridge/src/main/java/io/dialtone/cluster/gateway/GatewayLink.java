package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkEvent;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.cluster.route.RouteType;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.LinkPath;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.TransportSecurity;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to another cluster. One that this side has dialled is outbound: messages go out, and what the other cluster
 * wants comes back. On one that the other side has dialled it is the other way round. Owns its handshake and what is known of
 * interest; made by {@link Gateways}; runs on the event loop of its stream; stops when that has ended.
 */
final class GatewayLink extends AbstractBehavior<GatewayLink.Command> {
    sealed interface Command {}

    /** The stream has met something. */
    record Met(LinkEvent event) implements Command {}

    /** {@link Gateways} knows of it from now on. */
    enum Registered implements Command {
        INSTANCE
    }

    /** There is no place for it, or no more. */
    record Leave(CloseReason reason, @Nullable String error) implements Command {}

    /** Interest of this cluster has changed. */
    record Announce(String account, ClusterInterest changes) implements Command {}

    /** All interest of an account has been announced. */
    record AllAnnounced(String account) implements Command {}

    /** There is an account that was not there before. */
    record AccountMade(LinkedAccount account) implements Command {}

    /** Says an INFO. */
    record Say(ServerInfo info) implements Command {}

    /** What the other cluster wants has come into effect in one slice. */
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

    private enum IntroductionDue implements Command {
        INSTANCE
    }

    /** Whether the CONNECT is admitted is known. */
    private record Judged(ServerConnect connect, boolean admitted) implements Command {}

    /** How the connection came about; {@code dialled} is null where the other side dialled. */
    record Origin(
            SocketChannel channel,
            InetSocketAddress peer,
            @Nullable Dialled dialled) {}

    /**
     * What a connection was dialled for.
     *
     * @param name of the cluster
     * @param url where to
     */
    record Dialled(String name, RouteType type, ServerUrl url, TransportSecurity security) {}

    private final ActorRef<Command> reference;
    private final LinkHost host;
    private final ActorRef<Gateways.Command> gateways;
    private final GatewaySelf self;
    private final GatewaySettings settings;
    private final LoopTimers<Command> timers;
    private final LinkWire wire;
    private final LinkPings pings;
    private final GatewayEnd end;
    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>();

    /** Waits for {@link Gateways}, or for a password to be looked at, so nothing that comes is. */
    private boolean deciding;

    private int applying;
    private boolean gone;

    static Behavior<Command> create(
            LinkHost host, ActorRef<Gateways.Command> gateways, GatewaySelf self, Origin origin, int loop) {
        return Behaviors.setup(context -> new GatewayLink(context, host, gateways, self, origin, loop));
    }

    private GatewayLink(
            ActorContext<Command> context,
            LinkHost host,
            ActorRef<Gateways.Command> gateways,
            GatewaySelf self,
            Origin origin,
            int loop) {
        super(context);
        this.host = host;
        this.gateways = gateways;
        this.self = self;
        this.settings = self.settings();
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        ActorRef<Command> me = context.getSelf();
        this.reference = me;
        this.wire = new LinkWire(
                host,
                LinkWire.Kind.GATEWAY,
                origin.channel(),
                origin.peer(),
                new LinkPath(LinkKind.GATEWAY, this::space),
                new SubjectSpace(),
                event -> me.tell(new Met(event)));
        this.pings = new LinkPings(settings.pingInterval(), settings.pingMax(), ThreadLocalRandom.current());
        Dialled to = origin.dialled();
        this.end = to == null ? new InboundEnd(this) : new OutboundEnd(this, to);
        TransportSecurity security = to == null ? settings.accepting() : to.security();
        if (to != null) {
            wire.logInfo("Creating outbound gateway connection to \"" + to.name() + "\"");
        } else {
            wire.logInfo("Processing inbound gateway connection");
        }
        if (!security.isNeeded()) {
            begin();
        }
        wire.start(loop, security, /* compression= */ false, settings::paced);
    }

    private @Nullable SubjectSpace space(String name) {
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
            case Registered ignored -> registered();
            case Leave l -> leave(l.reason(), l.error());
            case Announce a -> tell(teller -> teller.announce(a.account(), a.changes()));
            case AllAnnounced a -> tell(teller -> teller.complete(a.account()));
            case AccountMade a -> made(a.account());
            case Say s -> {
                if (!wire.isClosing()) {
                    wire.info(s.info(), InfoEnding.BARE);
                }
            }
            case Applied ignored -> {
                if (--applying == 0) {
                    work();
                }
            }
            case Judged j -> {
                deciding = false;
                if (!wire.isClosing() && end instanceof InboundEnd inbound) {
                    inbound.judged(j.connect(), j.admitted());
                    work();
                }
            }
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case PingTick ignored -> pingTick();
            case AuthenticationDue ignored -> leave(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
            case IntroductionDue ignored -> leave(CloseReason.STALE_CONNECTION, "Stale Connection");
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
                if (end instanceof InboundEnd) {
                    begin();
                }
            }
            case LinkEvent.Opened opened -> {
                wire.secured(opened.tls());
                if (end instanceof OutboundEnd) {
                    begin();
                }
            }
            case LinkEvent.Pong ignored -> {
                pings.answered();
                if (end instanceof OutboundEnd) {
                    gateways.tell(new Gateways.Answered(getContext().getSelf()));
                }
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
            case LinkEvent.UnknownAccount u -> tell(teller -> teller.refuse(u.account()));
            case LinkEvent.Pace p -> wire.logInfo(p.logLine());
            case LinkEvent.Ended ignored -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    // ---- the handshake

    private void begin() {
        end.begin();
        wire.session().answersPings(true);
    }

    /** Goes on with what the other server has sent, as far as that can be. */
    private void work() {
        while (applying == 0 && !deciding && !wire.isClosing()) {
            ControlOperation next = todo.poll();
            if (next == null) {
                wire.resume();
                return;
            }
            if (PeerInterest.isInterest(next)) {
                applying = end.interest(next, todo);
            } else {
                perform(next);
            }
        }
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Connect c -> end.connect(c.json());
            case ControlOperation.Info i -> info(i.json());
            case ControlOperation.Ping ignored -> wire.pong();
            case ControlOperation.WithoutConnect ignored ->
                leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            case ControlOperation.ClientError e -> {
                wire.logError("Gateway Error " + e.text());
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

    private void info(byte[] json) {
        wire.traceIn("INFO", json);
        try {
            end.info(InfoJson.decode(json));
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            leave(CloseReason.PARSE_ERROR, null);
        }
    }

    private void registered() {
        deciding = false;
        ServerInfo other = end.remote();
        if (wire.isClosing() || other == null) {
            return;
        }
        end.registered(other);
        wire.follow(other.serverName(), (subject, from, length) -> true, /* isTold= */ false);
        host.accounts().forEach(this::made);
        timers.start(PingTick.INSTANCE, pings.firstDelay());
        work();
    }

    private void made(LinkedAccount account) {
        if (!wire.isClosing() && !deciding) {
            end.made(account);
        }
    }

    private void tell(Consumer<InterestTeller> what) {
        if (end instanceof InboundEnd inbound) {
            InterestTeller teller = inbound.teller();
            if (teller != null) {
                what.accept(teller);
            }
        }
    }

    // ---- what its ends need

    /** On any thread. */
    ActorRef<Command> ref() {
        return reference;
    }

    ActorRef<Gateways.Command> gateways() {
        return gateways;
    }

    LinkHost host() {
        return host;
    }

    LinkWire wire() {
        return wire;
    }

    LinkPings pings() {
        return pings;
    }

    /** What held when the connection was made. */
    GatewaySettings settings() {
        return settings;
    }

    /** What this server says of itself now. */
    ServerInfo currentInfo() {
        return self.settings().info();
    }

    /** The other side is to say in time who it is, or the connection ends. */
    void expectIntroduction() {
        timers.start(IntroductionDue.INSTANCE, settings.introductionLimit());
    }

    void expectConnect() {
        timers.start(AuthenticationDue.INSTANCE, settings.authenticationLimit());
    }

    void connectHasCome() {
        timers.cancel(AuthenticationDue.INSTANCE);
    }

    /** The other side has said who it is; {@link Gateways} decides, and until it has nothing more is looked at. */
    void introduced() {
        timers.cancel(IntroductionDue.INSTANCE);
        deciding = true;
    }

    /** Looks at a password elsewhere; until that is done nothing more is looked at. */
    void judge(ServerConnect said, BooleanSupplier admits) {
        deciding = true;
        ActorRef<Command> me = ref();
        host.slowly().execute(() -> me.tell(new Judged(said, admits.getAsBoolean())));
    }

    /** One slice has taken what the other cluster wants; on any thread. */
    void applied() {
        reference.tell(Applied.INSTANCE);
    }

    /** Ends the connection if another server has the name that the other side gives itself. */
    boolean hasDuplicateName(ServerInfo said) {
        if (!self.isNameTaken(said.serverName())) {
            return false;
        }
        wire.logError("Remote server has a duplicate name: \"" + said.serverName() + "\"");
        leave(CloseReason.DUPLICATE_SERVER_NAME, null);
        return true;
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

    void leave(CloseReason reason, @Nullable String error) {
        if (wire.isClosing()) {
            return;
        }
        ServerInfo other = end.remote();
        if (error == null) {
            wire.close(reason);
        } else {
            wire.closeWithError(reason, error);
        }
        wire.logInfo("Gateway connection closed: " + reason.text()
                + (other == null ? "" : " - Remote: " + other.serverName()));
        depart(reason);
    }

    private void depart(CloseReason reason) {
        if (!gone) {
            gone = true;
            timers.cancelAll();
            end.gone();
            host.ended(LinkKind.GATEWAY, reason, wire.counters());
            gateways.tell(new Gateways.Departed(ref(), end.dialledCluster()));
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
