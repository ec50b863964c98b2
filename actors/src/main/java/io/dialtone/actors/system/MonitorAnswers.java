package io.dialtone.actors.system;

import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.InvalidQuery;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.LeafQuery;
import io.dialtone.actors.monitor.MonitorJson;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.SubscriptionQuery;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answers that monitoring has over HTTP, too: the same documents, asked for by bodies of requests. Any thread. */
final class MonitorAnswers {
    private final MonitorSource source;

    MonitorAnswers(SystemHost host) {
        this.source = host.monitor();
    }

    /**
     * @param account that alone is asked about; empty for what the options say
     */
    CompletionStage<JsonBody> connections(RequestOptions options, String account) {
        String wanted = account.isEmpty() ? options.text("acc") : account;
        ConnectionQuery query = new ConnectionQuery(
                ConnectionQuery.Sort.parse(options.text("sort")),
                options.flag("auth"),
                shown(options),
                options.integer("offset"),
                options.integer("limit"),
                options.number("cid"),
                state(options.number("state")),
                options.text("user"),
                wanted,
                options.text("mqtt_client"),
                options.text("filter_subject"));
        return source.connections(query)
                .thenApply(page ->
                        MonitorJson.connections(source.identity(), account.isEmpty() ? page : of(account, page)));
    }

    /** A connection asked for by its number is found in any account; whoever asks about one account is not to see it. */
    private static ConnectionPage of(String account, ConnectionPage page) {
        List<ConnectionInfo> its = page.connections().stream()
                .filter(c -> c.auth().account().equals(account))
                .toList();
        return new ConnectionPage(page.query(), page.now(), page.knownAccount(), page.total(), its);
    }

    private static ConnectionQuery.Subscriptions shown(RequestOptions options) {
        if (options.flag("subscriptions_detail")) {
            return ConnectionQuery.Subscriptions.DETAIL;
        }
        return options.flag("subscriptions")
                ? ConnectionQuery.Subscriptions.SUBJECTS
                : ConnectionQuery.Subscriptions.NONE;
    }

    private static ConnectionQuery.State state(long number) {
        return switch ((int) Math.max(-1, Math.min(number, 3))) {
            case 0 -> ConnectionQuery.State.OPEN;
            case 1 -> ConnectionQuery.State.CLOSED;
            case 2 -> ConnectionQuery.State.ALL;
            default -> ConnectionQuery.State.NONE;
        };
    }

    CompletionStage<JsonBody> subscriptions(RequestOptions options, String account) {
        SubscriptionQuery query = new SubscriptionQuery(
                !account.isEmpty() || options.flag("subscriptions"),
                options.integer("offset"),
                options.integer("limit"),
                account.isEmpty() ? options.text("account") : account,
                options.text("test"));
        return source.subscriptions(query).thenApply(page -> MonitorJson.subscriptions(source.identity(), page));
    }

    CompletionStage<JsonBody> routes(RequestOptions options) {
        return source.routes(shown(options)).thenApply(page -> MonitorJson.routes(source.identity(), page));
    }

    CompletionStage<JsonBody> health(RequestOptions options) {
        HealthQuery query = new HealthQuery(
                options.flag("js-enabled"),
                options.flag("js-enabled-only"),
                options.flag("js-server-only"),
                options.flag("js-meta-only"),
                options.text("account"),
                options.text("stream"),
                options.text("consumer"),
                options.flag("details"));
        return source.health(query).thenApply(report -> MonitorJson.healthWithCode(report, query.details()));
    }

    CompletionStage<JsonBody> leafNodes(RequestOptions options, String account) {
        LeafQuery query =
                new LeafQuery(options.flag("subscriptions"), account.isEmpty() ? options.text("account") : account);
        return CompletableFuture.completedFuture(
                MonitorJson.leafNodes(source.identity(), Instant.now(), query, source.leafNodes(query)));
    }

    CompletionStage<JsonBody> gateways(RequestOptions options) {
        GatewayQuery query = new GatewayQuery(
                options.text("name"), options.flag("accounts"), options.text("account_name"), shown(options));
        return CompletableFuture.completedFuture(
                MonitorJson.gateways(source.identity(), Instant.now(), query, source.gateways(query)));
    }

    CompletionStage<JsonBody> accounts(RequestOptions options) {
        String name = options.text("account");
        if (name.isEmpty()) {
            return source.accounts()
                    .thenApply(names ->
                            MonitorJson.accounts(source.identity(), Instant.now(), source.systemAccount(), names));
        }
        return source.account(name)
                .thenApply(found -> MonitorJson.account(
                        source.identity(),
                        Instant.now(),
                        source.systemAccount(),
                        found.orElseThrow(() -> unknown(name))));
    }

    CompletionStage<JsonBody> account(String name) {
        return source.account(name).thenApply(found -> MonitorJson.account(found.orElseThrow(() -> unknown(name))));
    }

    private static InvalidQuery unknown(String account) {
        return new InvalidQuery("Account " + account + " does not exist");
    }
}
