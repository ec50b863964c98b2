package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.operator.Standing;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.actors.system.RefusalNotice;
import io.dialtone.conf.AccountLimits;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who one connection is: its account, its rights and limits, and until when. Part of its {@link Connection}, on its loop.
 *
 * <p>Promise: what it may do and whose it is change together in the stream, the outbox, the subscriptions and the card that
 * monitoring reads.
 */
final class ConnectionIdentity {
    private static final UserRights NOBODY_YET = new UserRights(UserIdentity.anybody());

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Session session;
    private final ConnectionVoice voice;
    private final ConnectionSubscriptions subscriptions;
    private final LoopTimers<Connection.Command> timers;
    private final ConnectionEnd end;

    private Account account;
    /** Null before it is let in. */
    private @Nullable UserRights rights;
    /** Whether its account counts it. */
    private boolean counted;

    private boolean authenticated;
    /** What the server itself made of a client whom an authorization service is asked about. */
    private @Nullable UserRights own;
    /** What is said of its refusal elsewhere than in its own account. */
    private @Nullable RefusalNotice notice;

    ConnectionIdentity(
            ServerContext server,
            ConnectionInfoCard card,
            ConnectionPort port,
            Session session,
            ConnectionVoice voice,
            ConnectionSubscriptions subscriptions,
            LoopTimers<Connection.Command> timers,
            ConnectionEnd end) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.session = session;
        this.voice = voice;
        this.subscriptions = subscriptions;
        this.timers = timers;
        this.end = end;
        this.account = server.accounts().global();
    }

    Account account() {
        return account;
    }

    /** Null before it is let in. */
    @Nullable
    UserRights rights() {
        return rights;
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    /** What INFO says of it. */
    InfoMessage.Peer describe(InfoMessage.Peer peer) {
        SystemAccount system = server.system();
        boolean isOfSystem = system != null && system.name().equals(account.name());
        return peer.withConnectInfo(account.name(), isOfSystem, effectiveMaxPayload());
    }

    // ---- coming and going

    /** It is anybody, of the global account: no credentials are owed. */
    void beginAsAnybody() {
        authenticated = true;
        takeEffect(false);
        joinAccount();
        limitPublishing();
    }

    /** Gives the connection its account and rights; false when it cannot be, which has ended it. */
    boolean bind(UserRights granted, Gatekeeper gatekeeper) {
        leaveAccount();
        rights = granted;
        account = server.accounts().get(granted.account());
        card.authenticated(granted);
        relabel();
        if (!joinAccount()) {
            closeAsSurplus();
            return false;
        }
        authenticated = true;
        session.awaitingConnect(false);
        session.bind(account.space(), granted.publishRules(), account.mapper());
        applyLimits(account.definition().limits());
        limitPublishing();
        return !end.isDecided() && standsStill(granted, gatekeeper);
    }

    private boolean joinAccount() {
        card.account(account);
        counted = account.totals().join(mostConnections());
        if (counted) {
            server.news().accountChanged(account.name(), account.totals().connections());
        }
        return counted;
    }

    /** How many connections its account may have here, below 0 for any number: those on other servers count as well. */
    private long mostConnections() {
        long most = account.definition().limits().maxConnections();
        return most < 0 ? most : Math.max(0, most - server.clientsElsewhere(account.name()));
    }

    void leaveAccount() {
        if (counted) {
            account.totals().left();
            uncounted();
        }
    }

    private void uncounted() {
        counted = false;
        server.connections().settle(card);
        server.news().accountChanged(account.name(), account.totals().connections());
    }

    /** Goes where its account may have fewer connections than it has by now; false: it stays. */
    private boolean leaveAsSurplus() {
        if (!counted || !account.totals().leaveSurplus(mostConnections())) {
            return false;
        }
        uncounted();
        closeAsSurplus();
        return true;
    }

    private void closeAsSurplus() {
        voice.logError("maximum account active connections exceeded");
        end.close(CloseReason.MAX_ACCOUNT_CONNECTIONS, "maximum account active connections exceeded");
    }

    /** Subscriptions end, and the connection is nobody's. */
    void startOver() {
        subscriptions.endAll();
        leaveAccount();
        account = server.accounts().global();
        card.account(account);
        rights = null;
        authenticated = false;
        own = null;
    }

    /** What the server itself made of it, before the authorization service decides. */
    void takenFor(@Nullable UserRights own) {
        this.own = own;
    }

    /** What is to be said of its refusal elsewhere than in its own account. */
    void notice(@Nullable RefusalNotice notice) {
        this.notice = notice;
    }

    /** Newer claims of the account may have come while the user's were looked at. */
    private boolean standsStill(UserRights granted, Gatekeeper gatekeeper) {
        Standing standing = gatekeeper.standing(granted);
        if (standing instanceof Standing.Ends ends) {
            endedBy(ends);
            return false;
        }
        ClaimedUser claimed = granted.claimed();
        Instant expires = claimed == null ? null : claimed.expires();
        timers.cancel(Connection.UserExpired.INSTANCE);
        if (expires != null) {
            Duration left = Duration.between(Instant.now(), expires);
            timers.start(Connection.UserExpired.INSTANCE, left);
        }
        return true;
    }

    private void endedBy(Standing.Ends ends) {
        switch (ends) {
            case BEARER -> {
                voice.debug("Bearer User JWT not allowed");
                end.close(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            }
            case REVOKED -> end.close(CloseReason.REVOKED, "User Authentication Revoked");
            case EXPIRED -> end.close(CloseReason.AUTHENTICATION_EXPIRED, "Account Authentication Expired");
            case SIGNER -> end.close(CloseReason.AUTHENTICATION_FAILURE, null);
        }
    }

    /** Tells the system account that it was let in. */
    void sayConnected() {
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
    void sayDisconnected(CloseReason reason) {
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

    // ---- rights and limits

    /** Delivery and message traces go by the rights from now on. */
    void takeEffect(boolean headers) {
        UserRights r = rights;
        port.outbox().rules((r == null ? NOBODY_YET : r).deliveryRules(headers));
        // Only who sends headers can ask for a trace.
        session.tracer(r == null || !headers ? null : new ClientTracer(server, card, port, account, r));
        session.answers(r == null ? null : new AnswerMeasurement(server, card, account));
    }

    void relabel() {
        session.label(card.label());
        port.outbox().label(card.label());
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
        if (subscriptions.isOverLimit() && isOfAnAccount()) {
            voice.logError("maximum subscriptions exceeded");
            end.close(CloseReason.MAX_SUBSCRIPTIONS, "maximum subscriptions exceeded");
        }
    }

    /** Whether it was let in as a user of an account; the others are of the global one for want of any. */
    private boolean isOfAnAccount() {
        UserRights r = rights;
        return r != null && (r.claimed() != null || account != server.accounts().global());
    }

    private void limitPublishing() {
        UserRights r = rights;
        if (session.publishLimits(server.publishRates().of(r == null ? UserIdentity.anybody() : r.user(), account))) {
            port.limitsChanged();
        }
    }

    /** The least of what the server, the account and the user allow. */
    private long effectiveMaxPayload() {
        UserRights r = rights;
        long most = server.options().limits().maxPayload();
        long others = least(account.definition().limits().maxPayload(), r == null ? -1 : r.maxPayload());
        return others < 0 ? most : Math.min(most, others);
    }

    /** The smaller of two limits, negative for none. */
    private static long least(long one, long other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    // ---- changes of the rules

    /** What a reload leaves it; who is of another account now has to come again. */
    void renew(UserRights now, Gatekeeper gatekeeper) {
        if (!now.account().equals(account.name())) {
            end.close(CloseReason.CLIENT_CLOSED, null);
            return;
        }
        if (leaveAsSurplus()) {
            return;
        }
        rights = now;
        card.authenticated(now);
        relabel();
        session.bind(account.space(), now.publishRules(), account.mapper());
        takeEffect(session.headers());
        applyLimits(account.definition().limits());
        limitPublishing();
        if (!end.isDecided() && standsStill(now, gatekeeper)) {
            subscriptions.dropForbidden(now);
            sayBack();
        }
    }

    /** Newer claims of the account: the user may have to go, or may do other things now. */
    void accountChanged(AccountDefinition now) {
        UserRights r = rights;
        ClaimedUser claimed = r == null ? null : r.claimed();
        if (end.isDecided() || r == null || claimed == null || !now.id().equals(account.id())) {
            return;
        }
        switch (Standing.of(r.user(), claimed, now)) {
            case Standing.Ends ends -> endedBy(ends);
            case Standing.Stays stays ->
                stays(now, stays, !stays.user().permissions().equals(r.user().permissions()));
        }
    }

    private void stays(AccountDefinition now, Standing.Stays stays, boolean otherPermissions) {
        UserRights fresh = new UserRights(stays.user(), stays.claimed());
        if (otherPermissions) {
            rights = fresh;
            card.authenticated(fresh);
            takeEffect(session.headers());
        }
        UserRights inForce = otherPermissions ? fresh : Objects.requireNonNull(rights);
        session.bind(account.space(), inForce.publishRules(), account.mapper());
        relabel();
        applyLimits(now.limits());
        limitPublishing();
        if (otherPermissions && !end.isDecided()) {
            subscriptions.dropForbidden(fresh);
        }
    }
}
