package io.dialtone.embedded.micrometer;

import io.dialtone.embedded.EmbeddedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of a server as Micrometer meters; docs/embedded.md lists them.
 *
 * <pre>{@code
 * new DialtoneMetrics(server, Tags.of("server", "orders")).bindTo(registry);
 * }</pre>
 *
 * <p>The server is asked when a meter is read, at most once a second for all of them. An account that comes to be has meters after the
 * next reading, one that is gone loses them. While the server does not run gauges are 0 and counters stay; started again, it counts
 * from 0.
 *
 * <p>Meters hold the server weakly, as those of Micrometer do: a program that lets go of it and of this object has gauges without
 * a value. Two servers in one registry need tags that tell them apart. {@link #close} removes all meters.
 */
public final class DialtoneMetrics implements MeterBinder, AutoCloseable {
    private final EmbeddedServer server;
    private final Tags tags;
    private final List<Binding> bindings = new ArrayList<>();

    /** For a server, which need not run yet. */
    public DialtoneMetrics(EmbeddedServer server) {
        this(server, Tags.empty());
    }

    /**
     * For a server, which need not run yet.
     *
     * @param tags of all its meters
     */
    public DialtoneMetrics(EmbeddedServer server, Iterable<Tag> tags) {
        this.server = server;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Binding binding = new Binding(registry, tags);
        synchronized (bindings) {
            bindings.add(binding);
        }
        binding.bind(server);
    }

    /** Removes the meters from every registry that they were bound to. The server goes on. */
    @Override
    public void close() {
        List<Binding> all;
        synchronized (bindings) {
            all = List.copyOf(bindings);
            bindings.clear();
        }
        all.forEach(Binding::close);
    }
}
