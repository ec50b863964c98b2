package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.HealthReport;
import io.dialtone.actors.monitor.MonitorJson;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.Pauses;
import io.dialtone.actors.monitor.RoutePage;
import io.dialtone.actors.monitor.ServerIdentity;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}: what the other endpoints show, in Prometheus' text format with the names and labels of
 * prometheus-nats-exporter, so that dashboards made for it work without it; then figures of the JVM. Connections are summed
 * up, all of them and not the first page; {@code ?connz=detailed} adds every one.
 */
final class Metrics {

    private static final ConnectionQuery ALL_CONNECTIONS = new ConnectionQuery(
            ConnectionQuery.Sort.CID,
            true,
            ConnectionQuery.Subscriptions.NONE,
            0,
            Integer.MAX_VALUE,
            0,
            ConnectionQuery.State.OPEN,
            "",
            "",
            "");

    private final MonitorSource source;
    private final Supplier<CompletionStage<ServerStats>> serverStats;

    Metrics(MonitorSource source, Supplier<CompletionStage<ServerStats>> serverStats) {
        this.source = source;
        this.serverStats = serverStats;
    }

    CompletionStage<Reply> answer(Query query) {
        boolean detailed = query.is("connz", "detailed");
        CompletableFuture<ServerStats> server = serverStats.get().toCompletableFuture();
        CompletableFuture<ConnectionPage> connections =
                source.connections(ALL_CONNECTIONS).toCompletableFuture();
        CompletableFuture<SubscriptionPage> subscriptions =
                source.subscriptions(SubscriptionQuery.DEFAULT).toCompletableFuture();
        CompletableFuture<List<AccountStats>> accounts =
                source.accountStats(true).toCompletableFuture();
        CompletableFuture<HealthReport> health =
                source.health(HealthQuery.DEFAULT).toCompletableFuture();
        CompletableFuture<RoutePage> routes =
                source.routes(ConnectionQuery.Subscriptions.NONE).toCompletableFuture();
        return CompletableFuture.allOf(server, connections, subscriptions, accounts, health, routes)
                .thenApply(all -> {
                    ServerIdentity identity = source.identity();
                    Gauges gauges = new Gauges(Labels.of("server_id", identity.id()));
                    FlatMetrics.add(gauges, "gnatsd_varz", MonitorJson.server(server.join()));
                    FlatMetrics.add(gauges, "gnatsd_subsz", MonitorJson.subscriptions(identity, subscriptions.join()));
                    FlatMetrics.add(gauges, "gnatsd_routez", MonitorJson.routes(identity, routes.join()));
                    gauges.add("gnatsd_leafz_conn_nodes_total", "nodes_total", 0);
                    connections(gauges, connections.join(), detailed);
                    accounts.join().forEach(account -> account(gauges, account));
                    health(gauges, health.join());
                    JvmMetrics.add(gauges, server.join());
                    cluster(gauges, source.cluster());
                    return new Reply(200, Reply.Kind.METRICS, false, gauges.text(), null);
                });
    }

    /** Our own; nothing where the server is no member of an Akka Cluster. */
    private static void cluster(Gauges gauges, @Nullable ClusterView view) {
        if (view != null) {
            gauges.add(
                    "dialtone_cluster_members",
                    "members of the cluster",
                    view.members().size());
            gauges.add(
                    "dialtone_cluster_unreachable_members",
                    "members that cannot be reached",
                    view.unreachable().size());
            gauges.add(
                    "dialtone_cluster_up",
                    "this node is a member",
                    view.status().equals("up") ? 1 : 0);
            gauges.add(
                    "dialtone_cluster_leader",
                    "this node is the leader",
                    view.leader().equals(view.self()) ? 1 : 0);
        }
    }

    private static void connections(Gauges gauges, ConnectionPage page, boolean detailed) {
        List<ConnectionInfo> connections = page.connections();
        gauges.add("gnatsd_connz_num_connections", "num_connections", connections.size());
        gauges.add("gnatsd_connz_total", "total", page.total());
        gauges.add("gnatsd_connz_offset", "offset", 0);
        gauges.add("gnatsd_connz_limit", "limit", ConnectionQuery.DEFAULT_LIMIT);
        for (ConnectionMetric metric : ConnectionMetric.values()) {
            if (metric.isSummed()) {
                double sum = connections.stream()
                        .mapToDouble(c -> metric.of(c, page.now()))
                        .sum();
                gauges.add(metric.fullName(), metric.help(), sum);
            }
            if (detailed) {
                connections.forEach(c -> gauges.add(
                        metric.fullName(), metric.help(), ConnectionMetric.labels(c), metric.of(c, page.now())));
            }
        }
    }

    private static void account(Gauges gauges, AccountStats account) {
        Labels labels = Labels.of(
                "account", account.account(), "account_id", account.account(), "account_name", account.name());
        accountGauge(gauges, labels, "current_connections", account.connections());
        accountGauge(gauges, labels, "total_connections", account.totalConnections());
        accountGauge(gauges, labels, "subscriptions", account.subscriptions());
        accountGauge(gauges, labels, "leaf_nodes", account.leafNodes());
        accountGauge(gauges, labels, "sent_messages", account.sent().total().msgs());
        accountGauge(gauges, labels, "sent_bytes", account.sent().total().bytes());
        accountGauge(
                gauges, labels, "received_messages", account.received().total().msgs());
        accountGauge(
                gauges, labels, "received_bytes", account.received().total().bytes());
        accountGauge(gauges, labels, "slow_consumers", account.slowConsumers());
        Pauses pauses = account.pauses();
        if (pauses.count() > 0) {
            gauges.add("dialtone_account_publish_pauses", "publish_pauses", labels, pauses.count());
            gauges.add(
                    "dialtone_account_publish_paused_seconds",
                    "publish_paused_seconds",
                    labels,
                    pauses.total().toMillis() / 1000.0);
        }
    }

    private static void accountGauge(Gauges gauges, Labels labels, String name, long value) {
        gauges.add("gnatsd_accstatz_" + name, name, labels, value);
    }

    /** The three probes that the exporter knows give the same answer without JetStream. */
    private static void health(Gauges gauges, HealthReport report) {
        int ok = report.status().equals("ok") ? 1 : 0;
        for (String probe : List.of("healthz", "healthz_js_enabled_only", "healthz_js_server_only")) {
            gauges.add("gnatsd_" + probe + "_status", "status", 1 - ok);
            gauges.add("gnatsd_" + probe + "_status_value", "status", Labels.of("value", report.status()), ok);
        }
    }
}
