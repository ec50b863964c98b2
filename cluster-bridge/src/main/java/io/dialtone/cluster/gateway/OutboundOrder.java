package io.dialtone.cluster.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The outbound gateways in the order in which they are offered a message: a queue group that has members in several clusters is
 * served by the nearest. One writer; a list that was taken stays as it is, so readers need no lock.
 *
 * @param <G> gateway; told apart by identity
 */
public final class OutboundOrder<G> {
    private record Entry<G>(G gateway, long rttNanos) {}

    private List<Entry<G>> entries = List.of();
    private volatile List<G> order = List.of();

    /** A gateway whose round trip time is not known yet comes first, as in nats-server. */
    public void add(G gateway) {
        List<Entry<G>> changed = without(gateway);
        changed.add(new Entry<>(gateway, 0));
        publish(changed);
    }

    /** Takes a gateway out. */
    public void remove(G gateway) {
        publish(without(gateway));
    }

    /** What the last PONG showed; nothing happens for one that is not in. */
    public void measured(G gateway, long rttNanos) {
        List<Entry<G>> changed = without(gateway);
        if (changed.size() < entries.size()) {
            changed.add(new Entry<>(gateway, rttNanos));
            publish(changed);
        }
    }

    /** The nearest first. From any thread. */
    public List<G> nearestFirst() {
        return order;
    }

    private List<Entry<G>> without(G gateway) {
        List<Entry<G>> others = new ArrayList<>(entries);
        others.removeIf(entry -> entry.gateway == gateway);
        return others;
    }

    private void publish(List<Entry<G>> changed) {
        changed.sort(Comparator.comparingLong(Entry::rttNanos));
        entries = changed;
        order = changed.stream().map(Entry::gateway).toList();
    }
}
