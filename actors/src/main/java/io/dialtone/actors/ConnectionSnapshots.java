package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.Pauses;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Connections as monitoring shows them, from their {@link ConnectionInfoCard}s. Any thread. */
final class ConnectionSnapshots {
    /** A loop that does not answer for so long is busier than monitoring matters. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ServerContext server;
    private final Scheduler scheduler;
    private final LeafSnapshots leafs;

    /** A page, and the cards its connections were read from. */
    record Selected(ConnectionPage page, Map<Long, ConnectionInfoCard> cards) {}

    ConnectionSnapshots(ServerContext server, Scheduler scheduler) {
        this.server = server;
        this.scheduler = scheduler;
        this.leafs = new LeafSnapshots(server);
    }

    /** The connections wanted, without their subscriptions; those open of unknown round-trip time are asked for it. */
    Selected select(ConnectionQuery query) {
        Map<Long, ConnectionInfoCard> cards = new LinkedHashMap<>();
        // The open ones first: one that closes meanwhile is among both then, and not among neither.
        server.connections().open().forEach(card -> cards.put(card.cid(), card));
        if (query.state().includesClosed()) {
            server.connections().closed().forEach(card -> cards.put(card.cid(), card));
        }
        List<ConnectionInfo> open = new ArrayList<>();
        List<ConnectionInfo> closed = new ArrayList<>();
        for (ConnectionInfoCard card : cards.values()) {
            ConnectionInfo info = describe(card);
            (info.isOpen() ? open : closed).add(info);
        }
        for (LeafView leaf : server.leafs().leafs()) {
            open.add(leafs.connection(leaf));
        }
        ConnectionPage page = ConnectionPage.select(query, Instant.now(), open, closed, subscribed(query, cards));
        return new Selected(page, cards);
    }

    /** Those that subscribe to something that overlaps with the subject asked for. */
    private Predicate<ConnectionInfo> subscribed(ConnectionQuery query, Map<Long, ConnectionInfoCard> cards) {
        String wanted = query.filterSubject();
        Account account = server.accounts().find(query.account());
        if (wanted.isEmpty() || account == null) {
            return connection -> true;
        }
        Set<Long> cids = new HashSet<>();
        account.space().forEach(s -> {
            if (Subjects.collide(ByteText.text(s.subject()), wanted)) {
                cids.add(ConnectionRegistry.cidOf(s));
            }
        });
        return connection -> {
            ConnectionInfoCard card = cards.get(connection.cid());
            ConnectionInfoCard.End end = card == null ? null : card.end();
            return end == null
                    ? cids.contains(connection.cid())
                    : end.subscriptions().stream().anyMatch(s -> Subjects.collide(ByteText.text(s.subject()), wanted));
        };
    }

    /** One connection as it is now, without its subscriptions. */
    static ConnectionInfo describe(ConnectionInfoCard card) {
        ConnectionInfoCard.End end = card.end();
        ConnectionCounters counters = card.counters();
        Account account = card.account();
        long active = counters.lastActivityMillis();
        Instant lastActivity = active == 0 ? card.start() : Instant.ofEpochMilli(active);
        return new ConnectionInfo(
                card.cid(),
                ConnectionInfo.Kind.CLIENT,
                card.origin().type(),
                card.ip(),
                card.source().getPort(),
                card.start(),
                lastActivity.isBefore(card.start()) ? card.start() : lastActivity,
                end == null
                        ? null
                        : new ConnectionInfo.Closed(end.at(), end.reason().text()),
                card.rtt(),
                card.pendingBytes(),
                Usage.of(counters).traffic(),
                counters.stalls(),
                pauses(counters),
                end == null ? card.subscriptionCount() : end.subscriptionCount(),
                new ConnectionInfo.Client(card.name(), card.lang(), card.version()),
                tls(card),
                auth(card, account),
                null,
                null,
                List.of());
    }

    static Pauses pauses(ConnectionCounters counters) {
        return new Pauses(counters.pauses(), Duration.ofNanos(counters.pausedNanos()));
    }

    /** Tokens that let anybody in are not shown. */
    private static ConnectionInfo.Auth auth(ConnectionInfoCard card, @Nullable Account account) {
        if (account == null) {
            return ConnectionInfo.Auth.NONE;
        }
        ClaimedUser claimed = card.claimed();
        if (claimed == null) {
            return ConnectionInfo.Auth.of(card.user(), account.name());
        }
        return new ConnectionInfo.Auth(
                card.user(),
                account.name(),
                account.definition().name(),
                claimed.isBearer() ? "" : claimed.token(),
                claimed.issuerKey(),
                claimed.tags());
    }

    private static ConnectionInfo.@Nullable Tls tls(ConnectionInfoCard card) {
        TlsSession session = card.tls();
        if (session == null) {
            return null;
        }
        List<ConnectionInfo.PeerCertificate> certificates = session.peerCertificates().stream()
                .map(c -> new ConnectionInfo.PeerCertificate(c.subject(), c.spkiSha256(), c.certSha256()))
                .toList();
        return new ConnectionInfo.Tls(session.version(), session.cipherSuite(), certificates, card.isTlsFirst());
    }

    /** The page with the subscriptions of its connections, where it is to have them. */
    CompletionStage<ConnectionPage> withSubscriptions(Selected selected) {
        ConnectionPage page = selected.page();
        if (page.query().subscriptions() == ConnectionQuery.Subscriptions.NONE) {
            return CompletableFuture.completedFuture(page);
        }
        Map<Long, CompletableFuture<List<SubscriptionDetail>>> details = new LinkedHashMap<>();
        for (ConnectionInfo info : page.connections()) {
            ConnectionInfoCard card = selected.cards().get(info.cid());
            if (card != null) {
                details.put(info.cid(), subscriptions(card).thenApply(all -> details(all, info)));
            } else if (info.kind() == ConnectionInfo.Kind.LEAFNODE) {
                details.put(info.cid(), CompletableFuture.completedFuture(leafs.subscriptions(info.cid())));
            }
        }
        return CompletableFuture.allOf(details.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(ignored -> page.map(info -> {
                    CompletableFuture<List<SubscriptionDetail>> its = details.get(info.cid());
                    return its == null ? info : info.withSubscriptions(its.join());
                }));
    }

    private CompletableFuture<List<Subscription>> subscriptions(ConnectionInfoCard card) {
        ConnectionInfoCard.End end = card.end();
        ActorRef<Connection.Command> actor = card.actor();
        if (end != null || actor == null) {
            return CompletableFuture.completedFuture(end == null ? List.of() : end.subscriptions());
        }
        return AskPattern.<Connection.Command, List<Subscription>>ask(
                        actor, Connection.Describe::new, PATIENCE, scheduler)
                .toCompletableFuture()
                .exceptionally(late -> endedWith(card));
    }

    /** It has not answered: mostly because it has ended meanwhile. */
    private static List<Subscription> endedWith(ConnectionInfoCard card) {
        ConnectionInfoCard.End end = card.end();
        return end == null ? List.of() : end.subscriptions();
    }

    private static List<SubscriptionDetail> details(List<Subscription> subscriptions, ConnectionInfo connection) {
        return subscriptions.stream()
                .map(s -> AccountSnapshots.detail(connection.auth().account(), s, connection.cid()))
                .toList();
    }
}
