package io.dialtone.app.monitor;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics of one scrape. All are gauges, also those that only grow: a Prometheus counter would have to end in {@code _total},
 * which the names that dashboards expect do not.
 */
final class Gauges {

    private final Map<String, GaugeSnapshot.Builder> byName = new LinkedHashMap<>();
    private final Labels labels;

    /**
     * An empty collection.
     *
     * @param labels on every one of them
     */
    Gauges(Labels labels) {
        this.labels = labels;
    }

    /** Adds a value, without labels of its own. */
    void add(String name, String help, double value) {
        add(name, help, Labels.EMPTY, value);
    }

    /** Adds a value; one name may have any number of them, with different labels. */
    void add(String name, String help, Labels own, double value) {
        byName.computeIfAbsent(
                        legal(name), key -> GaugeSnapshot.builder().name(key).help(help))
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels.merge(own))
                        .value(value)
                        .build());
    }

    /** Adds a whole number; beyond 2^53 the format has no room for its last digits. */
    void add(String name, String help, Labels own, long value) {
        add(name, help, own, (double) value);
    }

    boolean has(String name) {
        return byName.containsKey(legal(name));
    }

    /** The library's own cleaning would take endings such as {@code _total} away as well. */
    private static String legal(String name) {
        return name.replaceAll("[^a-zA-Z0-9_:]", "_");
    }

    /** All of them in the text format, version 0.0.4. */
    byte[] text() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        byName.values().forEach(gauge -> snapshots.metricSnapshot(gauge.build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
