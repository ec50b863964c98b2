package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.ClusterJson;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.HealthReport;
import io.dialtone.actors.monitor.InvalidQuery;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.LeafQuery;
import io.dialtone.actors.monitor.MonitorJson;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SubjectsJson;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.ServerLog;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * The endpoints that answer from the broker. As in nats-server, a request with arguments that cannot be read counts in
 * {@code http_req_stats} at some endpoints and at others, {@code /connz} and {@code /routez}, not.
 */
final class BrokerEndpoints {

    private static final int INDENT = 2;
    private static final int WIDE_INDENT = 3;

    private final MonitorSource source;
    private final RequestCounts counts;
    private final ServerLog log;
    private final Clock clock;

    BrokerEndpoints(MonitorSource source, RequestCounts counts, ServerLog log, Clock clock) {
        this.source = source;
        this.counts = counts;
        this.log = log;
        this.clock = clock;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add("/varz", this::server)
                .add("/connz", this::connections)
                .add("/subsz", this::subscriptions)
                .add("/subscriptionsz", this::subscriptions)
                .add("/accountz", this::accounts)
                .add("/accstatz", this::accountStats)
                .addForAll("/healthz", this::health)
                .add("/routez", this::routes)
                .add("/gatewayz", this::gateways)
                .add("/leafz", this::leafNodes)
                .add("/clusterz", this::cluster)
                .add("/topz", this::busiestSubjects)
                .add("/jsz", this::jetStream)
                .add("/raftz", query -> Endpoints.done(Reply.error(404, "No Raft nodes registered")))
                .add("/ipqueuesz", this::queues);
    }

    /** The general figures with the requests counted here. */
    CompletionStage<ServerStats> serverStats() {
        return source.serverStats().thenApply(stats -> stats.withRequests(counts.snapshot()));
    }

    private CompletionStage<Reply> server(Query query) {
        counts.count("/varz");
        return serverStats().thenApply(stats -> document(MonitorJson.server(stats)));
    }

    private CompletionStage<Reply> connections(Query query) {
        boolean auth = query.bool("auth");
        ConnectionQuery.Subscriptions subscriptions = subscriptionsShown(query);
        int offset = query.integer("offset");
        int limit = query.integer("limit");
        long cid = query.unsigned("cid");
        ConnectionQuery.State state = ConnectionQuery.State.parse(query.text("state"));
        counts.count("/connz");
        ConnectionQuery wanted = new ConnectionQuery(
                ConnectionQuery.Sort.parse(query.text("sort")),
                auth,
                subscriptions,
                offset,
                limit,
                cid,
                state,
                query.text("user"),
                query.text("acc"),
                query.text("mqtt_client"),
                query.text("filter_subject"));
        return source.connections(wanted).thenApply(page -> document(MonitorJson.connections(source.identity(), page)));
    }

    private CompletionStage<Reply> subscriptions(Query query) {
        counts.count("/subsz");
        SubscriptionQuery wanted = new SubscriptionQuery(
                query.bool("subs"),
                query.integer("offset"),
                query.integer("limit"),
                query.text("acc"),
                query.text("test"));
        return source.subscriptions(wanted)
                .thenApply(page -> document(MonitorJson.subscriptions(source.identity(), page)));
    }

    private CompletionStage<Reply> accounts(Query query) {
        counts.count("/accountz");
        String name = query.text("acc");
        if (name.isEmpty()) {
            return source.accounts()
                    .thenApply(names ->
                            document(MonitorJson.accounts(source.identity(), now(), source.systemAccount(), names)));
        }
        return source.account(name)
                .thenApply(found -> found.map(account -> document(
                                MonitorJson.account(source.identity(), now(), source.systemAccount(), account)))
                        .orElseThrow(() -> new InvalidQuery("Account " + name + " does not exist")));
    }

    private CompletionStage<Reply> accountStats(Query query) {
        counts.count("/accstatz");
        return source.accountStats(query.bool("unused"))
                .thenApply(stats -> document(MonitorJson.accountStats(source.identity(), now(), stats)));
    }

    private CompletionStage<Reply> health(Query query) {
        counts.count("/healthz");
        boolean jsEnabled = query.bool("js-enabled");
        if (jsEnabled) {
            log.warn("Healthcheck: js-enabled deprecated, use js-enabled-only instead");
        }
        HealthQuery wanted = new HealthQuery(
                jsEnabled,
                query.bool("js-enabled-only"),
                query.bool("js-server-only"),
                query.bool("js-meta-only"),
                query.text("account"),
                query.text("stream"),
                query.text("consumer"),
                query.bool("details"));
        return source.health(wanted).thenApply(report -> healthReply(report, wanted.details()));
    }

    private Reply healthReply(HealthReport report, boolean details) {
        HealthReport.Problem problem = report.problem();
        if (problem != null) {
            log.warn("Healthcheck failed: " + GoQuote.quote(problem.error()));
        }
        return Reply.json(report.code(), MonitorJson.health(report, details).compact());
    }

    private CompletionStage<Reply> routes(Query query) {
        ConnectionQuery.Subscriptions shown = subscriptionsShown(query);
        counts.count("/routez");
        return source.routes(shown).thenApply(page -> document(MonitorJson.routes(source.identity(), page)));
    }

    private CompletionStage<Reply> gateways(Query query) {
        counts.count("/gatewayz");
        GatewayQuery wanted = new GatewayQuery(
                query.text("gw_name"), query.bool("accs"), query.text("acc_name"), subscriptionsShown(query));
        return answered(MonitorJson.gateways(source.identity(), now(), wanted, source.gateways(wanted)));
    }

    private CompletionStage<Reply> leafNodes(Query query) {
        counts.count("/leafz");
        LeafQuery wanted = new LeafQuery(query.bool("subs"), query.text("acc"));
        return answered(MonitorJson.leafNodes(source.identity(), now(), wanted, source.leafNodes(wanted)));
    }

    /** Our own: nats-server has no membership. */
    private CompletionStage<Reply> cluster(Query query) {
        counts.count("/clusterz");
        return answered(ClusterJson.document(source.identity(), now(), source.cluster()));
    }

    /** Our own: the subjects with most messages. */
    private CompletionStage<Reply> busiestSubjects(Query query) {
        int limit = query.integer("limit");
        counts.count("/topz");
        return answered(SubjectsJson.document(
                source.identity(), now(), source.busiestSubjects(), limit <= 0 ? Integer.MAX_VALUE : limit));
    }

    private CompletionStage<Reply> jetStream(Query query) {
        counts.count("/jsz");
        query.bool("accounts");
        query.bool("streams");
        query.bool("consumers");
        query.bool("direct-consumers");
        query.bool("config");
        query.integer("offset");
        query.integer("limit");
        boolean ofLeader = query.bool("leader-only");
        query.bool("raft");
        query.bool("stream-leader-only");
        if (ofLeader) {
            return Endpoints.done(Reply.error(400, "filtered response: not leader"));
        }
        return answered(MonitorJson.noJetStream(source.identity(), now()));
    }

    /** What waits in the server's internal queues: none of ours are of the kind shown here. */
    private CompletionStage<Reply> queues(Query query) {
        query.bool("all");
        JsonBody none = out -> out.object(() -> {});
        return Endpoints.done(Reply.json(none.indented(WIDE_INDENT)));
    }

    private static ConnectionQuery.Subscriptions subscriptionsShown(Query query) {
        if (query.is("subs", "detail")) {
            return ConnectionQuery.Subscriptions.DETAIL;
        }
        return query.bool("subs") ? ConnectionQuery.Subscriptions.SUBJECTS : ConnectionQuery.Subscriptions.NONE;
    }

    private Instant now() {
        return clock.instant();
    }

    private static CompletionStage<Reply> answered(JsonBody body) {
        return Endpoints.done(document(body));
    }

    private static Reply document(JsonBody body) {
        return Reply.json(body.indented(INDENT));
    }
}
