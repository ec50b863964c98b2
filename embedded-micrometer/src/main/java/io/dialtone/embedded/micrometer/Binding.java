package io.dialtone.embedded.micrometer;

import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of a server in one registry. Knows the server only while a meter is read, so that it is held by nothing here. */
final class Binding {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry registry;
    private final Tags tags;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Snapshot snapshot = Snapshot.NONE;
    // Guarded by the lock.
    private final List<Meter> meters = new ArrayList<>();
    private final Map<String, List<Meter>> accounts = new HashMap<>();
    private long taken;
    private boolean everTaken;
    private boolean closed;

    Binding(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    void bind(EmbeddedServer server) {
        lock.lock();
        try {
            for (Figure<ServerMetrics> figure : Figure.OF_SERVER) {
                meters.add(meter(server, figure, tags, Snapshot::server));
            }
        } finally {
            lock.unlock();
        }
        now(server);
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            meters.forEach(registry::remove);
            meters.clear();
            accounts.values().forEach(list -> list.forEach(registry::remove));
            accounts.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Where figures come from in a snapshot. */
    @FunctionalInterface
    private interface Source<T> {
        @Nullable
        T in(Snapshot snapshot);
    }

    private <T> Meter meter(EmbeddedServer server, Figure<T> figure, Tags own, Source<T> source) {
        Tags all = own.and(figure.tags());
        ToDoubleFunction<EmbeddedServer> value = s -> {
            Snapshot now = now(s);
            T from = source.in(now);
            return from == null || !now.running() && !figure.counts()
                    ? 0
                    : figure.value().applyAsDouble(from);
        };
        String unit = figure.unit().isEmpty() ? null : figure.unit();
        return figure.counts()
                ? FunctionCounter.builder(figure.name(), server, value)
                        .tags(all)
                        .baseUnit(unit)
                        .description(figure.description())
                        .register(registry)
                : Gauge.builder(figure.name(), server, value)
                        .tags(all)
                        .baseUnit(unit)
                        .description(figure.description())
                        .register(registry);
    }

    /**
     * The figures, not older than a second. Who comes while another asks the server does not wait for that, and neither does a reading
     * that the registry makes while an account's meters are added: both get what was known before.
     */
    private Snapshot now(EmbeddedServer server) {
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return snapshot;
        }
        try {
            long time = registry.config().clock().monotonicTime();
            if (!closed && (!everTaken || time - taken >= FRESH)) {
                everTaken = true;
                taken = time;
                Snapshot fresh = Snapshot.of(server, snapshot);
                snapshot = fresh;
                follow(server, fresh.accounts().keySet());
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    private void follow(EmbeddedServer server, Set<String> names) {
        Set<String> gone = new HashSet<>(accounts.keySet());
        gone.removeAll(names);
        for (String name : gone) {
            List<Meter> its = accounts.remove(name);
            if (its != null) {
                its.forEach(registry::remove);
            }
        }
        for (String name : names) {
            if (!accounts.containsKey(name)) {
                accounts.put(name, metersOf(server, name));
            }
        }
    }

    private List<Meter> metersOf(EmbeddedServer server, String account) {
        Tags own = tags.and("account", account);
        List<Meter> its = new ArrayList<>();
        for (Figure<AccountMetrics> figure : Figure.OF_ACCOUNT) {
            its.add(meter(server, figure, own, now -> now.accounts().get(account)));
        }
        return its;
    }
}
