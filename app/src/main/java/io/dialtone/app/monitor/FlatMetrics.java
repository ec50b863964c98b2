package io.dialtone.app.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.actors.monitor.JsonBody;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes metrics of every number in a document, named after its place in it: {@code slow_consumer_stats.clients} of {@code /varz}
 * is {@code gnatsd_varz_slow_consumer_stats_clients}. A few strings are kept, too: times as milliseconds, the others as a label
 * {@code value} of a metric that is 1. Which ones, and what is left out, is as prometheus-nats-exporter has it.
 */
final class FlatMetrics {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> STRINGS =
            Set.of("server_id", "server_name", "version", "domain", "leader", "name", "start", "config_load_time");
    private static final Set<String> LEFT_OUT = Set.of(
            "leaf",
            "trusted_operators_claim",
            "cluster_tls_timeout",
            "cluster_cluster_port",
            "cluster_auth_timeout",
            "gateway_port",
            "gateway_auth_timeout",
            "gateway_tls_timeout",
            "gateway_connect_retries");

    private final Gauges gauges;
    private final String prefix;

    private FlatMetrics(Gauges gauges, String prefix) {
        this.gauges = gauges;
        this.prefix = prefix;
    }

    /**
     * Adds the metrics of a document.
     *
     * @param prefix e.g. {@code gnatsd_varz}
     */
    static void add(Gauges gauges, String prefix, JsonBody document) {
        try {
            new FlatMetrics(gauges, prefix).addAll(MAPPER.readTree(document.compact()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = join(path, field.getKey());
            if (!LEFT_OUT.contains(name)) {
                addField(field.getKey(), name, field.getValue());
            }
        }
    }

    private void addField(String key, String name, JsonNode value) {
        if (value.isObject()) {
            addAll(value, name);
        } else if (value.isNumber()) {
            addOnce(name, Labels.EMPTY, value.doubleValue());
        } else if (value.isTextual() && STRINGS.contains(key)) {
            OptionalLong time = millis(value.textValue());
            if (time.isPresent()) {
                addOnce(name, Labels.EMPTY, (double) time.getAsLong());
            } else {
                addOnce(name, Labels.of("value", value.textValue()), 1);
            }
        }
    }

    private void addOnce(String name, Labels labels, double value) {
        String full = prefix + "_" + name;
        if (!gauges.has(full)) {
            gauges.add(full, name, labels, value);
        }
    }

    private static String join(String path, String key) {
        String name = (path + "_" + key.replace('/', '_')).replaceAll("_+", "_");
        return name.replaceAll("^_|_$", "");
    }

    private static OptionalLong millis(String text) {
        try {
            return OptionalLong.of(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}
