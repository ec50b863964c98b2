package io.dialtone.actors;

import akka.actor.typed.javadsl.ActorContext;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.callout.CalloutService;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.Session;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one connection is let in: what CONNECT said, the check of it, the service that may have to decide, and the same check once
 * more after a reload. Part of its {@link Connection}, on its loop.
 *
 * <p>While a check is under way ({@link #isChecking}) the connection does nothing else that its client asks.
 */
final class ConnectionLogin {
    private final ActorContext<Connection.Command> context;
    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionVoice voice;
    private final Session session;
    private final ConnectionIdentity identity;
    private final ConnectionEnd end;
    private final ConnectMessage connect = new ConnectMessage();
    /** What the client was asked to sign, or empty. */
    private final String nonce;

    private Gatekeeper gatekeeper;
    /** Set while a check of credentials is under way; the stream waits for it. */
    private boolean checking;
    /** Whether an authorization service decides about this client. */
    private boolean vouched;

    private boolean connectReceived;

    ConnectionLogin(
            ActorContext<Connection.Command> context,
            ServerContext server,
            ConnectionInfoCard card,
            ConnectionVoice voice,
            Session session,
            ConnectionIdentity identity,
            ConnectionEnd end) {
        this.context = context;
        this.server = server;
        this.card = card;
        this.voice = voice;
        this.session = session;
        this.identity = identity;
        this.end = end;
        this.gatekeeper = server.gatekeeper();
        this.nonce = gatekeeper.nonce();
    }

    /** What CONNECT has said so far. */
    ConnectMessage connect() {
        return connect;
    }

    boolean isConnectReceived() {
        return connectReceived;
    }

    boolean isChecking() {
        return checking;
    }

    /** Whether the client understands what goes beyond the first version of the protocol. */
    boolean understandsInfo() {
        return connect.protocol >= 1;
    }

    /** Whoever owes no credentials is in at once. */
    void begin() {
        if (gatekeeper.isRequired(card.origin().connectionType())) {
            session.awaitingConnect(true);
        } else {
            identity.beginAsAnybody();
        }
    }

    /** The first INFO. */
    InfoMessage.Peer greeting() {
        return peer().withNonce(nonce);
    }

    /** An INFO for a client that may not have been let in yet. */
    InfoMessage.Peer peer() {
        return server.peerInfo(card, gatekeeper.isRequiredInInfo(card.origin().connectionType()));
    }

    /** The INFO that tells a client where it is. */
    InfoMessage.Peer peerLetIn() {
        return identity.describe(
                server.peerInfo(card, gatekeeper.isRequired(card.origin().connectionType())));
    }

    // ---- CONNECT

    /**
     * Reads a CONNECT. A repeated one begins anew: subscriptions end, and the connection is nobody's until it is checked again.
     *
     * @return false when it cannot be read, which has ended the connection
     */
    boolean read(byte[] json) {
        boolean repeated = connectReceived;
        try {
            connect.overlay(json);
        } catch (IOException e) {
            voice.logError(firstLine(e));
            end.close(card.origin().malformed(), null);
            return false;
        }
        card.origin().complete(connect, server.options().webSocket());
        connectReceived = true;
        if (repeated) {
            identity.startOver();
            vouched = false;
        }
        return true;
    }

    private static String firstLine(IOException e) {
        String text = String.valueOf(e.getMessage());
        int lf = text.indexOf('\n');
        return lf < 0 ? text : text.substring(0, lf);
    }

    /** Checks what CONNECT said; {@link #isChecking} if that takes its time. */
    void check() {
        Gatekeeper.Decision trusted = trusted();
        if (trusted != null) {
            conclude(trusted);
            return;
        }
        Login login = login();
        if (gatekeeper.isSlow(login)) {
            checking = true;
            await(gatekeeper.checkElsewhere(login), Connection.Checked::new);
        } else {
            decided(gatekeeper.check(login));
        }
    }

    /** What the program around the server vouches for; null for everybody else. */
    private Gatekeeper.@Nullable Decision trusted() {
        InProcessClient inside = card.origin().inside();
        return inside == null ? null : inside.trusted(server);
    }

    private Login login() {
        return Gatekeeper.login(
                connect, card.origin().connectionType(), nonce, CertificateCandidates.of(card.tls()), card.ip());
    }

    private void await(
            CompletionStage<Gatekeeper.Decision> decided, Function<Gatekeeper.Decision, Connection.Command> answer) {
        context.pipeToSelf(
                decided,
                (decision, failure) -> answer.apply(decision != null ? decision : Gatekeeper.Decision.failed(failure)));
    }

    /** The answer of a check that took its time. */
    void checked(Gatekeeper.Decision decision) {
        checking = false;
        if (!end.isDecided()) {
            decided(decision);
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
        identity.takenFor(own.rights());
        ask(service, own, Connection.CalledOut::new);
        return true;
    }

    private void ask(
            CalloutService service, Gatekeeper.Decision own, Function<Gatekeeper.Decision, Connection.Command> answer) {
        CalloutClient client = CalloutClient.of(server, card, connect, nonce, own);
        await(server.callout().ask(service, client), answer);
    }

    /** What an authorization service decided. */
    void calledOut(Gatekeeper.Decision decision) {
        checking = false;
        if (end.isDecided()) {
            return;
        }
        Gatekeeper.Decision guarded = server.callout().guarded(decision);
        if (connectReceived) {
            conclude(guarded);
        } else {
            anonymous(guarded);
        }
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
            identity.notice(decision.notice());
            end.close(reason, "Authorization Violation");
            return;
        }
        if (!identity.bind(granted, gatekeeper)) {
            return;
        }
        identity.sayConnected();
        if (connect.protocol < 0 || connect.protocol > 1) {
            end.close(CloseReason.BAD_PROTOCOL_VERSION, "invalid client protocol");
            return;
        }
        boolean headers = connect.headers && server.info().headers();
        if (connect.noResponders && !headers) {
            end.close(CloseReason.NO_RESPONDERS_REQUIRES_HEADERS, "no responders requires headers support");
            return;
        }
        session.connected(connect.verbose, connect.pedantic, connect.echo, headers, connect.noResponders);
        identity.takeEffect(headers);
        voice.ok();
    }

    private String userForLog() {
        return connect.user.isEmpty() ? "" : " - User " + GoQuote.quote(connect.user);
    }

    // ---- no CONNECT

    /** Credentials are owed and something else came: perhaps there is a user for such. */
    void withoutConnect() {
        Gatekeeper.Decision own = gatekeeper.admitsWithoutConnect(card.origin().connectionType())
                ? gatekeeper.check(Login.of(Credentials.NONE))
                : new Gatekeeper.Decision(null, CloseReason.AUTHENTICATION_FAILURE, "");
        if (own.rights() == null || !callOut(own)) {
            anonymous(server.callout().guarded(own));
        }
    }

    private void anonymous(Gatekeeper.Decision decision) {
        UserRights anonymous = decision.rights();
        if (anonymous == null) {
            identity.notice(decision.notice());
            voice.logError("authentication error");
            end.close(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        if (identity.bind(anonymous, gatekeeper)) {
            identity.sayConnected();
            identity.takeEffect(false);
        }
    }

    // ---- after a reload

    /** The rules may have changed. */
    void recheck(Gatekeeper fresh) {
        gatekeeper = fresh;
        if (end.isDecided() || !identity.isAuthenticated()) {
            return;
        }
        Gatekeeper.Decision trusted = trusted();
        if (trusted != null) {
            inForce(trusted);
            return;
        }
        Login login = connectReceived ? login() : Login.of(Credentials.NONE);
        if (fresh.isSlow(login)) {
            await(fresh.checkElsewhere(login), Connection.Rechecked::new);
        } else {
            rechecked(fresh.check(login));
        }
    }

    /** The answer of a repeated check. A service that decides in the server's place is asked again; its client goes on meanwhile. */
    void rechecked(Gatekeeper.Decision decision) {
        CalloutService service = end.isDecided() ? null : server.callout().service(decision, connect);
        vouched = service != null;
        if (service == null) {
            inForce(server.callout().guarded(decision));
        } else {
            ask(service, decision, Connection.AskedAgain::new);
        }
    }

    /** What an authorization service says now. */
    void askedAgain(Gatekeeper.Decision decision) {
        inForce(server.callout().guarded(decision));
    }

    private void inForce(Gatekeeper.Decision decision) {
        if (end.isDecided() || !identity.isAuthenticated()) {
            return;
        }
        UserRights now = decision.rights();
        if (now == null) {
            // Somebody whose name is gone hears nothing, as from nats-server; who shows a wrong secret now does.
            UserRights before = identity.rights();
            boolean gone = !vouched && before != null && !gatekeeper.knows(before.user());
            identity.notice(decision.notice());
            end.close(decision.reason(), gone ? null : "Authorization Violation");
        } else {
            identity.renew(now, gatekeeper);
        }
    }
}
