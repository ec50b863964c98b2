package io.dialtone.embedded.micrometer;

import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one server and its accounts: {@code new DialtoneMeters(server).bindTo(registry)}. Reading them costs the server one
 * look at its figures a second, however many there are. Accounts that come later get theirs when the server's are read next;
 * after the server has stopped everything is NaN. Holds on to the server as long as the registry holds on to it.
 *
 * <p>{@code dialtone.connections}, {@code .subscriptions}, {@code .routes}, {@code .leafnodes}, {@code .uptime} are gauges;
 * {@code dialtone.connections.opened}, {@code .connections.stale}, {@code .consumers.slow}, and {@code dialtone.messages} and
 * {@code .bytes} by {@code direction}, are counters. With {@code account}, under {@code dialtone.account}: {@code .connections},
 * {@code .subscriptions}, {@code .messages}, {@code .bytes}, {@code .consumers.slow}.
 */
public final class DialtoneMeters implements MeterBinder {
    private final Snapshots snapshots;
    private final Tags tags;

    /** For the only server of a registry. */
    public DialtoneMeters(EmbeddedServer server) {
        this(server, Tags.empty());
    }

    /**
     * For one server of several.
     *
     * @param tags on every meter, to tell it from others
     */
    public DialtoneMeters(EmbeddedServer server, Iterable<Tag> tags) {
        this.snapshots = new Snapshots(server);
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Set<String> known = ConcurrentHashMap.newKeySet();
        gauge(registry, known, "dialtone.connections", "Clients connected now", ServerMetrics::connections);
        gauge(registry, known, "dialtone.subscriptions", "Subscriptions of all accounts", ServerMetrics::subscriptions);
        gauge(registry, known, "dialtone.routes", "Connections to servers of the cluster", ServerMetrics::routes);
        gauge(registry, known, "dialtone.leafnodes", "Leaf links, either way", ServerMetrics::leafNodes);
        counter(registry, "dialtone.connections.opened", "Clients since the start", ServerMetrics::totalConnections);
        counter(registry, "dialtone.connections.stale", "Closed without an answer", ServerMetrics::staleConnections);
        counter(registry, "dialtone.consumers.slow", "Closed for not reading", ServerMetrics::slowConsumers);
        traffic(registry, "dialtone.messages", "in", "messages", ServerMetrics::messagesIn);
        traffic(registry, "dialtone.messages", "out", "messages", ServerMetrics::messagesOut);
        traffic(registry, "dialtone.bytes", "in", "bytes", ServerMetrics::bytesIn);
        traffic(registry, "dialtone.bytes", "out", "bytes", ServerMetrics::bytesOut);
        TimeGauge.builder("dialtone.uptime", snapshots, TimeUnit.SECONDS, s -> s.server(m -> m.uptime()
                        .toMillis() / 1000.0))
                .description("Time since the start")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        accounts(registry, known);
    }

    private void gauge(
            MeterRegistry registry,
            Set<String> known,
            String name,
            String description,
            ToDoubleFunction<ServerMetrics> value) {
        Gauge.builder(name, snapshots, s -> {
                    accounts(registry, known);
                    return s.server(value);
                })
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<ServerMetrics> value) {
        FunctionCounter.builder(name, snapshots, s -> s.server(value))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void traffic(
            MeterRegistry registry,
            String name,
            String direction,
            String unit,
            ToDoubleFunction<ServerMetrics> value) {
        FunctionCounter.builder(name, snapshots, s -> s.server(value))
                .description("Published here (in), delivered from here (out)")
                .baseUnit(unit)
                .tags(tags.and("direction", direction))
                .register(registry);
    }

    // ---- accounts

    private void accounts(MeterRegistry registry, Set<String> known) {
        for (String account : snapshots.accounts().keySet()) {
            if (known.add(account)) {
                account(registry, account);
            }
        }
    }

    private void account(MeterRegistry registry, String account) {
        Tags its = tags.and("account", account);
        accountGauge(registry, its, account, "dialtone.account.connections", AccountMetrics::connections);
        accountGauge(registry, its, account, "dialtone.account.subscriptions", AccountMetrics::subscriptions);
        accountCounter(registry, its, account, "dialtone.account.consumers.slow", AccountMetrics::slowConsumers);
        Tags in = its.and("direction", "in");
        Tags out = its.and("direction", "out");
        accountCounter(registry, in, account, "dialtone.account.messages", AccountMetrics::messagesIn);
        accountCounter(registry, out, account, "dialtone.account.messages", AccountMetrics::messagesOut);
        accountCounter(registry, in, account, "dialtone.account.bytes", AccountMetrics::bytesIn);
        accountCounter(registry, out, account, "dialtone.account.bytes", AccountMetrics::bytesOut);
    }

    private void accountGauge(
            MeterRegistry registry, Tags its, String account, String name, ToDoubleFunction<AccountMetrics> value) {
        Gauge.builder(name, snapshots, s -> s.account(account, value))
                .tags(its)
                .strongReference(true)
                .register(registry);
    }

    private void accountCounter(
            MeterRegistry registry, Tags its, String account, String name, ToDoubleFunction<AccountMetrics> value) {
        FunctionCounter.builder(name, snapshots, s -> s.account(account, value))
                .tags(its)
                .register(registry);
    }

    /** The figures as they were a moment ago. Any thread. */
    private static final class Snapshots {
        private static final long FRESH_NANOS = 1_000_000_000L;

        private final EmbeddedServer server;
        private Moment last;

        /** What was looked at together; nothing of a server that does not run. */
        private record Moment(long at, Optional<ServerMetrics> server, Map<String, AccountMetrics> accounts) {}

        Snapshots(EmbeddedServer server) {
            this.server = server;
            this.last = look(System.nanoTime());
        }

        private synchronized Moment now() {
            long now = System.nanoTime();
            if (now - last.at() > FRESH_NANOS) {
                last = look(now);
            }
            return last;
        }

        private Moment look(long now) {
            try {
                Map<String, AccountMetrics> accounts = new TreeMap<>();
                server.accountMetrics().forEach(account -> accounts.put(account.account(), account));
                return new Moment(now, Optional.of(server.metrics()), Map.copyOf(accounts));
            } catch (IllegalStateException e) {
                return new Moment(now, Optional.empty(), Map.of());
            }
        }

        double server(ToDoubleFunction<ServerMetrics> value) {
            return now().server().map(value::applyAsDouble).orElse(Double.NaN);
        }

        double account(String name, ToDoubleFunction<AccountMetrics> value) {
            AccountMetrics account = now().accounts().get(name);
            return account == null ? Double.NaN : value.applyAsDouble(account);
        }

        Map<String, AccountMetrics> accounts() {
            return now().accounts();
        }
    }
}
