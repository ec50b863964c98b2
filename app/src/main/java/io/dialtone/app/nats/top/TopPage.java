package io.dialtone.app.nats.top;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.view.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of two samples.
 *
 * @param raw whether numbers are shown in full
 * @param subscriptions whether the subjects are shown that connections listen to
 */
record TopPage(boolean raw, boolean subscriptions) {
    private static final String ROW = "  %-21s %-7s %-16s %-6s %-9s %-9s %-9s %-9s %-9s %-8s %-8s %-12s %-10s %s";

    List<String> lines(Sample now, @Nullable Sample before) {
        List<String> lines = new ArrayList<>();
        JsonNode varz = now.varz();
        lines.add("NATS server version " + varz.path("version").asText() + " (uptime: "
                + varz.path("uptime").asText() + ") "
                + clean(varz.path("server_name").asText()));
        lines.add("Server:");
        lines.add("  ID:   " + varz.path("server_id").asText());
        lines.add(String.format(
                Locale.ROOT,
                "  Load: CPU:  %.1f%%  Memory: %s  Slow Consumers: %s",
                varz.path("cpu").asDouble(),
                bytes(varz.path("mem").asDouble()),
                varz.path("slow_consumers").asText()));
        lines.add(flow("In: ", varz, "in_", now, before));
        lines.add(flow("Out:", varz, "out_", now, before));
        lines.add("");
        lines.add("Connections Polled: " + now.connz().path("num_connections").asText() + " of "
                + now.connz().path("total").asText());
        lines.add(String.format(
                        Locale.ROOT,
                        ROW,
                        "HOST",
                        "CID",
                        "NAME",
                        "SUBS",
                        "PENDING",
                        "MSGS_TO",
                        "MSGS_FROM",
                        "BYTES_TO",
                        "BYTES_FROM",
                        "TO/s",
                        "FROM/s",
                        "LANG:VERSION",
                        "UPTIME",
                        "LAST ACTIVITY")
                + (subscriptions ? "  SUBSCRIPTIONS" : ""));
        Map<Long, JsonNode> old = before == null ? Map.of() : before.connections();
        now.connz().path("connections").forEach(one -> lines.add(row(one, now, before, old)));
        return lines;
    }

    private String flow(String label, JsonNode varz, String prefix, Sample now, @Nullable Sample before) {
        return String.format(
                Locale.ROOT,
                "  %s  Msgs: %s  Bytes: %s  Msgs/Sec: %s  Bytes/Sec: %s",
                label,
                count(varz.path(prefix + "msgs").asLong()),
                bytes(varz.path(prefix + "bytes").asDouble()),
                count(Math.round(now.rate(prefix + "msgs", before))),
                bytes(now.rate(prefix + "bytes", before)));
    }

    private String row(JsonNode one, Sample now, @Nullable Sample before, Map<Long, JsonNode> old) {
        String host = one.path("ip").asText() + ":" + one.path("port").asText();
        String language = one.path("lang").asText() + ":" + one.path("version").asText();
        String row = String.format(
                Locale.ROOT,
                ROW,
                host,
                one.path("cid").asText(),
                cut(clean(one.path("name").asText()), 16),
                one.path("subscriptions").asText(),
                bytes(one.path("pending_bytes").asDouble()),
                count(one.path("out_msgs").asLong()),
                count(one.path("in_msgs").asLong()),
                bytes(one.path("out_bytes").asDouble()),
                bytes(one.path("in_bytes").asDouble()),
                count(Math.round(now.rate(one, "out_msgs", before, old))),
                count(Math.round(now.rate(one, "in_msgs", before, old))),
                cut(clean(language), 12),
                one.path("uptime").asText(),
                activity(one.path("last_activity").asText()));
        return subscriptions ? row + "  " + subjects(one) : row;
    }

    private static String subjects(JsonNode one) {
        List<String> subjects = new ArrayList<>();
        one.path("subscriptions_list").forEach(subject -> subjects.add(clean(subject.asText())));
        return String.join(", ", subjects);
    }

    private static String activity(String time) {
        return time.length() < 19 ? time : time.substring(0, 19).replace('T', ' ');
    }

    private String count(long value) {
        return raw ? Long.toString(value) : Quantity.brief((double) value);
    }

    private String bytes(double value) {
        return raw ? Long.toString(Math.round(value)) : Quantity.bytes(value).replace(" ", "");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** What clients call themselves must not draw on the reader's screen. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The connections as rows of values with a delimiter between. */
    static List<String> delimited(Sample now, String delimiter) {
        List<String> keys = List.of(
                "cid",
                "name",
                "ip",
                "port",
                "subscriptions",
                "pending_bytes",
                "out_msgs",
                "in_msgs",
                "out_bytes",
                "in_bytes",
                "lang",
                "version",
                "uptime",
                "last_activity");
        List<String> lines = new ArrayList<>();
        lines.add(String.join(delimiter, keys));
        now.connz()
                .path("connections")
                .forEach(one -> lines.add(String.join(
                        delimiter,
                        keys.stream().map(key -> clean(one.path(key).asText())).toList())));
        return lines;
    }
}
