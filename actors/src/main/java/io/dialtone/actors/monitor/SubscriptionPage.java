package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subscriptions that a query selected.
 *
 * @param stats of the indexes of the accounts asked for
 * @param total matches in all pages; 0 when no list was wanted
 */
public record SubscriptionPage(
        SubscriptionQuery query, Instant now, SublistStats stats, int total, List<SubscriptionDetail> subscriptions) {

    public SubscriptionPage {
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * Filters and cuts, holding no more than the page.
     *
     * @param candidates subscriptions of every account, or of the one asked for, in the order they are to be shown; consumed
     *     and closed, and not touched when the query wants no list
     */
    public static SubscriptionPage select(
            SubscriptionQuery query, Instant now, SublistStats stats, Stream<SubscriptionDetail> candidates) {
        List<SubscriptionDetail> page = new ArrayList<>();
        int[] total = {0};
        try (candidates) {
            if (query.list()) {
                candidates.filter(s -> isWanted(query, s)).forEachOrdered(s -> {
                    int index = total[0]++;
                    if (index >= query.offset() && page.size() < query.limit()) {
                        page.add(s);
                    }
                });
            }
        }
        return new SubscriptionPage(query, now, stats, total[0], page);
    }

    private static boolean isWanted(SubscriptionQuery query, SubscriptionDetail subscription) {
        return (query.account().isEmpty() || query.account().equals(subscription.account()))
                && (query.test().isEmpty() || LiteralSubject.matches(query.test(), subscription.subject()));
    }
}
