package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * The connections that a query selected.
 *
 * @param knownAccount false when the query named an account that does not exist; nothing else is known then
 * @param total candidates before the filter by user
 */
public record ConnectionPage(
        ConnectionQuery query, Instant now, boolean knownAccount, int total, List<ConnectionInfo> connections) {

    public ConnectionPage {
        connections = List.copyOf(connections);
    }

    /** The answer to a query for an account that does not exist. */
    public static ConnectionPage unknownAccount(ConnectionQuery query, Instant now) {
        return new ConnectionPage(query, now, false, 0, List.of());
    }

    /**
     * Filters, sorts and cuts, whatever the connections subscribe to.
     *
     * @param open connections that are open, of every account; may be empty when the query wants closed ones only
     * @param closed connections that were closed, likewise
     */
    public static ConnectionPage select(
            ConnectionQuery query, Instant now, Collection<ConnectionInfo> open, Collection<ConnectionInfo> closed) {
        return select(query, now, open, closed, connection -> true);
    }

    /**
     * Filters, sorts and cuts.
     *
     * @param subscribed whether a connection has a subscription that the query asks for
     */
    public static ConnectionPage select(
            ConnectionQuery query,
            Instant now,
            Collection<ConnectionInfo> open,
            Collection<ConnectionInfo> closed,
            Predicate<ConnectionInfo> subscribed) {
        List<ConnectionInfo> candidates = new ArrayList<>();
        if (query.state().includesOpen()) {
            candidates.addAll(ofAccount(open, query.account()));
        }
        if (query.state().includesClosed()) {
            candidates.addAll(ofAccount(closed, query.account()));
        }
        List<ConnectionInfo> matches = query.cid() == 0 ? filtered(candidates, query) : withCid(query, open, closed);
        matches.removeIf(subscribed.negate());
        matches.sort(order(query.sort(), now));
        int from = Math.min(query.offset(), matches.size());
        int to = from + Math.min(query.limit(), matches.size() - from);
        return new ConnectionPage(query, now, true, candidates.size(), matches.subList(from, to));
    }

    /** The same page with each connection replaced, for instance by one that has its subscriptions. */
    public ConnectionPage map(UnaryOperator<ConnectionInfo> change) {
        return new ConnectionPage(
                query,
                now,
                knownAccount,
                total,
                connections.stream().map(change).toList());
    }

    private static Collection<ConnectionInfo> ofAccount(Collection<ConnectionInfo> all, String account) {
        return account.isEmpty()
                ? all
                : all.stream().filter(c -> c.auth().account().equals(account)).toList();
    }

    private static List<ConnectionInfo> filtered(List<ConnectionInfo> candidates, ConnectionQuery query) {
        List<ConnectionInfo> matches = new ArrayList<>(candidates);
        if (!query.user().isEmpty()) {
            matches.removeIf(c -> !c.auth().user().equals(query.user()));
        }
        if (!query.mqttClient().isEmpty()) {
            matches.removeIf(c -> !query.mqttClient().equals(c.mqttClient()));
        }
        return matches;
    }

    /** An open client with the id is found whatever its account; only closed ones are filtered, as nats-server does. */
    private static List<ConnectionInfo> withCid(
            ConnectionQuery query, Collection<ConnectionInfo> open, Collection<ConnectionInfo> closed) {
        Optional<ConnectionInfo> found = Optional.empty();
        if (query.state().includesOpen()) {
            found = open.stream()
                    .filter(c -> c.cid() == query.cid() && c.kind() == ConnectionInfo.Kind.CLIENT)
                    .findFirst();
        }
        if (found.isEmpty() && query.state().includesClosed()) {
            found = filtered(new ArrayList<>(ofAccount(closed, query.account())), query).stream()
                    .filter(c -> c.cid() == query.cid())
                    .findFirst();
        }
        List<ConnectionInfo> matches = new ArrayList<>();
        found.ifPresent(matches::add);
        return matches;
    }

    /** Ties are broken by connection id, so that pages do not overlap. */
    private static Comparator<ConnectionInfo> order(ConnectionQuery.Sort sort, Instant now) {
        Comparator<ConnectionInfo> byCid = Comparator.comparingLong(ConnectionInfo::cid);
        Comparator<ConnectionInfo> first = switch (sort) {
            case CID, START -> byCid;
            case SUBS -> largest(c -> c.subscriptionCount());
            case PENDING -> largest(ConnectionInfo::pendingBytes);
            case MSGS_TO -> largest(c -> c.traffic().outMsgs());
            case MSGS_FROM -> largest(c -> c.traffic().inMsgs());
            case BYTES_TO -> largest(c -> c.traffic().outBytes());
            case BYTES_FROM -> largest(c -> c.traffic().inBytes());
            case LAST -> Comparator.comparing(ConnectionInfo::lastActivity).reversed();
            case IDLE -> Comparator.comparing(ConnectionInfo::lastActivity);
            case UPTIME -> Comparator.comparing(c -> c.uptime(now));
            case RTT -> Comparator.comparing(ConnectionInfo::rtt).reversed();
            case STOP -> Comparator.comparing(ConnectionPage::stop).reversed();
            case REASON -> Comparator.comparing(ConnectionPage::reason);
        };
        return first.thenComparing(byCid);
    }

    private static Comparator<ConnectionInfo> largest(ToLongFunction<ConnectionInfo> key) {
        return Comparator.comparingLong(key).reversed();
    }

    private static Instant stop(ConnectionInfo connection) {
        ConnectionInfo.Closed closed = connection.closed();
        return closed == null ? Instant.EPOCH : closed.stop();
    }

    private static String reason(ConnectionInfo connection) {
        ConnectionInfo.Closed closed = connection.closed();
        return closed == null ? "" : closed.reason();
    }
}
