package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.actors.links.RouteMonitor;
import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.actors.monitor.RouteInfo;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes as they were when one of them last came or went. Any thread. */
record RouteViews(LinkHost host, List<Entry> entries, int remotes) implements RouteMonitor {
    /**
     * One connection.
     *
     * @param dialled why this side dials it again when it is lost; null: it does not
     */
    record Entry(RouteCard card, @Nullable Dialled dialled) {}

    @Override
    public int connections() {
        return entries.size();
    }

    @Override
    public Traffic traffic() {
        Traffic sum = Traffic.NONE;
        for (Entry entry : entries) {
            sum = sum.plus(traffic(entry.card.wire().counters()));
        }
        return sum;
    }

    private static Traffic traffic(ConnectionCounters c) {
        return new Traffic(c.inMessages(), c.inBytes(), c.outMessages(), c.outBytes());
    }

    @Override
    public List<RouteInfo> routes(Subscriptions shown) {
        Map<Outbox, Wanted> wanted = wanted(shown != Subscriptions.NONE);
        return entries.stream()
                .map(entry -> info(entry, wanted.getOrDefault(entry.card.wire().outbox(), new Wanted())))
                .toList();
    }

    private static RouteInfo info(Entry entry, Wanted wanted) {
        RouteCard card = entry.card;
        Dialled dialled = entry.dialled;
        ConnectionCounters counters = card.wire().counters();
        return new RouteInfo(
                card.wire().cid(),
                card.info().serverId(),
                card.info().serverName(),
                dialled != null,
                dialled != null && dialled.type() == RouteType.EXPLICIT,
                card.wire().peer(),
                card.wire().started(),
                lastActivity(card, counters),
                card.pings().rtt(),
                card.wire().outbox().pending(),
                traffic(counters),
                wanted.count,
                wanted.details,
                card.plan().account(),
                card.compression().get());
    }

    private static Instant lastActivity(RouteCard card, ConnectionCounters counters) {
        long millis = counters.lastActivityMillis();
        return millis == 0 ? card.wire().started() : Instant.ofEpochMilli(millis);
    }

    // ---- what the other servers want

    private static final class Wanted {
        private final List<SubscriptionDetail> details = new ArrayList<>();
        private long count;
    }

    /** By connection. All interest of all links stands in the accounts, so it is gone through once for all routes. */
    private Map<Outbox, Wanted> wanted(boolean withDetails) {
        Map<Outbox, Wanted> wanted = new IdentityHashMap<>();
        entries.forEach(entry -> wanted.put(entry.card.wire().outbox(), new Wanted()));
        for (LinkedAccount account : host.accounts()) {
            account.remote().forEach(interest -> {
                Wanted its = interest.link() instanceof LinkAccount link ? wanted.get(link.outbox()) : null;
                if (its != null) {
                    its.count++;
                    if (withDetails) {
                        its.details.add(detail(account, interest, ((LinkAccount) interest.link()).outbox()));
                    }
                }
            });
        }
        return wanted;
    }

    private SubscriptionDetail detail(LinkedAccount account, RemoteInterest interest, Outbox outbox) {
        byte[] group = interest.queue();
        String queue = group == null ? "" : ByteText.text(group);
        String subject = ByteText.text(interest.subject());
        boolean leaf = interest.leafCluster().length > 0;
        String sid = (leaf ? "L " + ByteText.text(interest.leafCluster()) + " " : "R ")
                + (isPinned(outbox) ? "" : account.id() + " ")
                + subject
                + (queue.isEmpty() ? "" : " " + queue);
        return new SubscriptionDetail("", "", subject, queue, sid, 0, 0, outbox.cid());
    }

    private boolean isPinned(Outbox outbox) {
        return entries.stream()
                .anyMatch(entry -> entry.card.wire().outbox() == outbox
                        && !entry.card.plan().account().isEmpty());
    }
}
