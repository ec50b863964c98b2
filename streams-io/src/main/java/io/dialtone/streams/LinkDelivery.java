package io.dialtone.streams;

import io.dialtone.routing.LinkKind;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.RemoteMatch;
import io.dialtone.routing.Rendezvous;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings a message that other servers want there: chooses which member of each queue group gets it, here or on another server,
 * and gives every link concerned one frame. Part of a {@link Router}, for subjects in which others are interested at all.
 *
 * <p>The order in which a queue group is served: by members here and on servers of this cluster, each with the same share; then
 * by leaf nodes; then by the cluster with the lowest round-trip time that has a member.
 */
final class LinkDelivery {
    private static final int NOBODY = -1;

    private final Router router;
    private final LinkWriter writer;
    private final ReplyWays replies;
    private int[] chosen = new int[4];
    private boolean[] served = new boolean[4];

    LinkDelivery(Router router, OpenBatches batches, OperationReader message) {
        this.router = router;
        this.writer = new LinkWriter(batches, message);
        this.replies = new ReplyWays(router, writer);
    }

    /** For messages to replies that lead to other clusters. */
    ReplyWays replies() {
        return replies;
    }

    /**
     * Serves the queue groups, here and elsewhere, and the links.
     *
     * @param arrival over which link the message came; null for a client's or the server's own
     * @return how many took it, links counted as one each
     */
    int deliver(MatchResult match, RemoteMatch remote, @Nullable Arrival arrival) {
        begin(remote.groupCount());
        int delivered = 0;
        if (arrival == null || arrival.listsAny()) {
            delivered += serveGroups(match, remote, arrival);
        }
        for (int i = 0; i < remote.firstGateway(); i++) {
            delivered += send(remote, i, arrival) ? 1 : 0;
        }
        if (remote.firstGateway() < remote.linkCount() && mayGoByGateway(arrival)) {
            router.nameReply(replies);
            for (int i = remote.firstGateway(); i < remote.linkCount(); i++) {
                delivered += sendByGateway(remote, i, arrival) ? 1 : 0;
            }
        }
        return delivered;
    }

    /** The answer to an anonymous request is for this cluster alone once it has got here. */
    private boolean mayGoByGateway(@Nullable Arrival arrival) {
        return Arrival.mayGo(arrival, LinkKind.GATEWAY)
                && (arrival == null || !arrival.isUnwrapped() || !router.isServiceReply());
    }

    private void begin(int groups) {
        if (groups > chosen.length) {
            chosen = new int[groups];
            served = new boolean[groups];
        }
        Arrays.fill(chosen, 0, groups, NOBODY);
        Arrays.fill(served, 0, groups, false);
    }

    // ---- queue groups

    private int serveGroups(MatchResult match, RemoteMatch remote, @Nullable Arrival arrival) {
        int delivered = 0;
        for (int i = 0; i < match.groupCount(); i++) {
            MatchResult.QueueGroup group = match.group(i);
            if (arrival != null && !arrival.lists(group.name())) {
                continue;
            }
            int r = numberOf(remote, group.name());
            if (r == NOBODY) {
                delivered += router.deliverOne(group) ? 1 : 0;
            } else if (serve(group, remote, r, arrival)) {
                delivered++;
            }
        }
        for (int r = 0; r < remote.groupCount(); r++) {
            byte[] name = remote.group(r).name();
            if (!served[r] && !hasLocal(match, name) && (arrival == null || arrival.lists(name))) {
                serveElsewhere(remote, r, arrival);
            }
        }
        return delivered;
    }

    private static int numberOf(RemoteMatch remote, byte[] name) {
        for (int r = 0; r < remote.groupCount(); r++) {
            if (Arrays.equals(remote.group(r).name(), name)) {
                return r;
            }
        }
        return NOBODY;
    }

    private static boolean hasLocal(MatchResult match, byte[] name) {
        for (int i = 0; i < match.groupCount(); i++) {
            if (Arrays.equals(match.group(i).name(), name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Serves a group that has members here and elsewhere.
     *
     * @return whether a member here took it; one elsewhere is noted
     */
    private boolean serve(MatchResult.QueueGroup here, RemoteMatch remote, int r, @Nullable Arrival arrival) {
        RemoteMatch.Group there = remote.group(r);
        long key = router.key(here.rule());
        if (key != 0) {
            return serveByKey(here, remote, r, arrival, key);
        }
        int local = QueueDelivery.places(here);
        int peers = arrival != null && arrival.kind() == LinkKind.ROUTE ? 0 : weight(remote, there, arrival, Rank.PEER);
        boolean localFirst = peers == 0 || router.queues().draw(local + peers) < local;
        if (localFirst && router.deliverOne(here)) {
            served[r] = true;
            return true;
        }
        serveElsewhere(remote, r, arrival);
        if (!served[r] && !localFirst && router.deliverOne(here)) {
            served[r] = true;
            return true;
        }
        return false;
    }

    /**
     * The same for a message with a key: every server of the cluster finds the same one for it, by the scores of their names, each
     * with as many shares as it has members.
     */
    private boolean serveByKey(
            MatchResult.QueueGroup here, RemoteMatch remote, int r, @Nullable Arrival arrival, long key) {
        boolean routed = arrival != null && arrival.kind() == LinkKind.ROUTE;
        int best = routed ? NOBODY : best(remote, remote.group(r), arrival, Rank.PEER, key);
        double mine = Rendezvous.score(key, router.candidate(), QueueDelivery.members(here));
        boolean localFirst = best == NOBODY || mine >= score(remote, remote.group(r), best, arrival, Rank.PEER, key);
        if (localFirst && router.deliverOne(here)) {
            served[r] = true;
            return true;
        }
        serveElsewhere(remote, r, arrival);
        if (!served[r] && !localFirst && router.deliverOne(here)) {
            served[r] = true;
            return true;
        }
        return false;
    }

    /** The link with the highest score for a key, of those of a rank that have members. */
    private int best(RemoteMatch remote, RemoteMatch.Group group, @Nullable Arrival arrival, Rank rank, long key) {
        int best = NOBODY;
        double highest = 0;
        for (int link : group.links()) {
            double score = score(remote, group, link, arrival, rank, key);
            if (score > highest) {
                highest = score;
                best = link;
            }
        }
        return best;
    }

    private double score(
            RemoteMatch remote, RemoteMatch.Group group, int link, @Nullable Arrival arrival, Rank rank, long key) {
        int weight = 0;
        for (int k = 0; k < group.members().length; k++) {
            weight += group.links()[k] == link ? weight(remote, group, k, arrival, rank) : 0;
        }
        return Rendezvous.score(key, ((LinkAccount) remote.link(link)).candidate(), weight);
    }

    private void serveElsewhere(RemoteMatch remote, int r, @Nullable Arrival arrival) {
        boolean routed = arrival != null && arrival.kind() == LinkKind.ROUTE;
        // What came over a route was meant for this server: another one gets it only when nobody else can.
        if (!choose(remote, r, arrival, routed ? Rank.LEAF : Rank.PEER)) {
            choose(remote, r, arrival, routed ? Rank.PEER : Rank.LEAF);
        }
    }

    private boolean choose(RemoteMatch remote, int r, @Nullable Arrival arrival, Rank rank) {
        RemoteMatch.Group group = remote.group(r);
        int total = weight(remote, group, arrival, rank);
        if (total == 0) {
            return false;
        }
        long key = router.key(group.rule());
        if (key != 0) {
            chosen[r] = best(remote, group, arrival, rank, key);
            served[r] = chosen[r] != NOBODY;
            return served[r];
        }
        int at = router.queues().draw(total);
        for (int k = 0; k < group.members().length; k++) {
            int weight = weight(remote, group, k, arrival, rank);
            if (at < weight) {
                chosen[r] = group.links()[k];
                served[r] = true;
                return true;
            }
            at -= weight;
        }
        return false;
    }

    /** Members that are as good as local ones, and members that are only asked when there are none of those. */
    private enum Rank {
        PEER,
        LEAF
    }

    private static int weight(RemoteMatch remote, RemoteMatch.Group group, @Nullable Arrival arrival, Rank rank) {
        int total = 0;
        for (int k = 0; k < group.members().length; k++) {
            total += weight(remote, group, k, arrival, rank);
        }
        return total;
    }

    private static int weight(
            RemoteMatch remote, RemoteMatch.Group group, int k, @Nullable Arrival arrival, Rank wanted) {
        LinkTarget link = remote.link(group.links()[k]);
        RemoteInterest member = group.members()[k];
        byte[] origin = member.leafCluster();
        LinkKind kind = link.kind();
        if (kind == LinkKind.GATEWAY || isClosed(link)) {
            return 0;
        }
        if (arrival != null && !isFor(link, origin, arrival)) {
            return 0;
        }
        boolean fromGateway = arrival != null && arrival.kind() == LinkKind.GATEWAY;
        boolean peer = origin.length == 0 && (kind == LinkKind.ROUTE || kind == LinkKind.LEAF && fromGateway);
        return peer == (wanted == Rank.PEER) ? member.weight() : 0;
    }

    private static boolean isFor(LinkTarget link, byte[] origin, Arrival arrival) {
        if (((LinkAccount) link).outbox() == arrival.outbox() || arrival.isFrom(origin)) {
            return false;
        }
        return switch (link.kind()) {
            case ROUTE -> arrival.kind() != LinkKind.HUB;
            case HUB -> arrival.kind() != LinkKind.ROUTE;
            case LEAF, GATEWAY -> true;
        };
    }

    private static boolean isClosed(LinkTarget link) {
        return ((LinkAccount) link).outbox().isClosed();
    }

    // ---- frames

    /** Gives a route or leaf link its frame, if it is to have one. */
    private boolean send(RemoteMatch remote, int i, @Nullable Arrival arrival) {
        LinkAccount link = (LinkAccount) remote.link(i);
        writer.noQueues();
        boolean any = false;
        for (int r = 0; r < remote.groupCount(); r++) {
            if (chosen[r] == i) {
                writer.queue(remote.group(r).name());
                any = true;
            }
        }
        if (!any && !isPlainFor(remote, i, link, arrival) || link.outbox().isClosed()) {
            return false;
        }
        return router.send(link, writer, arrival);
    }

    private boolean isPlainFor(RemoteMatch remote, int i, LinkAccount link, @Nullable Arrival arrival) {
        if (!remote.isPlain(i)) {
            return false;
        }
        if (arrival == null) {
            return true;
        }
        if (link.outbox() == arrival.outbox() || arrival.isFrom(remote.plainOrigin(i)) || arrival.comesBack(link)) {
            return false;
        }
        return Arrival.mayGo(arrival, link.kind()) || link.kind() == LinkKind.HUB && router.isServiceReply();
    }

    /** Gives a gateway its frame: for plain subscribers, and for groups that nobody nearer serves. */
    private boolean sendByGateway(RemoteMatch remote, int i, @Nullable Arrival arrival) {
        LinkAccount link = (LinkAccount) remote.link(i);
        if (link.outbox().isClosed()) {
            return false;
        }
        writer.noQueues();
        boolean any = false;
        for (int r = 0; r < remote.groupCount(); r++) {
            RemoteMatch.Group group = remote.group(r);
            if (!served[r] && (arrival == null || arrival.lists(group.name())) && hasMember(group, i)) {
                writer.queue(group.name());
                served[r] = true;
                any = true;
            }
        }
        if (!any && !remote.isPlain(i)) {
            return false;
        }
        return router.sendByGateway(link, writer);
    }

    private static boolean hasMember(RemoteMatch.Group group, int link) {
        for (int its : group.links()) {
            if (its == link) {
                return true;
            }
        }
        return false;
    }
}
