package io.dialtone.actors.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The general figures of a server, as {@code /varz} shows them.
 *
 * @param start when the server started
 * @param now when this snapshot was taken
 * @param all traffic of every kind of connection
 * @param clients traffic of clients alone
 * @param cluster null for a server that is in none
 * @param gateway null for a server without gateways
 * @param leaf the block of leaf nodes; null for a server without
 */
public record ServerStats(
        ServerIdentity identity,
        Endpoint endpoint,
        Limits limits,
        Http http,
        Instant start,
        Instant now,
        ProcessStats process,
        Counts counts,
        Traffic all,
        Traffic clients,
        Trouble trouble,
        Configuration configuration,
        @Nullable ClusterStats cluster,
        @Nullable GatewayBlock gateway,
        @Nullable JsonBody leaf,
        @Nullable WebSocketBlock webSocket) {

    /**
     * The client listener.
     *
     * @param runtime what the server runs on, e.g. {@code java25.0.1}
     * @param ip the advertised address when it was resolved, else null
     */
    public record Endpoint(
            int proto,
            @Nullable String gitCommit,
            String runtime,
            String host,
            int port,
            boolean authRequired,
            boolean tlsRequired,
            boolean tlsVerify,
            @Nullable String ip,
            List<String> connectUrls,
            List<String> webSocketConnectUrls) {

        public Endpoint {
            connectUrls = List.copyOf(connectUrls);
            webSocketConnectUrls = List.copyOf(webSocketConnectUrls);
        }
    }

    /**
     * Configured limits and times.
     *
     * @param maxSubscriptions per connection, 0 when unlimited
     * @param authTimeoutSeconds fractions allowed
     * @param maxPendingBytes bound of an outbox
     * @param writeTimeout {@code close} or {@code retry} when configured, else null
     */
    public record Limits(
            int maxConnections,
            int maxSubscriptions,
            Duration pingInterval,
            int maxPingsOut,
            double authTimeoutSeconds,
            int maxControlLine,
            int maxPayload,
            long maxPendingBytes,
            double tlsTimeoutSeconds,
            Duration writeDeadline,
            @Nullable String writeTimeout) {}

    /**
     * The monitoring listener; the ports are those configured, so -1 for any free one and 0 for none.
     *
     * @param requests times each path was asked for, since the start
     */
    public record Http(String host, int port, String basePath, int httpsPort, Map<String, Long> requests) {

        public static final Http NONE = new Http("", 0, "", 0, Map.of());

        public Http {
            requests = Map.copyOf(requests);
        }
    }

    /**
     * What is connected now.
     *
     * @param routes route connections, pooled ones counted singly
     * @param remotes servers reached through routes
     */
    public record Counts(
            int connections, long totalConnections, int routes, int remotes, int leafNodes, long subscriptions) {}

    /** Connections that were evicted, went stale, or publishers that had to wait, since the start. */
    public record Trouble(KindCounts slowConsumers, KindCounts staleConnections, long stalledClients, Pauses pauses) {

        public static final Trouble NONE = new Trouble(KindCounts.NONE, KindCounts.NONE, 0);

        /** Nobody was held back for publishing more than it may. */
        public Trouble(KindCounts slowConsumers, KindCounts staleConnections, long stalledClients) {
            this(slowConsumers, staleConnections, stalledClients, Pauses.NONE);
        }
    }

    /** A count for each kind of connection. */
    public record KindCounts(long clients, long routes, long gateways, long leafs) {

        public static final KindCounts NONE = new KindCounts(0, 0, 0, 0);

        public static KindCounts ofClients(long clients) {
            return new KindCounts(clients, 0, 0, 0);
        }

        public long total() {
            return clients + routes + gateways + leafs;
        }
    }

    /**
     * The configuration in force.
     *
     * @param loadTime when it was loaded or last reloaded
     * @param digest {@code sha256:...}, empty without a configuration file
     * @param operatorTokens of the operators that are trusted
     * @param systemAccount null when there is none
     * @param pinnedAccountFailures clients turned away because their account is none of those pinned
     * @param certificateNotAfter when the certificate of the client listener expires, null without TLS
     */
    public record Configuration(
            Instant loadTime,
            String digest,
            List<String> tags,
            Map<String, String> metadata,
            Map<String, Boolean> featureFlags,
            List<String> operatorTokens,
            @Nullable String systemAccount,
            long pinnedAccountFailures,
            @Nullable Instant certificateNotAfter) {

        public Configuration {
            tags = List.copyOf(tags);
            metadata = Map.copyOf(metadata);
            featureFlags = Map.copyOf(featureFlags);
            operatorTokens = List.copyOf(operatorTokens);
        }
    }

    /** The same figures with the requests that the monitoring server counted. */
    public ServerStats withRequests(Map<String, Long> requests) {
        Http counted = new Http(http.host(), http.port(), http.basePath(), http.httpsPort(), requests);
        return new ServerStats(
                identity,
                endpoint,
                limits,
                counted,
                start,
                now,
                process,
                counts,
                all,
                clients,
                trouble,
                configuration,
                cluster,
                gateway,
                leaf,
                webSocket);
    }
}
