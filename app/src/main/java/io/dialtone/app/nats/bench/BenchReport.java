package io.dialtone.app.nats.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nats.wire.Inboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a measurement found, for people and for programs. Times in JSON are microseconds. */
final class BenchReport {
    private static final double[] PARTS = {0.5, 0.9, 0.99, 0.999};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9"};
    private static final String CSV_HEAD =
            "#RunID,ClientID,MsgCount,MsgBytes,MsgsPerSec,BytesPerSec,DurationSecs,AvgLatencyMicroSecs";

    private BenchReport() {}

    static String text(Figures figures) {
        StringBuilder text = new StringBuilder();
        int clients = figures.workers().size();
        text.append("\nNATS Core NATS ")
                .append(figures.role())
                .append(clients > 1 ? " aggregated stats: " : " stats: ")
                .append(rates(figures.messages(), figures.bytes(), figures.seconds()))
                .append('\n');
        if (clients > 1) {
            for (int i = 0; i < clients; i++) {
                Worker worker = figures.workers().get(i);
                text.append("  [")
                        .append(i + 1)
                        .append("] ")
                        .append(rates(worker.done(), worker.bytes(), Figures.seconds(worker)))
                        .append(" (")
                        .append(Quantity.count(worker.done()))
                        .append(" msgs)\n");
            }
            text.append(spread(figures.workers()));
        }
        return text.append(latencies(figures.latencies())).toString();
    }

    private static String rates(long messages, long bytes, double seconds) {
        return Quantity.count(Math.round(messages / seconds)) + " msgs/sec ~ " + Quantity.bytes(bytes / seconds)
                + "/sec ~ " + String.format(Locale.ROOT, "%.2fus", seconds * 1e6 / Math.max(1, messages));
    }

    private static String spread(List<? extends Worker> workers) {
        double[] rates = workers.stream()
                .mapToDouble(worker -> worker.done() / Figures.seconds(worker))
                .toArray();
        double average = Arrays.stream(rates).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(rates)
                .map(rate -> (rate - average) * (rate - average))
                .average()
                .orElse(0));
        return "  message rates min "
                + Quantity.count(Math.round(Arrays.stream(rates).min().orElse(0)))
                + " | avg " + Quantity.count(Math.round(average))
                + " | max "
                + Quantity.count(Math.round(Arrays.stream(rates).max().orElse(0)))
                + " | stddev " + Quantity.count(Math.round(deviation)) + " msgs\n";
    }

    private static String latencies(Latencies latencies) {
        if (latencies.count() == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("  latencies min ").append(Quantity.time(latencies.min()));
        for (int i = 0; i < PARTS.length; i++) {
            text.append(" | ").append(NAMES[i]).append(' ').append(Quantity.time(latencies.percentile(PARTS[i])));
        }
        return text.append(" | max ")
                .append(Quantity.time(latencies.max()))
                .append(" | avg ")
                .append(Quantity.time(latencies.mean()))
                .append('\n')
                .toString();
    }

    /** One object for each kind of client. */
    static ArrayNode json(List<Figures> all) {
        ArrayNode array = new JsonMapper().createArrayNode();
        for (Figures figures : all) {
            ObjectNode json = array.addObject();
            json.put("role", figures.role()).put("clients", figures.workers().size());
            put(json, figures.messages(), figures.bytes(), figures.seconds());
            if (figures.latencies().count() > 0) {
                put(json.putObject("latency_us"), figures.latencies());
            }
            ArrayNode clients = json.putArray("per_client");
            figures.workers()
                    .forEach(
                            worker -> put(clients.addObject(), worker.done(), worker.bytes(), Figures.seconds(worker)));
        }
        return array;
    }

    private static void put(ObjectNode json, long messages, long bytes, double seconds) {
        json.put("msgs", messages).put("bytes", bytes).put("seconds", seconds);
        json.put("msgs_per_sec", messages / seconds).put("bytes_per_sec", bytes / seconds);
    }

    private static void put(ObjectNode json, Latencies latencies) {
        json.put("min", latencies.min() / 1e3);
        for (int i = 0; i < PARTS.length; i++) {
            json.put(NAMES[i], latencies.percentile(PARTS[i]) / 1e3);
        }
        json.put("max", latencies.max() / 1e3).put("avg", latencies.mean() / 1e3);
    }

    /** The columns of the {@code nats} command line, and the percentiles behind them where times were taken. */
    static String csv(List<Figures> all) {
        boolean timed = all.stream().anyMatch(figures -> figures.latencies().count() > 0);
        StringBuilder text = new StringBuilder(CSV_HEAD)
                .append(timed ? ",MinMicroSecs,P50MicroSecs,P90MicroSecs,P99MicroSecs,P999MicroSecs,MaxMicroSecs" : "")
                .append('\n');
        String run = Inboxes.token();
        for (Figures figures : all) {
            String letter = figures.role().substring(0, 1).toUpperCase(Locale.ROOT);
            for (int i = 0; i < figures.workers().size(); i++) {
                row(text, run, letter + i, figures.workers().get(i), timed);
            }
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String run, String client, Worker worker, boolean timed) {
        double seconds = Figures.seconds(worker);
        text.append(String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%.0f,%f,%f,%f",
                run,
                client,
                worker.done(),
                worker.bytes(),
                worker.done() / seconds,
                worker.bytes() / seconds,
                seconds,
                seconds * 1e6 / Math.max(1, worker.done())));
        if (timed) {
            Latencies latencies = worker.latencies;
            text.append(String.format(Locale.ROOT, ",%.3f", latencies.min() / 1e3));
            for (double part : PARTS) {
                text.append(String.format(Locale.ROOT, ",%.3f", latencies.percentile(part) / 1e3));
            }
            text.append(String.format(Locale.ROOT, ",%.3f", latencies.max() / 1e3));
        }
        text.append('\n');
    }

    static void save(Session session, String file, List<Figures> all) throws IOException {
        Files.writeString(session.world().path(file), csv(all));
        session.note("Saved metric data in csv file " + file);
    }
}
