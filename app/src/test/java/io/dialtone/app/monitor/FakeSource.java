package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ConfiguredStats;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.HealthReport;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.ProcessStats;
import io.dialtone.actors.monitor.Readiness;
import io.dialtone.actors.monitor.RoutePage;
import io.dialtone.actors.monitor.ServerIdentity;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SublistStats;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker with two accounts, as many clients as a test wants, and nothing behind it. */
final class FakeSource implements MonitorSource {

    static final Instant START = Instant.parse("2026-11-20T21:40:22.5Z");
    static final Instant NOW = Instant.parse("2026-11-20T21:41:24.87Z");

    volatile Readiness readiness = Readiness.READY;
    volatile int clients = 2;
    volatile boolean silent;
    volatile boolean failing;

    @Override
    public ServerIdentity identity() {
        return new ServerIdentity("NFAKE", "fake", "2.15.1");
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public @Nullable String systemAccount() {
        return "$SYS";
    }

    @Override
    public CompletionStage<ServerStats> serverStats() {
        return answer(new ServerStats(
                identity(),
                new ServerStats.Endpoint(
                        1, null, "java25", "0.0.0.0", 4222, true, false, false, null, List.of(), List.of()),
                ConfiguredStats.limits(Options.defaults()),
                ConfiguredStats.http(Options.defaults()),
                START,
                NOW,
                new ProcessStats(16_474_112, 1.5, 2, 2),
                new ServerStats.Counts(clients, 7, 0, 0, 0, 60),
                new Traffic(10, 100, 20, 200),
                new Traffic(6, 60, 12, 120),
                new ServerStats.Trouble(ServerStats.KindCounts.ofClients(3), ServerStats.KindCounts.ofClients(1), 4),
                new ServerStats.Configuration(
                        START,
                        "sha256:00",
                        List.of(),
                        Map.of(),
                        Map.of(
                                "js_ack_fc_v2", false,
                                "js_api_reply_v2", false,
                                "js_raft_delete_range", true,
                                "js_snapshot_sources", false),
                        List.of(),
                        "$SYS",
                        0,
                        null),
                null,
                null,
                null,
                null));
    }

    @Override
    public CompletionStage<RoutePage> routes(ConnectionQuery.Subscriptions shown) {
        return answer(RoutePage.none(NOW));
    }

    @Override
    public CompletionStage<ConnectionPage> connections(ConnectionQuery query) {
        if (query.account().equals("NOPE")) {
            return answer(ConnectionPage.unknownAccount(query, NOW));
        }
        List<ConnectionInfo> open =
                LongStream.rangeClosed(1, clients).mapToObj(FakeSource::client).toList();
        List<ConnectionInfo> closed =
                List.of(client(100).withClosed(new ConnectionInfo.Closed(NOW.minusSeconds(1), "Client Closed")));
        return answer(ConnectionPage.select(query, NOW, open, closed)
                .map(c -> c.withSubscriptions(List.of(subscription(c.cid())))));
    }

    private static ConnectionInfo client(long cid) {
        return new ConnectionInfo(
                cid,
                ConnectionInfo.Kind.CLIENT,
                ConnectionInfo.Type.NATS,
                "127.0.0.1",
                (int) (40_000 + cid),
                START,
                NOW,
                null,
                Duration.ofNanos(1_105_689),
                5,
                new Traffic(1, 10, 2, 20),
                0,
                1,
                new ConnectionInfo.Client("app", "java", "2.26.2"),
                null,
                ConnectionInfo.Auth.of("a", "A"),
                null,
                null,
                List.of());
    }

    private static SubscriptionDetail subscription(long cid) {
        return new SubscriptionDetail("A", "A", "foo." + cid, "q", "1", 2, 5, cid);
    }

    @Override
    public CompletionStage<SubscriptionPage> subscriptions(SubscriptionQuery query) {
        SublistStats stats = new SublistStats(clients, 7, clients, 0, 8, 1, 1, 6);
        return answer(SubscriptionPage.select(
                query, NOW, stats, LongStream.rangeClosed(1, clients).mapToObj(FakeSource::subscription)));
    }

    @Override
    public CompletionStage<List<String>> accounts() {
        return answer(List.of("A", "$SYS"));
    }

    @Override
    public CompletionStage<Optional<AccountInfo>> account(String name) {
        Optional<AccountInfo> found =
                Stream.of("A", "$SYS").filter(name::equals).findFirst().map(FakeSource::info);
        return answer(found);
    }

    private static AccountInfo info(String name) {
        return new AccountInfo(
                name,
                START,
                name.equals("$SYS"),
                false,
                true,
                false,
                0,
                2,
                4,
                Map.of("m.in", List.of(new AccountInfo.MapDestination("m.out", 100, null))),
                List.of(),
                List.of(),
                null,
                null,
                name,
                List.of(),
                null,
                SublistStats.NONE,
                Map.of());
    }

    @Override
    public CompletionStage<List<AccountStats>> accountStats(boolean includeUnused) {
        AccountStats used = new AccountStats(
                "A",
                "A",
                clients,
                0,
                clients,
                4,
                AccountStats.DataStats.ofClients(2, 20),
                AccountStats.DataStats.ofClients(1, 10),
                3);
        AccountStats unused = new AccountStats(
                "$SYS", "$SYS", 0, 0, 0, 56, AccountStats.DataStats.NONE, AccountStats.DataStats.NONE, 0);
        return answer(includeUnused ? List.of(used, unused) : List.of(used));
    }

    @Override
    public CompletionStage<HealthReport> health(HealthQuery query) {
        return answer(HealthReport.of(query, readiness));
    }

    private <T> CompletionStage<T> answer(T value) {
        if (failing) {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
        }
        return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(value);
    }
}
