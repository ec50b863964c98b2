package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.actors.exchange.Requester;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be known of one connection from outside: written by its {@link Connection} actor, read by monitoring, by the
 * server and by reloads from any thread.
 */
final class ConnectionInfoCard implements Requester {
    private final long cid;
    private final InetSocketAddress peer;
    private final ClientOrigin origin;
    private final Instant start = Instant.now();
    private volatile String clientText = "";
    private volatile String name = "";
    private volatile String lang = "";
    private volatile String version = "";
    /** Who it says it is, which may not be so. */
    private volatile String claimed = "";

    private volatile String label;
    private volatile @Nullable Account account;
    /** The part of its usage that its account and the server have in their totals; see {@link ConnectionRegistry}. */
    private volatile Usage settled = Usage.NONE;

    private volatile @Nullable UserRights rights;
    private volatile Duration rtt = Duration.ZERO;
    private volatile Duration estimate = Duration.ZERO;
    private volatile int subscriptions;
    private volatile @Nullable ActorRef<Connection.Command> actor;
    private volatile @Nullable ConnectionPort port;
    private volatile @Nullable End end;
    private volatile @Nullable TlsSession tls;
    private volatile boolean tlsFirst;
    /** Whom it speaks for: the peer, or whom a proxy named. */
    private volatile InetSocketAddress source;

    /** How it ended, and with which subscriptions. */
    record End(Instant at, CloseReason reason, int subscriptionCount, List<Subscription> subscriptions) {}

    ConnectionInfoCard(long cid, InetSocketAddress peer) {
        this(cid, peer, ClientOrigin.CLIENT_PORT);
    }

    ConnectionInfoCard(long cid, InetSocketAddress peer, ClientOrigin origin) {
        this.cid = cid;
        this.peer = peer;
        this.origin = origin;
        this.source = peer;
        this.label = prefix();
    }

    private String prefix() {
        String host = AddressText.of(peer.getAddress());
        boolean six = host.indexOf(':') >= 0;
        return origin.forwardedFor() + (six ? "[" + host + "]" : host) + ":" + peer.getPort() + " - " + origin.idName()
                + ":" + cid;
    }

    void attach(ActorRef<Connection.Command> connection, ConnectionPort itsPort) {
        actor = connection;
        port = itsPort;
    }

    /** It has joined this account. */
    void account(Account joined) {
        account = joined;
    }

    /** What the client said of itself. */
    void client(ConnectMessage connect) {
        name = connect.name;
        claimed = claimed(connect);
        lang = connect.lang;
        version = connect.version;
        StringBuilder text = new StringBuilder();
        append(text, connect.version.isEmpty() ? "" : "v" + connect.version);
        append(text, connect.lang);
        append(text, connect.name);
        clientText = text.toString();
        relabel();
    }

    private static String claimed(ConnectMessage connect) {
        String name = connect.nkey.isEmpty() ? connect.user : connect.nkey;
        return name.isEmpty() && !connect.token.isEmpty() ? "[REDACTED]" : name;
    }

    private static void append(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(text.isEmpty() ? "" : ":").append(part);
        }
    }

    void authenticated(UserRights granted) {
        rights = granted;
        relabel();
    }

    private void relabel() {
        UserRights r = rights;
        label = prefix()
                + (clientText.isEmpty() ? "" : " - " + GoQuote.quote(clientText))
                + (r == null || r.label().isEmpty() ? "" : " - \"" + r.label() + "\"");
    }

    /** CONNECT has come: a first guess of the round-trip time, until it is measured. */
    void answeredInfo() {
        estimate = Duration.between(start, Instant.now());
    }

    void rtt(Duration measured) {
        rtt = measured;
    }

    boolean hasRtt() {
        return !rtt.isZero();
    }

    void subscriptions(int count) {
        subscriptions = count;
    }

    void closed(CloseReason reason, List<Subscription> itsSubscriptions) {
        end = new End(Instant.now(), reason, subscriptions, itsSubscriptions);
    }

    long cid() {
        return cid;
    }

    InetSocketAddress peer() {
        return peer;
    }

    /** By which port it came. */
    ClientOrigin origin() {
        return origin;
    }

    void proxied(InetSocketAddress client) {
        source = client;
    }

    /** The client's address: the peer's, or the one a proxy speaks for. Log lines keep the peer's. */
    InetSocketAddress source() {
        return source;
    }

    String ip() {
        return AddressText.of(source.getAddress());
    }

    void secured(TlsSession agreed, boolean first) {
        tls = agreed;
        tlsFirst = first;
    }

    /** What TLS agreed; null without TLS. */
    @Nullable
    TlsSession tls() {
        return tls;
    }

    /** Whether TLS came before INFO. */
    boolean isTlsFirst() {
        return tlsFirst;
    }

    /** How log lines about it begin. */
    String label() {
        return label;
    }

    Instant start() {
        return start;
    }

    String name() {
        return name;
    }

    String lang() {
        return lang;
    }

    String version() {
        return version;
    }

    /** The account it belongs to, or belonged to last; null when it never joined one. */
    @Nullable
    Account account() {
        return account;
    }

    /** What went through it and is in no total yet. */
    Usage unsettled() {
        return Usage.of(counters()).minus(settled);
    }

    /** What was {@link #unsettled} is in the totals now. Called by the {@link ConnectionRegistry} alone. */
    void settled(Usage more) {
        settled = settled.plus(more);
    }

    /** What its account says of its user; null for a user of the configuration. */
    @Nullable
    ClaimedUser claimed() {
        UserRights r = rights;
        return r == null ? null : r.claimed();
    }

    /** Who it is, as far as that is known. */
    UserIdentity identity() {
        UserRights r = rights;
        return r == null ? UserIdentity.anybody() : r.user();
    }

    String user() {
        UserRights r = rights;
        return r == null ? "" : r.user().authorizedUser();
    }

    /** The last measured round-trip time, before that a guess, or zero. */
    Duration rtt() {
        return rtt.isZero() ? estimate : rtt;
    }

    int subscriptionCount() {
        return subscriptions;
    }

    @Override
    public ClientInfo clientInfo() {
        UserRights r = rights;
        ClaimedUser token = r == null ? null : r.claimed();
        Account a = account;
        End e = end;
        return new ClientInfo(
                start,
                ip(),
                cid,
                a == null ? Account.GLOBAL : a.id(),
                "",
                r == null ? claimed : r.user().authorizedUser(),
                name,
                lang,
                version,
                rtt().toNanos(),
                "",
                "",
                List.of(),
                e == null ? null : e.at(),
                token == null ? "" : token.token(),
                token == null ? "" : token.issuerKey(),
                token == null ? "" : token.nameTag(),
                token == null ? List.of() : token.tags(),
                "Client",
                origin.type().text());
    }

    @Nullable
    End end() {
        return end;
    }

    @Nullable
    ActorRef<Connection.Command> actor() {
        return actor;
    }

    void tell(Connection.Command command) {
        ActorRef<Connection.Command> a = actor;
        if (a != null) {
            a.tell(command);
        }
    }

    long pendingBytes() {
        ConnectionPort p = port;
        return p == null ? 0 : p.outbox().pending();
    }

    ConnectionCounters counters() {
        ConnectionPort p = port;
        return p == null ? new ConnectionCounters() : p.counters();
    }
}
