package io.dialtone.actors.monitor;

import java.time.Duration;
import java.util.List;

/**
 * Leaf links, as {@code /leafz} shows them.
 *
 * @param links in the order of their numbers
 */
public record LeafStats(List<Link> links) {
    /** No links. */
    public static final LeafStats NONE = new LeafStats(List.of());

    /** Copies the list. */
    public LeafStats {
        links = List.copyOf(links);
    }

    /**
     * One link.
     *
     * @param name of the other server
     * @param spoke whether this server is the leaf node of the two
     * @param isolated whether interest of other leaf nodes is kept from the other side
     * @param account of this server that it is bound to
     * @param rtt zero before the first PONG
     * @param subscriptions what the other side wants
     * @param compression in the words of the configuration
     */
    public record Link(
            long id,
            String name,
            boolean spoke,
            boolean isolated,
            String account,
            String ip,
            int port,
            Duration rtt,
            Traffic traffic,
            List<String> subscriptions,
            String compression) {
        /** Copies the list. */
        public Link {
            subscriptions = List.copyOf(subscriptions);
        }
    }
}
