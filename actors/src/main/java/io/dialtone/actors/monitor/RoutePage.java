package io.dialtone.actors.monitor;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.conf.PermissionOptions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a server, {@code /routez}.
 *
 * @param shown how much of the subscriptions
 * @param permissions which interest goes over routes, publish being import; null for all
 */
public record RoutePage(
        Instant now, Subscriptions shown, @Nullable PermissionOptions permissions, List<RouteInfo> routes) {
    /** Copies the list. */
    public RoutePage {
        routes = List.copyOf(routes);
    }

    /** That of a server without routes. */
    public static RoutePage none(Instant now) {
        return new RoutePage(now, Subscriptions.NONE, null, List.of());
    }
}
