package io.dialtone.actors.monitor;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server of the same cluster.
 *
 * @param rid its number, counted together with those of clients
 * @param solicited whether this server dialled, or dials again when it is lost
 * @param configured whether that is because of the configuration
 * @param rtt the last round trip; null when none was measured yet
 * @param subscriptionCount what the other server wants over it
 * @param subscriptions the same one by one, where that was asked for
 * @param account the one account that it is for; empty for several
 * @param compression in the words of the configuration
 */
public record RouteInfo(
        long rid,
        String remoteId,
        String remoteName,
        boolean solicited,
        boolean configured,
        InetSocketAddress peer,
        Instant start,
        Instant lastActivity,
        @Nullable Duration rtt,
        long pendingBytes,
        Traffic traffic,
        long subscriptionCount,
        List<SubscriptionDetail> subscriptions,
        String account,
        String compression) {
    /** Copies the list. */
    public RouteInfo {
        subscriptions = List.copyOf(subscriptions);
    }
}
