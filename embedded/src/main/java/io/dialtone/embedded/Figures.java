package io.dialtone.embedded;

import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.ServerStats;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What monitoring knows, as the library shows it. */
final class Figures {
    private static final long LIMIT_SECONDS = 10;

    private Figures() {}

    static ServerMetrics ofServer(MonitorSource monitor) {
        ServerStats stats = now(monitor.serverStats());
        ServerStats.Counts counts = stats.counts();
        return new ServerMetrics(
                Duration.between(stats.start(), stats.now()),
                counts.connections(),
                counts.totalConnections(),
                counts.subscriptions(),
                counts.routes(),
                counts.remotes(),
                monitor.gateways(GatewayQuery.ALL).outbound().size(),
                counts.leafNodes(),
                stats.all().inMsgs(),
                stats.all().inBytes(),
                stats.all().outMsgs(),
                stats.all().outBytes(),
                stats.trouble().slowConsumers().total(),
                stats.trouble().staleConnections().total());
    }

    static List<AccountMetrics> ofAccounts(MonitorSource monitor) {
        return now(monitor.accountStats(true)).stream()
                .map(Figures::ofAccount)
                .sorted(Comparator.comparing(AccountMetrics::account))
                .toList();
    }

    private static AccountMetrics ofAccount(AccountStats stats) {
        return new AccountMetrics(
                stats.account(),
                stats.connections(),
                stats.subscriptions(),
                stats.received().total().msgs(),
                stats.received().total().bytes(),
                stats.sent().total().msgs(),
                stats.sent().total().bytes(),
                stats.slowConsumers());
    }

    private static <T> T now(CompletionStage<T> snapshot) {
        return snapshot.toCompletableFuture()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
