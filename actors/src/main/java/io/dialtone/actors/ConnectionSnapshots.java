package io.dialtone.actors;

import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Connections and their subscriptions as monitoring shows them. */
final class ConnectionSnapshots {
    private ConnectionSnapshots() {}

    /** A connection without its subscriptions, unless it has ended. */
    static ConnectionInfo of(ConnectionInfoCard card) {
        ConnectionInfoCard.End end = card.end();
        ConnectionCounters counters = card.counters();
        ConnectionInfo connection = new ConnectionInfo(
                card.cid(),
                ConnectionInfo.Kind.CLIENT,
                ConnectionInfo.Type.NATS,
                card.ip(),
                card.peer().getPort(),
                card.start(),
                lastActivity(card, counters),
                null,
                card.rtt(),
                end == null ? card.pendingBytes() : 0,
                traffic(card),
                counters.stalls(),
                end == null ? card.subscriptionCount() : end.subscriptions().size(),
                new ConnectionInfo.Client(card.name(), card.lang(), card.version()),
                null,
                auth(card),
                null,
                null,
                List.of());
        return end == null ? connection : ended(connection, card, end);
    }

    private static ConnectionInfo ended(
            ConnectionInfo connection, ConnectionInfoCard card, ConnectionInfoCard.End end) {
        return connection
                .withClosed(new ConnectionInfo.Closed(end.at(), end.reason().text()))
                .withSubscriptions(end.subscriptions().stream()
                        .map(s -> detail(s, card.accountName(), card.cid()))
                        .toList());
    }

    private static Instant lastActivity(ConnectionInfoCard card, ConnectionCounters counters) {
        Instant last = Instant.ofEpochMilli(counters.lastActivityMillis());
        return last.isBefore(card.start()) ? card.start() : last;
    }

    private static ConnectionInfo.Auth auth(ConnectionInfoCard card) {
        return new ConnectionInfo.Auth(
                card.user(), card.accountName(), card.accountName(), "", "", List.of());
    }

    static Traffic traffic(ConnectionInfoCard card) {
        ConnectionCounters c = card.counters();
        return new Traffic(c.inMessages(), c.inBytes(), c.outMessages(), c.outBytes());
    }

    static SubscriptionDetail detail(Subscription subscription, String account, long cid) {
        byte[] queue = subscription.queue();
        return new SubscriptionDetail(
                account,
                account,
                ByteText.text(subscription.subject()),
                queue == null ? "" : ByteText.text(queue),
                ByteText.text(subscription.sid()),
                subscription.delivered(),
                subscription.max(),
                cid);
    }

    /** Every subscription of an account, of whatever connection. */
    static List<SubscriptionDetail> details(Account account) {
        List<SubscriptionDetail> details = new ArrayList<>();
        account.space().forEach(s -> details.add(detail(s, account.name(), cid(s))));
        return details;
    }

    private static long cid(Subscription subscription) {
        return subscription.subscriber() instanceof Outbox outbox ? outbox.cid() : 0;
    }
}
