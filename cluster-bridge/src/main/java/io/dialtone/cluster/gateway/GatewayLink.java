package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkAccess;
import io.dialtone.cluster.link.LinkEvent;
import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ConnectRefusals;
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
import io.dialtone.streams.TransportSecurity;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
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
    private record AllAnnounced(String account) implements Command {}

    /** There is an account that was not there before. */
    record AccountMade(LinkedAccount account) implements Command {}

    /** Says an INFO. */
    record Say(ServerInfo info) implements Command {}

    /** What the other cluster wants has come into effect in one slice. */
    private enum Applied implements Command {
        INSTANCE
    }

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

    private final LinkHost host;
    private final ActorRef<Gateways.Command> gateways;
    private final GatewaySelf self;
    private final GatewaySettings settings;
    private final TimerScheduler<Command> timers;
    private final LinkWire wire;
    private final LinkPings pings;
    private final @Nullable Dialled dialled;
    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>();

    private @Nullable ServerConnect connect;
    private @Nullable ServerInfo remote;
    /** Outbound, from the other side's INFO on. */
    private @Nullable PeerInterest wanted;
    /** Inbound, once it is registered. */
    private @Nullable InterestTeller teller;
    /** Waits for {@link Gateways}, or for a password to be looked at, so nothing that comes is. */
    private boolean deciding;

    private int applying;
    private boolean gone;

    static Behavior<Command> create(
            LinkHost host, ActorRef<Gateways.Command> gateways, GatewaySelf self, Origin origin, int loop) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new GatewayLink(context, timers, host, gateways, self, origin, loop)));
    }

    private GatewayLink(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
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
        this.timers = timers;
        this.dialled = origin.dialled();
        ActorRef<Command> me = context.getSelf();
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
            case Announce a -> {
                if (teller != null) {
                    teller.announce(a.account(), a.changes());
                }
            }
            case AllAnnounced a -> {
                if (teller != null) {
                    teller.complete(a.account());
                }
            }
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
                if (!wire.isClosing()) {
                    judged(j.connect(), j.admitted());
                    work();
                }
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
                if (dialled == null) {
                    begin();
                }
            }
            case LinkEvent.Opened opened -> {
                wire.secured(opened.tls());
                if (dialled != null) {
                    begin();
                }
            }
            case LinkEvent.Pong ignored -> {
                pings.answered();
                if (dialled != null) {
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
            case LinkEvent.UnknownAccount u -> {
                if (teller != null) {
                    teller.refuse(u.account());
                }
            }
            case LinkEvent.Pace p -> wire.logInfo(p.logLine());
            case LinkEvent.Ended ignored -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    // ---- the handshake

    /** Whoever accepts speaks first. */
    private void begin() {
        if (dialled != null) {
            wire.session().awaitingConnect(false);
            timers.startSingleTimer(IntroductionDue.INSTANCE, settings.introductionLimit());
        } else {
            wire.session().awaitingConnect(true);
            wire.info(self.settings().info(), InfoEnding.BARE);
            timers.startSingleTimer(AuthenticationDue.INSTANCE, settings.authenticationLimit());
        }
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
                interest(next);
            } else {
                perform(next);
            }
        }
    }

    private void interest(ControlOperation next) {
        PeerInterest of = wanted;
        if (of != null) {
            ActorRef<Command> me = getContext().getSelf();
            applying = of.takeRun(next, todo, () -> me.tell(Applied.INSTANCE));
        } else if (dialled == null) {
            boolean add = next instanceof ControlOperation.Interest one && one.add();
            wire.logError("Received RS" + (add ? "+" : "-") + " from gateway on inbound connection");
            leave(CloseReason.PROTOCOL_VIOLATION, null);
        }
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Connect c -> connect(c.json());
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

    private void connect(byte[] json) {
        wire.traceIn("CONNECT", json);
        timers.cancel(AuthenticationDue.INSTANCE);
        ServerConnect said;
        try {
            said = ServerConnect.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            leave(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        String refusal = ConnectRefusals.ofGateway(said, settings.name(), settings.knows(said.gateway()));
        if (refusal != null) {
            wire.logError(
                    said.gateway().isEmpty()
                            ? refusal
                            : "Rejecting connection from gateway \"" + said.gateway() + "\"");
            leave(said.gateway().isEmpty() ? CloseReason.WRONG_PORT : CloseReason.WRONG_GATEWAY, refusal);
            return;
        }
        LinkAccess access = settings.access();
        if (!access.isCostly()) {
            judged(said, access.admits(said, wire.tls()));
            return;
        }
        deciding = true;
        ActorRef<Command> me = getContext().getSelf();
        host.slowly().execute(() -> me.tell(new Judged(said, access.admits(said, wire.tls()))));
    }

    private void judged(ServerConnect said, boolean admitted) {
        if (admitted) {
            connect = said;
            wire.session().awaitingConnect(false);
        } else {
            wire.logError("authentication error - User \"" + said.user() + "\"");
            leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
        }
    }

    private void info(byte[] json) {
        wire.traceIn("INFO", json);
        ServerInfo said;
        try {
            said = InfoJson.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            leave(CloseReason.PARSE_ERROR, null);
            return;
        }
        if (dialled != null) {
            infoOfDialled(dialled, said);
        } else if (remote == null) {
            infoOfInbound(said);
        }
    }

    private void infoOfInbound(ServerInfo said) {
        ServerConnect before = connect;
        if (before == null) {
            leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        if (hasDuplicateName(said)) {
            return;
        }
        remote = said;
        teller = new InterestTeller(wire, settings.name(), before.gateway());
        deciding = true;
        gateways.tell(new Gateways.RegisterInbound(
                getContext().getSelf(), before.gateway(), new InboundPeer(wire, pings, said, teller)));
    }

    private boolean hasDuplicateName(ServerInfo said) {
        if (!self.isNameTaken(said.serverName())) {
            return false;
        }
        wire.logError("Remote server has a duplicate name: \"" + said.serverName() + "\"");
        leave(CloseReason.DUPLICATE_SERVER_NAME, null);
        return true;
    }

    private void infoOfDialled(Dialled to, ServerInfo said) {
        if (said.gateway().isEmpty()) {
            String error = "Attempt to connect to gateway \"" + to.name() + "\" using wrong port";
            wire.logError(error);
            leave(CloseReason.WRONG_PORT, error);
            return;
        }
        GatewayNews news = GatewayNews.read(said);
        if (remote != null && news instanceof GatewayNews.Cluster other) {
            if (!other.name().equals(to.name())) {
                gateways.tell(new Gateways.Told(other.name(), other.urls()));
            }
            return;
        }
        if (!said.gateway().equals(to.name())) {
            wire.logError("Failing connection to gateway \"" + to.name() + "\", remote gateway name is \""
                    + said.gateway() + "\"");
            leave(
                    CloseReason.WRONG_GATEWAY,
                    "Connection from \"" + settings.name() + "\" rejected, wanted to connect to \"" + to.name()
                            + "\", this is \"" + said.gateway() + "\"");
            return;
        }
        if (remote == null) {
            introduced(to, said);
        } else {
            told(news);
        }
    }

    private void introduced(Dialled to, ServerInfo said) {
        if (hasDuplicateName(said)) {
            return;
        }
        timers.cancel(IntroductionDue.INSTANCE);
        remote = said;
        boolean tls = to.security().isNeeded();
        wire.send("CONNECT", settings.connect(to.url(), tls, host.serverId()).encode());
        wire.info(self.settings().info(), InfoEnding.BARE);
        wire.debug("Gateway connect protocol sent to \"" + to.name() + "\"");
        OutboundPeer peer = new OutboundPeer(to.name(), wire, pings, said);
        wanted = new PeerInterest(host, peer);
        deciding = true;
        gateways.tell(new Gateways.RegisterOutbound(getContext().getSelf(), peer));
    }

    private void told(GatewayNews news) {
        PeerInterest of = wanted;
        switch (news) {
            case GatewayNews.Introduction again -> {
                if (!hasDuplicateName(again.info())) {
                    gateways.tell(new Gateways.Moved(getContext().getSelf(), again.info()));
                }
            }
            case GatewayNews.InterestBegins begins when of != null -> of.begins(begins.account());
            case GatewayNews.InterestComplete complete when of != null -> of.complete(complete.account());
            case GatewayNews.InterestBegins ignored -> {}
            case GatewayNews.InterestComplete ignored -> {}
            case GatewayNews.Violation violation -> {
                wire.logError(violation.error());
                leave(CloseReason.PROTOCOL_VIOLATION, violation.error());
            }
            case GatewayNews.Unknown unknown ->
                wire.logWarning("Received unknown command " + unknown.command() + " from gateway");
            case GatewayNews.Cluster ignored -> {}
        }
    }

    private void registered() {
        deciding = false;
        ServerInfo other = remote;
        if (wire.isClosing() || other == null) {
            return;
        }
        if (dialled != null) {
            wire.logInfo(
                    "Outbound gateway connection to \"" + dialled.name() + "\" (" + other.serverId() + ") registered");
        } else {
            ServerConnect said = connect;
            wire.logInfo("Inbound gateway connection from \"" + (said == null ? "" : said.gateway()) + "\" ("
                    + other.serverId() + ") registered");
        }
        wire.follow(other.serverName(), (subject, from, length) -> true, /* isTold= */ false);
        host.accounts().forEach(this::made);
        timers.startSingleTimer(PingTick.INSTANCE, pings.firstDelay());
        work();
    }

    /** On an inbound gateway all is told of the account; on an outbound one what was said of it before takes effect. */
    private void made(LinkedAccount account) {
        if (wire.isClosing() || deciding) {
            return;
        }
        InterestTeller telling = teller;
        if (telling != null) {
            ActorRef<Command> me = getContext().getSelf();
            telling.begin(
                    account, (id, changes) -> me.tell(new Announce(id, changes)), id -> me.tell(new AllAnnounced(id)));
        }
        if (wanted != null) {
            wanted.made(account);
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
        timers.startSingleTimer(PingTick.INSTANCE, pings.interval());
    }

    private void leave(CloseReason reason, @Nullable String error) {
        if (wire.isClosing()) {
            return;
        }
        ServerInfo other = remote;
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
            if (wanted != null) {
                wanted.forgetAll();
            }
            host.ended(LinkKind.GATEWAY, reason, wire.counters());
            gateways.tell(new Gateways.Departed(getContext().getSelf(), dialled == null ? null : dialled.name()));
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
