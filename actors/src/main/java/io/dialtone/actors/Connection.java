package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.Violation;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionEvents;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.ListenerSecurity;
import io.dialtone.streams.ProtocolError;
import io.dialtone.streams.Session;
import io.dialtone.streams.tls.TlsServerContext;
import io.dialtone.streams.tls.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One client connection. Owns its authentication, its subscriptions by sid, its limits, timers and the reason it closes;
 * its stream (run on the same event loop) owns the bytes. Made by the {@link Listener} that accepted it; stops when its
 * stream has ended.
 *
 * <p>Promise: what a client asks takes effect in the order asked. A run of control operations is done here one by one,
 * the subscriptions it changed are in the index before the stream reads on, and answers leave in the order of what they
 * answer.
 */
final class Connection extends AbstractBehavior<Connection.Command> {
    sealed interface Command {}

    /** A run of control operations; the stream waits. */
    record Control(List<ControlOperation> operations) implements Command {}

    /** A shard has made the changes it was sent. */
    enum ShardDone implements Command {
        INSTANCE
    }

    /** The answer of a check of credentials that took its time. */
    record Checked(Gatekeeper.Decision decision) implements Command {}

    /** The answer of a repeated check after a reload. */
    record Rechecked(Gatekeeper.Decision decision) implements Command {}

    /** INFO is to go out, in clear or inside TLS; only where something may come before the client's own traffic. */
    record InfoDue(boolean insideTls) implements Command {}

    /** A proxy says for whom it speaks. */
    record Proxied(InetSocketAddress source) implements Command {}

    /** What had to come before the client's own traffic is done. */
    record Opened(@Nullable TlsSession tls, boolean tlsFirst) implements Command {}

    record Pong() implements Command {}

    record PublishRefused(String logLine) implements Command {}

    record Violated(ProtocolError error) implements Command {}

    record InputEnded(CloseReason reason) implements Command {}

    record TooSlow(CloseReason reason, String logLine) implements Command {}

    record Late(String logLine) implements Command {}

    record Recovered(String logLine) implements Command {}

    record Stalled(String logLine) implements Command {}

    record Exhausted(Subscription subscription) implements Command {}

    record Ended() implements Command {}

    private record PingTick() implements Command {}

    private record AuthenticationDue() implements Command {}

    /** Ends the connection, after an {@code -ERR} if there is a text. */
    record Close(CloseReason reason, @Nullable String error) implements Command {}

    /** The server retires: a client that understands is told. */
    record EnterLameDuck() implements Command {}

    /** The rules have changed: whoever may not be here any more goes, and what may not be subscribed to ends. */
    record Recheck(Gatekeeper gatekeeper) implements Command {}

    /** Monitoring would like to know the round-trip time. */
    enum MeasureRtt implements Command {
        INSTANCE
    }

    /** Asks for the subscriptions, for monitoring. */
    record Describe(ActorRef<List<Subscription>> replyTo) implements Command {}

    private static final byte[] OK = ByteText.bytes("+OK\r\n");
    private static final byte[] PING = ByteText.bytes("PING\r\n");
    private static final byte[] PONG = ByteText.bytes("PONG\r\n");
    private static final byte[] SYSTEM_QUEUE = ByteText.bytes("_sys_");
    private static final Duration FIRST_PING = Duration.ofSeconds(2);
    private static final Duration RTT_MAX_AGE = Duration.ofHours(1);
    private static final UserRights NOBODY_YET = new UserRights(UserIdentity.anybody());
    private static final String PING_TIMER = "ping";
    private static final String AUTHENTICATION_TIMER = "authentication";

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Session session;
    private final TimerScheduler<Command> timers;
    private final SidTable subscriptions = new SidTable();
    private final ConnectMessage connect = new ConnectMessage();

    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>(0);
    private List<SubscriptionShard.Change> changes = new ArrayList<>(0);
    private int shardsAwaited;
    /** Set while a check of credentials is under way; the stream waits for it. */
    private boolean checking;

    private Account account;
    private Gatekeeper gatekeeper;
    /** What the client was asked to sign, or empty. */
    private final String nonce;

    private final ListenerSecurity security;

    private @Nullable UserRights rights;
    private boolean connectReceived;
    private boolean authenticated;
    private boolean greeted;
    private boolean firstPongSent;
    private boolean closing;
    private int pingsOut;
    private long pingSentNanos;
    private long rttTakenNanos;

    /**
     * @param channel accepted; the connection's stream closes it
     * @param loop the index of the event loop this actor runs on
     */
    static Behavior<Command> create(ServerContext server, ConnectionInfoCard card, SocketChannel channel, int loop) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Connection(context, timers, server, card, channel, loop)));
    }

    private Connection(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ServerContext server,
            ConnectionInfoCard card,
            SocketChannel channel,
            int loop) {
        super(context);
        this.server = server;
        this.card = card;
        this.timers = timers;
        this.account = server.accounts().global();
        this.gatekeeper = server.gatekeeper();
        this.nonce = gatekeeper.nonce();
        this.security = server.security();
        this.session = new Session(account.space());
        session.label(card.label());
        session.bind(account.space(), null, account.mapper());
        ConnectionEvents events = new StreamEvents(context.getSelf());
        this.port = new ConnectionPort(
                card.cid(), server.loops().count(), server.options().limits().maxPending(), events);
        card.attach(context.getSelf(), port);
        port.outbox().label(card.label());
        begin();
        server.flow().run(loop, channel, card.peer(), security, session, port, events);
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
            case ShardDone ignored -> {
                if (--shardsAwaited == 0) {
                    work();
                }
            }
            case InfoDue i -> greet(i.insideTls());
            case Proxied p -> card.proxied(p.source());
            case Opened o -> {
                if (o.tls() != null) {
                    card.secured(o.tls(), o.tlsFirst());
                }
                startTimers();
            }
            case Checked c -> checked(c.decision());
            case Pong ignored -> ponged();
            case PublishRefused p -> server.log().error(card.label() + " - " + p.logLine());
            case Violated v -> violated(v.error());
            case InputEnded i -> close(i.reason(), null);
            case TooSlow t -> tooSlow(t);
            case Late l -> {
                server.log().notice(card.label() + " - " + l.logLine());
                server.totals().slowConsumer();
                account.totals().slowConsumer();
            }
            case Recovered r -> server.log().notice(card.label() + " - " + r.logLine());
            case Stalled s -> {
                server.totals().clientStalled();
                server.log().warn(card.label() + " - " + s.logLine());
            }
            case Exhausted e -> exhausted(e.subscription());
            case PingTick ignored -> pingTick();
            case AuthenticationDue ignored -> close(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
            case Close c -> close(c.reason(), c.error());
            case EnterLameDuck ignored -> enterLameDuck();
            case Recheck r -> recheck(r.gatekeeper());
            case Rechecked r -> rechecked(r.decision());
            case MeasureRtt ignored -> measureRtt();
            case Describe d -> d.replyTo().tell(snapshot());
            case Ended ignored -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    // ---- the beginning

    private void begin() {
        server.log().debug(() -> card.label() + " - Client connection created");
        if (gatekeeper.isRequired()) {
            session.awaitingConnect(true);
        } else {
            authenticated = true;
            rightsToOutbox(false);
            joinAccount();
        }
        if (!security.isNeeded()) {
            greet(false);
            startTimers();
        }
    }

    private void greet(boolean insideTls) {
        if (closing) {
            return;
        }
        InfoMessage.Peer peer =
                server.peerInfo(card, gatekeeper.isRequiredInInfo()).withNonce(nonce);
        if (insideTls) {
            peer = peer.withTlsRequired();
        } else if (security.proxyProtocol()) {
            peer = peer.withoutIp();
        }
        sendInfo(peer);
        if (server.connections().size() > server.options().limits().maxConnections()) {
            server.log().error(card.label() + " - maximum connections exceeded");
            close(CloseReason.MAX_CONNECTIONS, "maximum connections exceeded");
        }
    }

    /** The time for credentials runs from when they can be sent: behind TLS where there is TLS. */
    private void startTimers() {
        if (closing) {
            return;
        }
        if (!authenticated && !connectReceived) {
            timers.startSingleTimer(
                    AUTHENTICATION_TIMER,
                    new AuthenticationDue(),
                    server.options().authTimeout());
        }
        armPing(server.options().limits().pingInterval());
    }

    private void sendInfo(InfoMessage.Peer peer) {
        byte[] info = InfoMessage.encode(server.info(), peer);
        trace("->> [" + ByteText.text(info).trim() + "]");
        port.send(info);
    }

    private void joinAccount() {
        greeted = true;
        account.totals().joined();
        card.account(account);
    }

    private void leaveAccount() {
        if (greeted) {
            greeted = false;
            account.totals().left();
            server.connections().settle(card);
        }
    }

    // ---- control operations

    /** Does what is to do until something has to be waited for; with nothing left, lets the stream go on. */
    private void work() {
        while (!closing && !checking && shardsAwaited == 0) {
            ControlOperation next = todo.poll();
            if (next == null) {
                if (!applyChanges()) {
                    port.resume();
                }
                return;
            }
            perform(next);
        }
    }

    /** Sends the collected changes to their shards; returns whether there were any. */
    private boolean applyChanges() {
        if (changes.isEmpty()) {
            return false;
        }
        List<SubscriptionShard.Change> batch = changes;
        changes = new ArrayList<>(0);
        shardsAwaited = account.apply(batch, getContext().getSelf());
        return true;
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Subscribe s -> subscribe(s);
            case ControlOperation.Unsubscribe u -> unsubscribe(u);
            case ControlOperation.Ping ignored -> ping();
            case ControlOperation.Connect c -> connect(c);
            case ControlOperation.WithoutConnect ignored -> withoutConnect();
            case ControlOperation.Info i -> readInfo(i.json());
            case ControlOperation.ClientError e -> {
                server.log().error(card.label() + " - Client error " + e.text());
                close(CloseReason.PARSE_ERROR, null);
            }
        }
    }

    private void ping() {
        trace("->> [PONG]");
        port.send(PONG);
        if (connectReceived && !firstPongSent) {
            firstPongSent = true;
            session.answersPings(true);
            if (connect.protocol >= 1) {
                sendInfo(server.peerInfo(card, gatekeeper.isRequired())
                        .withConnectInfo(account.name(), false, effectiveMaxPayload()));
            }
        }
    }

    private long effectiveMaxPayload() {
        return server.options().limits().maxPayload();
    }

    private void readInfo(byte[] json) {
        try {
            new ConnectMessage().overlay(json);
        } catch (IOException e) {
            close(CloseReason.PROTOCOL_VIOLATION, null);
        }
    }

    // ---- CONNECT

    private void connect(ControlOperation.Connect message) {
        server.log().trace(() -> card.label() + " - <<- [CONNECT " + Redaction.redact(message.json()) + "]");
        timers.cancel(AUTHENTICATION_TIMER);
        boolean repeated = connectReceived;
        try {
            connect.overlay(message.json());
        } catch (IOException e) {
            server.log().error(card.label() + " - " + firstLine(e));
            close(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        connectReceived = true;
        if (repeated) {
            startOver();
        }
        pingSentNanos = System.nanoTime();
        Duration interval = server.options().limits().pingInterval();
        armPing(interval.compareTo(FIRST_PING) < 0 ? interval : FIRST_PING);
        card.client(connect);
        relabel();
        check();
    }

    private static String firstLine(IOException e) {
        String text = String.valueOf(e.getMessage());
        int lf = text.indexOf('\n');
        return lf < 0 ? text : text.substring(0, lf);
    }

    /** A repeated CONNECT begins anew: subscriptions end, and the connection is nobody's until it is checked again. */
    private void startOver() {
        endAllSubscriptions();
        leaveAccount();
        account = server.accounts().global();
        rights = null;
        authenticated = false;
    }

    private void check() {
        Login login = Gatekeeper.login(connect, nonce, CertificateCandidates.of(card.tls()));
        if (gatekeeper.isSlow(login)) {
            checking = true;
            getContext()
                    .pipeToSelf(
                            gatekeeper.checkElsewhere(login),
                            (decision, failure) ->
                                    new Checked(decision != null ? decision : Gatekeeper.Decision.failed(failure)));
        } else {
            decided(gatekeeper.check(login));
        }
    }

    private void checked(Gatekeeper.Decision decision) {
        checking = false;
        if (!closing) {
            decided(decision);
            work();
        }
    }

    private void decided(Gatekeeper.Decision decision) {
        UserRights granted = decision.rights();
        if (!decision.detail().isEmpty()) {
            server.log().debug(() -> card.label() + " - " + decision.detail());
        }
        if (granted == null || !connect.account.isEmpty() || connect.newAccount) {
            server.log().error(card.label() + " - authentication error" + userForLog());
            CloseReason reason = granted == null ? decision.reason() : CloseReason.AUTHENTICATION_FAILURE;
            close(reason, "Authorization Violation");
            return;
        }
        bind(granted);
        if (connect.protocol < 0 || connect.protocol > 1) {
            close(CloseReason.BAD_PROTOCOL_VERSION, "invalid client protocol");
            return;
        }
        boolean headers = connect.headers && server.info().headers();
        if (connect.noResponders && !headers) {
            close(CloseReason.NO_RESPONDERS_REQUIRES_HEADERS, "no responders requires headers support");
            return;
        }
        session.connected(connect.verbose, connect.pedantic, connect.echo, headers, connect.noResponders);
        rightsToOutbox(headers);
        traceMessages(headers);
        acknowledge();
    }

    private String userForLog() {
        return connect.user.isEmpty() ? "" : " - User " + GoQuote.quote(connect.user);
    }

    /** Gives the connection its account and rights. */
    private void bind(UserRights granted) {
        leaveAccount();
        rights = granted;
        account = server.accounts().get(granted.account());
        authenticated = true;
        card.authenticated(granted);
        relabel();
        session.awaitingConnect(false);
        session.bind(account.space(), granted.publishRules(), account.mapper());
        joinAccount();
    }

    private void relabel() {
        session.label(card.label());
        port.outbox().label(card.label());
    }

    private void rightsToOutbox(boolean headers) {
        UserRights r = rights;
        port.outbox().rules((r == null ? NOBODY_YET : r).deliveryRules(headers));
    }

    /** Credentials are owed and something else came: perhaps there is a user for such. */
    private void withoutConnect() {
        timers.cancel(AUTHENTICATION_TIMER);
        UserRights anonymous = gatekeeper.admitsWithoutConnect()
                ? gatekeeper.check(Login.of(Credentials.NONE)).rights()
                : null;
        if (anonymous == null) {
            server.log().error(card.label() + " - authentication error");
            close(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        bind(anonymous);
        rightsToOutbox(false);
    }

    /** Only who sends headers can ask for a trace. */
    private void traceMessages(boolean headers) {
        UserRights r = rights;
        session.tracer(r == null || !headers ? null : new ClientTracer(server, card, port, account, r));
    }

    private void acknowledge() {
        if (session.verbose()) {
            trace("->> [OK]");
            port.send(OK);
        }
    }

    // ---- SUB and UNSUB

    private void subscribe(ControlOperation.Subscribe s) {
        byte[] queue = s.queue();
        if (server.log().isTrace()) {
            trace("<<- [SUB " + ByteText.text(s.subject()) + (queue == null ? "" : " " + ByteText.text(queue)) + " "
                    + ByteText.text(s.sid()) + "]");
        }
        if (!mayBeSubscribed(s, queue)) {
            return;
        }
        if (subscriptions.get(s.sid()) == null) {
            if (!Subjects.isValid(s.subject(), 0, s.subject().length)) {
                error("Invalid Subject");
                return;
            }
            Subscription subscription = new Subscription(s.subject(), queue, s.sid(), port.outbox());
            subscriptions.add(subscription);
            card.subscriptions(subscriptions.size());
            changes.add(new SubscriptionShard.Change(subscription, true));
        }
        acknowledge();
    }

    private boolean mayBeSubscribed(ControlOperation.Subscribe s, byte @Nullable [] queue) {
        UserRights r = rights;
        boolean reserved = queue != null && Arrays.equals(queue, SYSTEM_QUEUE);
        if (reserved || r != null && !r.maySubscribe(s.subject(), queue)) {
            refuse(Violation.subscribe(quoted(s.subject()), quotedOrNull(queue), ByteText.text(s.sid())));
            return false;
        }
        int maxTokens = server.options().limits().maxSubTokens();
        if (maxTokens > 0 && Subjects.tokenCount(s.subject(), 0, s.subject().length) > maxTokens) {
            refuse(Violation.tooManyTokens(quoted(s.subject()), ByteText.text(s.sid())));
            return false;
        }
        int most = server.options().limits().maxSubscriptions();
        if (most > 0 && subscriptions.size() >= most) {
            server.log().error(card.label() + " - maximum subscriptions exceeded");
            error("maximum subscriptions exceeded");
            return false;
        }
        return true;
    }

    private void refuse(Violation violation) {
        error(violation.error());
        server.log().error(card.label() + " - " + violation.log());
    }

    private static String quoted(byte[] text) {
        return GoQuote.quote(text, 0, text.length);
    }

    private static @Nullable String quotedOrNull(byte @Nullable [] text) {
        return text == null ? null : quoted(text);
    }

    private void unsubscribe(ControlOperation.Unsubscribe u) {
        if (server.log().isTrace()) {
            trace("<<- [UNSUB " + ByteText.text(u.sid()) + (u.max() > 0 ? " " + u.max() : "") + "]");
        }
        Subscription subscription = subscriptions.get(u.sid());
        if (subscription != null && (u.max() <= 0 || !subscription.endAfter(u.max()))) {
            end(subscription);
        }
        acknowledge();
    }

    private void end(Subscription subscription) {
        subscriptions.remove(subscription.sid());
        subscription.close();
        card.subscriptions(subscriptions.size());
        changes.add(new SubscriptionShard.Change(subscription, false));
        trace("<-> [DELSUB " + ByteText.text(subscription.sid()) + "]");
    }

    private void exhausted(Subscription subscription) {
        if (subscriptions.get(subscription.sid()) != subscription) {
            return;
        }
        subscriptions.remove(subscription.sid());
        subscription.close();
        card.subscriptions(subscriptions.size());
        account.forget(List.of(subscription));
    }

    private List<Subscription> snapshot() {
        List<Subscription> all = new ArrayList<>(subscriptions.size());
        subscriptions.forEach(all::add);
        return all;
    }

    private void endAllSubscriptions() {
        if (subscriptions.size() > 0) {
            List<Subscription> all = snapshot();
            all.forEach(Subscription::close);
            subscriptions.clear();
            card.subscriptions(0);
            changes.removeIf(SubscriptionShard.Change::add);
            account.forget(all);
        }
    }

    // ---- pings

    private void armPing(Duration base) {
        long millis = base.toMillis();
        if (millis > 0) {
            long spread = connectReceived ? ThreadLocalRandom.current().nextLong(millis / 5 + 1) : 0;
            timers.startSingleTimer(PING_TIMER, new PingTick(), Duration.ofMillis(millis + spread));
        }
    }

    private void pingTick() {
        if (closing) {
            return;
        }
        server.log().debug(() -> card.label() + " - Client Ping Timer");
        Duration interval = server.options().limits().pingInterval();
        boolean rttFresh = card.hasRtt() && System.nanoTime() - rttTakenNanos < RTT_MAX_AGE.toNanos();
        long quiet = System.currentTimeMillis() - port.counters().lastActivityMillis();
        if (rttFresh && quiet < interval.toMillis()) {
            server.log().debug(() -> card.label() + " - Delaying PING due to client activity: " + quiet + "ms ago");
        } else if (pingsOut + 1 > server.options().limits().pingMax()) {
            server.log().debug(() -> card.label() + " - Stale Client Connection - Closing");
            server.totals().staleConnection();
            close(CloseReason.STALE_CONNECTION, "Stale Connection");
            return;
        } else {
            sendPing();
        }
        armPlainPing(interval);
    }

    private void armPlainPing(Duration interval) {
        timers.startSingleTimer(PING_TIMER, new PingTick(), interval);
    }

    private void sendPing() {
        pingsOut++;
        pingSentNanos = System.nanoTime();
        trace("->> [PING]");
        port.send(PING);
    }

    /**
     * A PING ahead of its time where none has been answered yet. Not for clients that do not say what they are, nor while a
     * library may still be waiting for the PONG that ends its CONNECT and would take this for it.
     */
    private void measureRtt() {
        boolean settledIn =
                firstPongSent || Duration.between(card.start(), Instant.now()).compareTo(FIRST_PING) > 0;
        if (!closing
                && connectReceived
                && settledIn
                && pingsOut == 0
                && !card.hasRtt()
                && !card.lang().isEmpty()) {
            sendPing();
        }
    }

    private void ponged() {
        pingsOut = 0;
        rttTakenNanos = System.nanoTime();
        card.rtt(Duration.ofNanos(rttTakenNanos - pingSentNanos));
    }

    // ---- changes of the rules

    private void enterLameDuck() {
        if (connect.protocol >= 1 && firstPongSent && !closing) {
            sendInfo(server.peerInfo(card, gatekeeper.isRequiredInInfo()).withLameDuck());
        }
    }

    private void recheck(Gatekeeper fresh) {
        gatekeeper = fresh;
        TlsSession tls = card.tls();
        TlsServerContext now = server.security().tls();
        if (!closing && tls != null && now != null && !now.admits(tls)) {
            server.log().error(card.label() + " - TLS handshake error: certificate not pinned");
            close(CloseReason.TLS_HANDSHAKE_FAILURE, null);
        }
        if (closing || !authenticated) {
            return;
        }
        Login login = connectReceived
                ? Gatekeeper.login(connect, nonce, CertificateCandidates.of(card.tls()))
                : Login.of(Credentials.NONE);
        if (fresh.isSlow(login)) {
            getContext()
                    .pipeToSelf(
                            fresh.checkElsewhere(login),
                            (decision, failure) ->
                                    new Rechecked(decision != null ? decision : Gatekeeper.Decision.failed(failure)));
        } else {
            rechecked(fresh.check(login));
        }
    }

    private void rechecked(Gatekeeper.Decision decision) {
        UserRights now = decision.rights();
        if (closing) {
            return;
        }
        if (now == null) {
            // Somebody whose name is gone hears nothing, as from nats-server; who shows a wrong secret now does.
            boolean gone = rights != null && !gatekeeper.knows(rights.user());
            close(decision.reason(), gone ? null : "Authorization Violation");
        } else if (!now.account().equals(account.name())) {
            close(CloseReason.CLIENT_CLOSED, null);
        } else {
            rights = now;
            card.authenticated(now);
            relabel();
            session.bind(account.space(), now.publishRules(), account.mapper());
            rightsToOutbox(session.headers());
            traceMessages(session.headers());
            dropForbidden(now);
        }
    }

    private void dropForbidden(UserRights now) {
        List<Subscription> gone = new ArrayList<>();
        subscriptions.forEach(s -> {
            if (!now.maySubscribe(s.subject(), s.queue())) {
                gone.add(s);
            }
        });
        for (Subscription s : gone) {
            subscriptions.remove(s.sid());
            s.close();
            Violation violation = Violation.revoked(
                    quoted(s.subject()),
                    quotedOrNull(s.queue()),
                    quoted(s.sid()),
                    now.user().who(GoQuote::quote));
            error(violation.error());
            server.log().notice(violation.log());
        }
        card.subscriptions(subscriptions.size());
        account.forget(gone);
    }

    // ---- the end

    private void error(String text) {
        trace("->> [-ERR " + text + "]");
        port.sendError(text);
    }

    private void trace(String what) {
        if (server.log().isTrace()) {
            server.log().trace(() -> card.label() + " - " + what);
        }
    }

    private void violated(ProtocolError error) {
        server.log().error(card.label() + " - " + error.log());
        close(error.reason(), error.text());
    }

    private void tooSlow(TooSlow slow) {
        if (!closing) {
            server.log().notice(card.label() + " - " + slow.logLine());
            server.totals().slowConsumer();
            account.totals().slowConsumer();
            close(slow.reason(), null);
        }
    }

    private void close(CloseReason reason, @Nullable String error) {
        if (closing) {
            return;
        }
        closing = true;
        if (error != null) {
            error(error);
        }
        server.log().debug(() -> card.label() + " - Client connection closed: " + reason.text());
        card.closed(reason, server.wantsClosedSubscriptions() ? snapshot() : List.of());
        unregister();
        port.close(reason);
    }

    private void unregister() {
        timers.cancelAll();
        endAllSubscriptions();
        leaveAccount();
        server.connections().remove(card);
    }

    private Behavior<Command> stopped() {
        if (!closing) {
            closing = true;
            card.closed(CloseReason.CLIENT_CLOSED, List.of());
            unregister();
        }
        // What was written after the end was decided on.
        server.connections().settle(card);
        return Behaviors.same();
    }
}
