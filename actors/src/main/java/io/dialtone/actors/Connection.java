package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.callout.CalloutService;
import io.dialtone.accounts.operator.Standing;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.actors.system.RefusalNotice;
import io.dialtone.conf.AccountLimits;
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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

    record Pong() implements Own {}

    record PublishRefused(String logLine) implements Own {}

    record Violated(ProtocolError error) implements Own {}

    record InputEnded(CloseReason reason) implements Own {}

    record TooSlow(CloseReason reason, String logLine) implements Own {}

    record Late(String logLine) implements Own {}

    record Recovered(String logLine) implements Own {}

    record Stalled(String logLine) implements Own {}

    record Exhausted(Subscription subscription) implements Own {}

    record Ended() implements Own {}

    /** It is time to see whether the client is there. */
    enum PingTick implements Own {
        INSTANCE
    }

    private record AuthenticationDue() implements Own {}

    /** Ends the connection, after an {@code -ERR} if there is a text. */
    record Close(CloseReason reason, @Nullable String error) implements Own {}

    /** The server retires: a client that understands is told. */
    record EnterLameDuck() implements Own {}

    /** The rules may have changed: whoever may not be here any more goes, and what may not be subscribed to ends. */
    record Recheck(Gatekeeper gatekeeper) implements Own {}

    /** The claims of its account are others now. */
    record AccountChanged(AccountDefinition account) implements Own {}

    /** What let it in is over. */
    private enum UserExpired implements Own {
        INSTANCE
    }

    /** Asks for the subscriptions, for monitoring. */
    record Describe(ActorRef<List<Subscription>> replyTo) implements Own {}

    private static final UserRights NOBODY_YET = new UserRights(UserIdentity.anybody());
    private static final String AUTHENTICATION_TIMER = "authentication";
    private static final String EXPIRY_TIMER = "expiry";

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Session session;
    private final TimerScheduler<Command> timers;
    private final ConnectionVoice voice;
    private final ConnectionPings pings;
    private final ConnectionSubscriptions subscriptions;
    private final ConnectMessage connect = new ConnectMessage();

    private final ArrayDeque<ControlOperation> todo = new ArrayDeque<>(0);
    private int shardsAwaited;
    /** Set while a check of credentials is under way; the stream waits for it. */
    private boolean checking;

    private Account account;
    private Gatekeeper gatekeeper;
    /** What the client was asked to sign, or empty. */
    private final String nonce;

    private final ListenerSecurity security;

    private @Nullable UserRights rights;
    /** Whether an authorization service decides about this client. */
    private boolean vouched;
    /** What the server itself made of a client whom an authorization service is asked about. */
    private @Nullable UserRights own;
    /** What is said of its refusal elsewhere than in its own account. */
    private @Nullable RefusalNotice notice;

    private boolean connectReceived;
    private boolean authenticated;
    private boolean greeted;
    private boolean firstPongSent;
    private boolean closing;

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
        this.voice = new ConnectionVoice(server, card, port, session);
        this.pings = new ConnectionPings(server, card, port, voice, timers);
        this.subscriptions = new ConnectionSubscriptions(server, card, port, voice, account);
        session.owner(card);
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
            case SubscriptionShard.Done ignored -> {
                if (--shardsAwaited == 0) {
                    work();
                }
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
            case Checked c -> checked(c.decision());
            case CalledOut c -> calledOut(c.decision());
            case Pong ignored -> pings.answered();
            case PublishRefused p -> voice.logError(p.logLine());
            case Violated v -> violated(v.error());
            case InputEnded i -> close(i.reason(), null);
            case TooSlow t -> tooSlow(t);
            case Late l -> {
                voice.logNotice(l.logLine());
                server.totals().slowConsumer();
                account.totals().slowConsumer();
            }
            case Recovered r -> voice.logNotice(r.logLine());
            case Stalled s -> {
                server.totals().clientStalled();
                voice.logWarning(s.logLine());
            }
            case Exhausted e -> subscriptions.exhausted(e.subscription());
            case PingTick ignored -> pingTick();
            case AuthenticationDue ignored -> close(CloseReason.AUTHENTICATION_TIMEOUT, "Authentication Timeout");
            case Close c -> close(c.reason(), c.error());
            case EnterLameDuck ignored -> enterLameDuck();
            case Recheck r -> recheck(r.gatekeeper());
            case Rechecked r -> rechecked(r.decision());
            case AskedAgain a -> inForce(server.callout().guarded(a.decision()));
            case AccountChanged a -> accountChanged(a.account());
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
        voice.info(peer);
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
        if (!authenticated && !connectReceived) {
            timers.startSingleTimer(
                    AUTHENTICATION_TIMER,
                    new AuthenticationDue(),
                    server.options().authTimeout());
        }
        pings.start();
    }

    private boolean joinAccount() {
        card.account(account);
        greeted = account.totals().join(account.definition().limits().maxConnections());
        if (greeted) {
            server.news().accountChanged(account.name(), account.totals().connections());
        }
        return greeted;
    }

    private void leaveAccount() {
        if (greeted) {
            greeted = false;
            account.totals().left();
            server.connections().settle(card);
            server.news().accountChanged(account.name(), account.totals().connections());
        }
    }

    // ---- control operations

    /** Does what is to do until something has to be waited for; with nothing left, lets the stream go on. */
    private void work() {
        while (!closing && !checking && shardsAwaited == 0) {
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
            if (shardsAwaited == 0 && !checking && todo.isEmpty()) {
                subscriptions.apply(getContext().getSystem().ignoreRef());
            }
        }
    }

    private void perform(ControlOperation operation) {
        switch (operation) {
            case ControlOperation.Subscribe s -> subscriptions.subscribe(s);
            case ControlOperation.Unsubscribe u -> subscriptions.unsubscribe(u);
            case ControlOperation.Ping ignored -> ping();
            case ControlOperation.Connect c -> connect(c);
            case ControlOperation.WithoutConnect ignored -> withoutConnect();
            case ControlOperation.Info i -> readInfo(i.json());
            case ControlOperation.ClientError e -> {
                voice.logError("Client error " + e.text());
                close(CloseReason.PARSE_ERROR, null);
            }
        }
    }

    private void ping() {
        voice.pong();
        if (connectReceived && !firstPongSent) {
            firstPongSent = true;
            session.answersPings(true);
            if (connect.protocol >= 1) {
                voice.info(server.peerInfo(card, gatekeeper.isRequired())
                        .withConnectInfo(account.name(), isOfSystem(), effectiveMaxPayload()));
            }
        }
    }

    private boolean isOfSystem() {
        SystemAccount system = server.system();
        return system != null && system.name().equals(account.name());
    }

    /** The least of what the server, the account and the user allow. */
    private long effectiveMaxPayload() {
        long most = server.options().limits().maxPayload();
        long others = ownMaxPayload();
        return others < 0 ? most : Math.min(most, others);
    }

    /** What account and user allow, -1 when they allow what the server does. */
    private long ownMaxPayload() {
        UserRights r = rights;
        return least(account.definition().limits().maxPayload(), r == null ? -1 : r.maxPayload());
    }

    /** The smaller of two limits, negative for none. */
    private static long least(long one, long other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
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
            voice.logError(firstLine(e));
            close(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        connectReceived = true;
        if (repeated) {
            startOver();
        }
        pings.connected();
        card.answeredInfo();
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
        subscriptions.endAll();
        leaveAccount();
        account = server.accounts().global();
        card.account(account);
        rights = null;
        authenticated = false;
        vouched = false;
        own = null;
    }

    private void check() {
        Login login = Gatekeeper.login(connect, nonce, CertificateCandidates.of(card.tls()), card.ip());
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

    /** What the server decided itself; a service may have to decide in its place. */
    private void decided(Gatekeeper.Decision decision) {
        if (!callOut(decision)) {
            conclude(server.callout().guarded(decision));
        }
    }

    /** Asks the authorization service, if there is one for this client. */
    private boolean callOut(Gatekeeper.Decision own) {
        CalloutService service = server.callout().service(own, connect);
        if (service == null) {
            return false;
        }
        checking = true;
        vouched = true;
        this.own = own.rights();
        ask(service, own, CalledOut::new);
        return true;
    }

    private void ask(CalloutService service, Gatekeeper.Decision own, Function<Gatekeeper.Decision, Command> answered) {
        CalloutClient client = CalloutClient.of(server, card, connect, nonce, own);
        getContext()
                .pipeToSelf(
                        server.callout().ask(service, client),
                        (decision, failure) ->
                                answered.apply(decision != null ? decision : Gatekeeper.Decision.failed(failure)));
    }

    private void calledOut(Gatekeeper.Decision decision) {
        checking = false;
        if (closing) {
            return;
        }
        Gatekeeper.Decision guarded = server.callout().guarded(decision);
        if (connectReceived) {
            conclude(guarded);
        } else {
            anonymous(guarded);
        }
        work();
    }

    private void conclude(Gatekeeper.Decision decision) {
        UserRights granted = decision.rights();
        if (!decision.detail().isEmpty()) {
            if (decision.isError()) {
                voice.logError(decision.detail());
            } else {
                voice.debug(decision.detail());
            }
        }
        if (granted == null || !connect.account.isEmpty() || connect.newAccount) {
            voice.logError("authentication error" + userForLog());
            CloseReason reason = granted == null ? decision.reason() : CloseReason.AUTHENTICATION_FAILURE;
            notice = decision.notice();
            close(reason, "Authorization Violation");
            return;
        }
        if (!bind(granted)) {
            return;
        }
        sayConnected();
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
        voice.ok();
    }

    /** Tells the system account that it was let in. */
    private void sayConnected() {
        server.news().connected(card::clientInfo);
    }

    /** Tells the system account that it was let in again, which sounds as if it had been away. */
    private void sayBack() {
        long connections = account.totals().connections();
        server.news().accountChanged(account.name(), connections - 1);
        server.news().accountChanged(account.name(), connections);
        sayConnected();
    }

    /** Tells the system account that it has ended. */
    private void sayDisconnected(CloseReason reason) {
        Traffic traffic = Usage.of(card.counters()).traffic();
        if (reason.isRefusal()) {
            showOwn();
            server.news().refused(card::clientInfo, traffic, reason.text(), notice);
        }
        server.news().disconnected(card::clientInfo, traffic, reason.text());
    }

    /** Whom a service refused is still whom the server itself took it for. */
    private void showOwn() {
        UserRights refused = own;
        if (refused != null && !authenticated) {
            card.authenticated(refused);
            card.account(server.accounts().get(refused.account()));
        }
    }

    private String userForLog() {
        return connect.user.isEmpty() ? "" : " - User " + GoQuote.quote(connect.user);
    }

    /** Gives the connection its account and rights; false when the account is full, which ends it. */
    private boolean bind(UserRights granted) {
        leaveAccount();
        rights = granted;
        account = server.accounts().get(granted.account());
        card.authenticated(granted);
        relabel();
        if (!joinAccount()) {
            voice.logError("maximum account active connections exceeded");
            close(CloseReason.MAX_ACCOUNT_CONNECTIONS, "maximum account active connections exceeded");
            return false;
        }
        authenticated = true;
        session.awaitingConnect(false);
        session.bind(account.space(), granted.publishRules(), account.mapper());
        applyLimits(account.definition().limits());
        return !closing && standsStill(granted);
    }

    /** Newer claims of the account may have come while the user's were looked at. */
    private boolean standsStill(UserRights granted) {
        Standing standing = gatekeeper.standing(granted);
        if (standing instanceof Standing.Ends end) {
            endedBy(end);
            return false;
        }
        ClaimedUser claimed = granted.claimed();
        Instant expires = claimed == null ? null : claimed.expires();
        timers.cancel(EXPIRY_TIMER);
        if (expires != null) {
            Duration left = Duration.between(Instant.now(), expires);
            timers.startSingleTimer(EXPIRY_TIMER, UserExpired.INSTANCE, left.isNegative() ? Duration.ZERO : left);
        }
        return true;
    }

    /** What the account allows may have changed. */
    private void applyLimits(AccountLimits limits) {
        UserRights r = rights;
        long payload = least(limits.maxPayload(), r == null ? -1 : r.maxPayload());
        session.maxPayload(payload < 0 || payload > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) payload);
        long ofServer = server.options().limits().maxSubscriptions();
        long most = least(
                least(limits.maxSubscriptions(), r == null ? -1 : r.maxSubscriptions()), ofServer == 0 ? -1 : ofServer);
        subscriptions.bind(account, rights, most);
        if (subscriptions.isOverLimit() && r != null && r.claimed() != null) {
            voice.logError("maximum subscriptions exceeded");
            close(CloseReason.MAX_SUBSCRIPTIONS, "maximum subscriptions exceeded");
        }
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
        Gatekeeper.Decision own = gatekeeper.admitsWithoutConnect()
                ? gatekeeper.check(Login.of(Credentials.NONE))
                : new Gatekeeper.Decision(null, CloseReason.AUTHENTICATION_FAILURE, "");
        if (own.rights() == null || !callOut(own)) {
            anonymous(server.callout().guarded(own));
        }
    }

    private void anonymous(Gatekeeper.Decision decision) {
        UserRights anonymous = decision.rights();
        if (anonymous == null) {
            notice = decision.notice();
            voice.logError("authentication error");
            close(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        if (bind(anonymous)) {
            sayConnected();
            rightsToOutbox(false);
        }
    }

    /** Only who sends headers can ask for a trace. */
    private void traceMessages(boolean headers) {
        UserRights r = rights;
        session.tracer(r == null || !headers ? null : new ClientTracer(server, card, port, account, r));
    }

    private void pingTick() {
        if (!closing && !pings.tick()) {
            close(CloseReason.STALE_CONNECTION, "Stale Connection");
        }
    }

    // ---- changes of the rules

    private void enterLameDuck() {
        if (connect.protocol >= 1 && firstPongSent && !closing) {
            voice.info(server.peerInfo(card, gatekeeper.isRequiredInInfo()).withLameDuck());
        }
    }

    private void recheck(Gatekeeper fresh) {
        gatekeeper = fresh;
        TlsSession tls = card.tls();
        TlsServerContext now = server.security().tls();
        if (!closing && tls != null && now != null && !now.admits(tls)) {
            voice.logError("TLS handshake error: certificate not pinned");
            close(CloseReason.TLS_HANDSHAKE_FAILURE, null);
        }
        if (closing || !authenticated) {
            return;
        }
        Login login = connectReceived
                ? Gatekeeper.login(connect, nonce, CertificateCandidates.of(card.tls()), card.ip())
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

    /** A service that decides in the server's place is asked again; its client goes on meanwhile as it was. */
    private void rechecked(Gatekeeper.Decision decision) {
        CalloutService service = closing ? null : server.callout().service(decision, connect);
        if (service == null) {
            vouched = false;
            inForce(server.callout().guarded(decision));
        } else {
            vouched = true;
            ask(service, decision, AskedAgain::new);
        }
    }

    private void inForce(Gatekeeper.Decision decision) {
        UserRights now = decision.rights();
        if (closing || !authenticated) {
            return;
        }
        if (now == null) {
            // Somebody whose name is gone hears nothing, as from nats-server; who shows a wrong secret now does.
            boolean gone = !vouched && rights != null && !gatekeeper.knows(rights.user());
            notice = decision.notice();
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
            applyLimits(account.definition().limits());
            if (!closing && standsStill(now)) {
                subscriptions.dropForbidden(now);
                sayBack();
            }
        }
    }

    /** Newer claims of the account: the user may have to go, or may do other things now. */
    private void accountChanged(AccountDefinition now) {
        UserRights r = rights;
        ClaimedUser claimed = r == null ? null : r.claimed();
        if (closing || r == null || claimed == null || !now.id().equals(account.id())) {
            return;
        }
        switch (Standing.of(r.user(), claimed, now)) {
            case Standing.Ends end -> endedBy(end);
            case Standing.Stays stays ->
                stays(now, stays, !stays.user().permissions().equals(r.user().permissions()));
        }
    }

    private void stays(AccountDefinition now, Standing.Stays stays, boolean otherPermissions) {
        UserRights fresh = new UserRights(stays.user(), stays.claimed());
        if (otherPermissions) {
            rights = fresh;
            card.authenticated(fresh);
            rightsToOutbox(session.headers());
            traceMessages(session.headers());
        }
        UserRights inForce = otherPermissions ? fresh : Objects.requireNonNull(rights);
        session.bind(account.space(), inForce.publishRules(), account.mapper());
        relabel();
        applyLimits(now.limits());
        if (otherPermissions && !closing) {
            subscriptions.dropForbidden(fresh);
        }
    }

    private void endedBy(Standing.Ends end) {
        switch (end) {
            case BEARER -> {
                voice.debug("Bearer User JWT not allowed");
                close(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            }
            case REVOKED -> close(CloseReason.REVOKED, "User Authentication Revoked");
            case EXPIRED -> close(CloseReason.AUTHENTICATION_EXPIRED, "Account Authentication Expired");
            case SIGNER -> close(CloseReason.AUTHENTICATION_FAILURE, null);
        }
    }

    // ---- the end

    private void violated(ProtocolError error) {
        voice.logError(error.log());
        close(error.reason(), error.text());
    }

    private void tooSlow(TooSlow slow) {
        if (!closing) {
            voice.logNotice(slow.logLine());
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
            voice.error(error);
        }
        voice.debug("Client connection closed: " + reason.text());
        card.closed(reason, server.wantsClosedSubscriptions() ? subscriptions.snapshot() : List.of());
        unregister();
        sayDisconnected(reason);
        port.close(reason);
    }

    private void unregister() {
        timers.cancelAll();
        subscriptions.endAll();
        leaveAccount();
        server.connections().remove(card);
    }

    private Behavior<Command> stopped() {
        if (!closing) {
            closing = true;
            // Where this actor has failed, its stream is still there, and must not keep a client waiting for nobody.
            port.close(CloseReason.CLIENT_CLOSED);
            card.closed(CloseReason.CLIENT_CLOSED, List.of());
            unregister();
            sayDisconnected(CloseReason.CLIENT_CLOSED);
        }
        // What was written after the end was decided on.
        server.connections().settle(card);
        return Behaviors.same();
    }
}
