package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ConfiguredStats;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.HealthReport;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.ProcessSampler;
import io.dialtone.actors.monitor.Readiness;
import io.dialtone.actors.monitor.ServerIdentity;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SublistStats;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.Options;
import io.dialtone.routing.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a broker tells to monitoring. It reads what its actors keep for readers, the cards of connections, the totals, the
 * subject spaces, and asks an actor only for the subscriptions of one connection. Any thread; the data path does not notice.
 */
final class BrokerMonitor implements MonitorSource {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final ServerContext server;
    private final ActorSystem<?> system;
    private final Clock clock;
    private final Instant start;
    private final ProcessSampler process = new ProcessSampler();
    private volatile Loaded loaded;

    /** When a configuration was loaded, and its digest. */
    private record Loaded(Instant at, String digest) {}

    BrokerMonitor(ServerContext server, ActorSystem<?> system, String configDigest, Clock clock) {
        this.server = server;
        this.system = system;
        this.clock = clock;
        this.start = clock.instant();
        this.loaded = new Loaded(start, configDigest);
    }

    /** A new configuration holds. */
    void reloaded(String configDigest) {
        loaded = new Loaded(clock.instant(), configDigest);
    }

    @Override
    public ServerIdentity identity() {
        InfoMessage.Server info = server.info();
        return new ServerIdentity(info.id(), info.name(), info.version());
    }

    @Override
    public Readiness readiness() {
        return switch (server.phase()) {
            case RUNNING -> Readiness.READY;
            case LAME_DUCK -> Readiness.LAME_DUCK;
            case STOPPING -> Readiness.STOPPING;
        };
    }

    @Override
    public @Nullable String systemAccount() {
        return AccountSnapshots.systemAccount(server.options());
    }

    @Override
    public CompletionStage<HealthReport> health(HealthQuery query) {
        return CompletableFuture.completedFuture(HealthReport.of(query, readiness()));
    }

    // ---- the server

    @Override
    public CompletionStage<ServerStats> serverStats() {
        Options options = server.options();
        Instant now = clock.instant();
        ServerTotals totals = server.totals();
        Traffic clients = clientTraffic();
        return CompletableFuture.completedFuture(new ServerStats(
                identity(),
                endpoint(options),
                ConfiguredStats.limits(options),
                ConfiguredStats.http(options),
                start,
                now,
                process.sample(),
                new ServerStats.Counts(
                        server.connections().size(),
                        totals.connections(),
                        0,
                        0,
                        0,
                        server.accounts().all().stream()
                                .mapToLong(account -> account.space().size())
                                .sum()),
                clients,
                clients,
                new ServerStats.Trouble(
                        ServerStats.KindCounts.ofClients(totals.slowConsumers()),
                        ServerStats.KindCounts.ofClients(totals.staleConnections()),
                        totals.stalledClients()),
                configuration(options)));
    }

    private ServerStats.Endpoint endpoint(Options options) {
        InfoMessage.Server info = server.info();
        boolean tls = options.client().tls() != null && !options.client().allowNonTls();
        return new ServerStats.Endpoint(
                1,
                null,
                info.runtime(),
                info.host(),
                info.port(),
                server.gatekeeper().isRequired(),
                tls,
                info.tlsVerify(),
                null,
                List.of(),
                List.of());
    }

    private ServerStats.Configuration configuration(Options options) {
        Loaded current = loaded;
        return new ServerStats.Configuration(
                current.at(),
                current.digest(),
                options.traits().tags(),
                options.traits().metadata(),
                options.traits().featureFlags(),
                systemAccount(),
                null);
    }

    /** What went through the connections there are, on top of what those before them left. */
    private Traffic clientTraffic() {
        ServerTotals totals = server.totals();
        Traffic sum = new Traffic(totals.inMessages(), totals.inBytes(), totals.outMessages(), totals.outBytes());
        for (ConnectionInfoCard card : server.connections().open()) {
            sum = sum.plus(ConnectionSnapshots.traffic(card));
        }
        return sum;
    }

    // ---- connections

    @Override
    public CompletionStage<ConnectionPage> connections(ConnectionQuery query) {
        Instant now = clock.instant();
        if (!query.account().isEmpty() && !accountNames().contains(query.account())) {
            return CompletableFuture.completedFuture(ConnectionPage.unknownAccount(query, now));
        }
        Map<Long, ConnectionInfoCard> cards = new HashMap<>();
        List<ConnectionInfo> open = new ArrayList<>();
        for (ConnectionInfoCard card : server.connections().open()) {
            cards.put(card.cid(), card);
            open.add(ConnectionSnapshots.of(card));
        }
        List<ConnectionInfo> closed = query.state().includesClosed()
                ? server.connections().closed().stream()
                        .map(ConnectionSnapshots::of)
                        .toList()
                : List.of();
        ConnectionPage page = ConnectionPage.select(query, now, open, closed);
        return query.subscriptions() == ConnectionQuery.Subscriptions.NONE
                ? CompletableFuture.completedFuture(page)
                : withSubscriptions(page, cards);
    }

    private CompletionStage<ConnectionPage> withSubscriptions(
            ConnectionPage page, Map<Long, ConnectionInfoCard> cards) {
        Map<Long, CompletableFuture<List<SubscriptionDetail>>> asked = new HashMap<>();
        for (ConnectionInfo connection : page.connections()) {
            ConnectionInfoCard card = cards.get(connection.cid());
            ActorRef<Connection.Command> actor = card == null ? null : card.actor();
            if (connection.isOpen() && actor != null) {
                asked.put(connection.cid(), subscriptionsOf(actor, connection));
            }
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> page.map(connection -> {
                    CompletableFuture<List<SubscriptionDetail>> details = asked.get(connection.cid());
                    return details == null ? connection : connection.withSubscriptions(details.join());
                }));
    }

    /** A connection that ends meanwhile has none any more. */
    private CompletableFuture<List<SubscriptionDetail>> subscriptionsOf(
            ActorRef<Connection.Command> actor, ConnectionInfo connection) {
        CompletionStage<List<Subscription>> answer =
                AskPattern.ask(actor, Connection.Describe::new, ANSWER_LIMIT, system.scheduler());
        return answer.thenApply(subscriptions -> subscriptions.stream()
                        .map(s -> ConnectionSnapshots.detail(s, connection.auth().account(), connection.cid()))
                        .toList())
                .exceptionally(gone -> List.of())
                .toCompletableFuture();
    }

    // ---- subscriptions and accounts

    @Override
    public CompletionStage<SubscriptionPage> subscriptions(SubscriptionQuery query) {
        List<Account> accounts = server.accounts().all().stream()
                .filter(account -> query.account().isEmpty() || query.account().equals(account.name()))
                .toList();
        SublistStats stats =
                accounts.stream().map(AccountSnapshots::sublist).reduce(SublistStats.NONE, SublistStats::plus);
        Stream<SubscriptionDetail> details = accounts.stream()
                .flatMap(account -> ConnectionSnapshots.details(account).stream());
        return CompletableFuture.completedFuture(SubscriptionPage.select(query, clock.instant(), stats, details));
    }

    @Override
    public CompletionStage<List<String>> accounts() {
        return CompletableFuture.completedFuture(accountNames());
    }

    private List<String> accountNames() {
        return AccountSnapshots.names(
                server.options(), server.accounts().all().stream().map(Account::name));
    }

    @Override
    public CompletionStage<Optional<AccountInfo>> account(String name) {
        Optional<String> known = accountNames().stream().filter(name::equals).findFirst();
        return CompletableFuture.completedFuture(known.map(found -> AccountSnapshots.of(
                found, server.options(), server.accounts().find(found), clientsOf(found), loaded.at())));
    }

    private int clientsOf(String account) {
        return (int) server.connections().open().stream()
                .filter(card -> card.accountName().equals(account))
                .count();
    }

    @Override
    public CompletionStage<List<AccountStats>> accountStats(boolean includeUnused) {
        Map<String, List<ConnectionInfoCard>> open = new HashMap<>();
        server.connections()
                .open()
                .forEach(card -> open.computeIfAbsent(card.accountName(), name -> new ArrayList<>())
                        .add(card));
        List<AccountStats> stats = accountNames().stream()
                .filter(name -> includeUnused || open.containsKey(name))
                .map(name -> AccountSnapshots.stats(
                        name, server.accounts().find(name), open.getOrDefault(name, List.of())))
                .toList();
        return CompletableFuture.completedFuture(stats);
    }
}
