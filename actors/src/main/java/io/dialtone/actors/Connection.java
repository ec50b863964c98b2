package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionEvents;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.ProtocolError;
import io.dialtone.streams.Session;
import io.dialtone.streams.tls.TlsServerContext;
import io.dialtone.streams.tls.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client connection. Owns its login, its subscriptions by sid, its limits, timers and the reason it closes;
 * its stream (run on the same event loop) owns the bytes. Made by the {@link Listener} that accepted it; stops when its
 * stream has ended.
 *
 * <p>Promise: what a client asks takes effect in the order asked. A run of control operations is done here one by one,
 * the subscriptions it changed are in the index before the stream reads on, and answers leave in the order of what they
 * answer.
 */
final class Connection extends AbstractBehavior<Connection.Command> {
    sealed interface Command permits Own, SubscriptionShard.Done {}

    /** Those that are declared here. */
    sealed interface Own extends Command {}

    /** A run of control operations; the stream waits. */
    record Control(List<ControlOperation> operations) implements Own {}

    /** The account's imports have changed. */
    enum ImportsChanged implements Own {
        INSTANCE
    }

    /** The answer of a check of credentials that took its time. */
    record Checked(Gatekeeper.Decision decision) implements Own {}

    /** What an authorization service decided. */
    record CalledOut(Gatekeeper.Decision decision) implements Own {}

    /** The answer of a repeated check after a reload. */
    record Rechecked(Gatekeeper.Decision decision) implements Own {}

    /** What an authorization service says now. */
    record AskedAgain(Gatekeeper.Decision decision) implements Own {}

    /** INFO is to go out, in clear or inside TLS; only where something may come before the client's own traffic. */
    record InfoDue(boolean insideTls) implements Own {}

    /** A proxy says for whom it speaks. */
    record Proxied(InetSocketAddress source) implements Own {}

    /** What had to come before the client's own traffic is done. */
    record Opened(@Nullable TlsSession tls, boolean tlsFirst) implements Own {}

    record PublishRefused(String logLine) implements Own {}

    record Violated(ProtocolError error) implements Own {}

    record InputEnded(CloseReason reason) implements Own {}

    record TooSlow(CloseReason reason, String logLine) implements Own {}

    record Late(String logLine) implements Own {}

    record Recovered(String logLine) implements Own {}

    record Stalled(String logLine) implements Own {}

    record Exhausted(Subscription subscription) implements Own {}

    record Ended() implements Own {}

    /** The client leaves PINGs unanswered. */
    private enum Stale implements Own {
        INSTANCE
    }

    private enum AuthenticationDue implements Own {
        INSTANCE
    }

    private record TimerDue(LoopTimers.Due<Command> due) implements Own {}

    /** Ends the connection, after an {@code -ERR} if there is a text. */
    record Close(CloseReason reason, @Nullable String error) implements Own {}

    /** Other servers have come or gone: a client that understands is told. */
    record ServersChanged() implements Own {}

    /** The server retires: a client that understands is told. */
    record EnterLameDuck() implements Own {}

    /** The rules may have changed: whoever may not be here any more goes, and what may not be subscribed to ends. */
    record Recheck(Gatekeeper gatekeeper) implements Own {}

    /** The claims of its account are others now. */
    record AccountChanged(AccountDefinition account) implements Own {}

    /** What let it in is over. */
    enum UserExpired implements Own {
        INSTANCE
    }

    /** Asks for the subscriptions, for monitoring. */
    record Describe(ActorRef<List<Subscription>> replyTo) implements Own {}

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Session session;
    private final LoopTimers<Command> timers;
    private final ConnectionVoice voice;
    private final ConnectionPings pings;
    private final ConnectionSubscriptions subscriptions;
    private final ConnectionIdentity identity;
    private final ConnectionLogin login;
    private final ConnectionInfos infos;
    private final ClientSocket socket;

    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>(0);
    private int shardsAwaited;

    private boolean closing;

    /**
     * @param loop the index of the event loop this actor runs on
     */
    static Behavior<Command> create(ServerContext server, ConnectionInfoCard card, ClientSocket socket, int loop) {
        return Behaviors.setup(context -> new Connection(context, server, card, socket, loop));
    }

    private Connection(
            ActorContext<Command> context,
            ServerContext server,
            ConnectionInfoCard card,
            ClientSocket socket,
            int loop) {
        super(context);
        this.server = server;
        this.card = card;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        Account account = server.accounts().global();
        this.socket = socket;
        this.session = new Session(account.space());
        session.label(card.label());
        session.bind(account.space(), null, account.mapper());
        ActorRef<Command> self = context.getSelf();
        ConnectionEvents events = new StreamEvents(self, this::answered);
        this.port = new ConnectionPort(
                card.cid(), server.loops().count(), server.options().limits().maxPending(), events);
        this.voice = new ConnectionVoice(server, card, port, session);
        this.pings = new ConnectionPings(server, card, port, voice, () -> self.tell(Stale.INSTANCE));
        this.subscriptions = new ConnectionSubscriptions(server, card, port, voice, account);
        ConnectionEnd end = new End();
        this.identity = new ConnectionIdentity(server, card, port, session, voice, subscriptions, timers, end);
        this.login = new ConnectionLogin(context, server, card, voice, session, identity, end);
        this.infos = new ConnectionInfos(voice, session, login, end);
        session.owner(card);
        card.attach(context.getSelf(), port);
        port.outbox().label(card.label());
        begin();
        SocketChannel channel = socket.channel();
        InProcessClient inside = card.origin().inside();
        if (inside != null) {
            server.flow().run(loop, inside.peer(), session, port, events);
        } else if (channel != null) {
            server.flow().run(loop, channel, card.peer(), socket.security(), session, port, events, socket.webSocket());
        }
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
            case Control c -> {
                todo.addAll(c.operations());
                work();
            }
            case SubscriptionShard.Done ignored -> {
                if (--shardsAwaited == 0) {
                    work();
                }
            }
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case ImportsChanged ignored -> importsChanged();
            case InfoDue i -> greet(i.insideTls());
            case Proxied p -> card.proxied(p.source());
            case Opened o -> {
                if (o.tls() != null) {
                    card.secured(o.tls(), o.tlsFirst());
                }
                startTimers();
            }
            case Checked c -> {
                login.checked(c.decision());
                work();
            }
            case CalledOut c -> {
                login.calledOut(c.decision());
                work();
            }
            case PublishRefused p -> voice.logError(p.logLine());
            case Violated v -> violated(v.error());
            case InputEnded i -> close(i.reason(), null);
            case TooSlow t -> tooSlow(t);
            case Late l -> {
                voice.logNotice(l.logLine());
                server.totals().slowConsumer();
                identity.account().totals().slowConsumer();
            }
            case Recovered r -> voice.logNotice(r.logLine());
            case Stalled s -> {
                server.totals().clientStalled();
                voice.logWarning(s.logLine());
            }
            case Exhausted e -> subscriptions.exhausted(e.subscription());
            case Stale ignored -> close(CloseReason.STALE_CONNECTION, "Stale Connection");
            case AuthenticationDue ignored -> close(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
            case Close c -> close(c.reason(), c.error());
            case ServersChanged ignored -> infos.serversChanged();
            case EnterLameDuck ignored -> infos.enterLameDuck();
            case Recheck r -> recheck(r.gatekeeper());
            case Rechecked r -> login.rechecked(r.decision());
            case AskedAgain a -> login.askedAgain(a.decision());
            case AccountChanged a -> identity.accountChanged(a.account());
            case UserExpired ignored -> close(CloseReason.AUTHENTICATION_EXPIRED, "User Authentication Expired");
            case Describe d -> d.replyTo().tell(subscriptions.snapshot());
            case Ended ignored -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    // ---- the beginning

    private void begin() {
        voice.debug("Client connection created");
        login.begin();
        TlsSession tls = socket.tls();
        if (tls != null) {
            card.secured(tls, false);
        }
        if (!socket.opens()) {
            greet(false);
            startTimers();
        }
    }

    private void greet(boolean insideTls) {
        if (closing) {
            return;
        }
        infos.greet(insideTls, !socket.proxied());
        if (server.connections().size() > server.options().limits().maxConnections()) {
            voice.logError("maximum connections exceeded");
            close(CloseReason.MAX_CONNECTIONS, "maximum connections exceeded");
        }
    }

    /** The time for credentials runs from when they can be sent: behind TLS where there is TLS. */
    private void startTimers() {
        if (closing) {
            return;
        }
        if (!identity.isAuthenticated() && !login.isConnectReceived()) {
            timers.start(AuthenticationDue.INSTANCE, card.origin().authTimeout(server.options()));
        }
        pings.start();
    }

    // ---- control operations

    /** Does what is to do until something has to be waited for; with nothing left, lets the stream go on. */
    private void work() {
        while (!closing && !login.isChecking() && shardsAwaited == 0) {
            ControlOperation next = todo.poll();
            if (next == null) {
                shardsAwaited = subscriptions.apply(getContext().getSelf());
                if (shardsAwaited == 0) {
                    port.resume();
                }
                return;
            }
            perform(next);
        }
    }

    /** What the imports bring is there when whoever changed them hears that all is done. */
    private void importsChanged() {
        if (!closing) {
            subscriptions.rebuildShadows();
            if (shardsAwaited == 0 && !login.isChecking() && todo.isEmpty()) {
                subscriptions.apply(getContext().getSystem().ignoreRef());
            }
        }
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Subscribe s -> subscriptions.subscribe(s);
            case ControlOperation.Unsubscribe u -> subscriptions.unsubscribe(u);
            case ControlOperation.Ping ignored -> infos.pong();
            case ControlOperation.Connect c -> connect(c);
            case ControlOperation.WithoutConnect ignored -> {
                timers.cancel(AuthenticationDue.INSTANCE);
                login.withoutConnect();
            }
            case ControlOperation.Info i -> readInfo(i.json());
            // Only servers say these, and no reader of a client's connection finds them.
            case ControlOperation.Interest ignored -> {}
            case ControlOperation.AccountInterest ignored -> {}
            case ControlOperation.ClientError e -> {
                voice.logError("Client error " + e.text());
                close(CloseReason.PARSE_ERROR, null);
            }
        }
    }

    private void readInfo(byte[] json) {
        try {
            new ConnectMessage().overlay(json);
        } catch (IOException e) {
            close(card.origin().malformed(), null);
        }
    }

    // ---- CONNECT

    private void connect(ControlOperation.Connect message) {
        server.log().trace(() -> card.label() + " - <<- [CONNECT " + Redaction.redact(message.json()) + "]");
        timers.cancel(AuthenticationDue.INSTANCE);
        if (login.read(message.json())) {
            pings.connected();
            card.answeredInfo();
            card.client(login.connect());
            identity.relabel();
            login.check();
        }
    }

    private void answered() {
        pings.answered();
    }

    // ---- changes of the rules

    private void recheck(Gatekeeper fresh) {
        TlsSession tls = card.tls();
        TlsServerContext now = server.security(card.origin()).tls();
        if (!closing && tls != null && now != null && !now.admits(tls)) {
            voice.logError("TLS handshake error: certificate not pinned");
            close(CloseReason.TLS_HANDSHAKE_FAILURE, null);
        }
        login.recheck(fresh);
    }

    // ---- the end

    /** For the parts. */
    private final class End implements ConnectionEnd {
        @Override
        public void close(CloseReason reason, @Nullable String error) {
            Connection.this.close(reason, error);
        }

        @Override
        public boolean isDecided() {
            return closing;
        }
    }

    private void violated(ProtocolError error) {
        if (card.origin().isWebSocket() && error.reason() == CloseReason.PROTOCOL_VIOLATION) {
            voice.logError("read error: " + error.log());
            close(card.origin().malformed(), null);
            return;
        }
        voice.logError(error.log());
        close(error.reason(), error.text());
    }

    private void tooSlow(TooSlow slow) {
        if (!closing) {
            voice.logNotice(slow.logLine());
            server.totals().slowConsumer();
            identity.account().totals().slowConsumer();
            close(slow.reason(), null);
        }
    }

    private void close(CloseReason reason, @Nullable String error) {
        if (closing) {
            return;
        }
        closing = true;
        if (error != null) {
            voice.error(error);
        }
        voice.debug("Client connection closed: " + reason.text());
        card.closed(reason, server.wantsClosedSubscriptions() ? subscriptions.snapshot() : List.of());
        unregister();
        identity.sayDisconnected(reason);
        port.close(reason);
    }

    private void unregister() {
        timers.cancelAll();
        pings.stop();
        subscriptions.endAll();
        identity.leaveAccount();
        server.connections().remove(card);
    }

    private Behavior<Command> stopped() {
        if (!closing) {
            closing = true;
            // Where this actor has failed, its stream is still there, and must not keep a client waiting for nobody.
            port.close(CloseReason.CLIENT_CLOSED);
            card.closed(CloseReason.CLIENT_CLOSED, List.of());
            unregister();
            identity.sayDisconnected(CloseReason.CLIENT_CLOSED);
        }
        // What was written after the end was decided on.
        server.connections().settle(card);
        return Behaviors.same();
    }
}
