package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.GoText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads imports, exports and mappings. */
final class ExchangeReader {
    private static final int MOST_WEIGHT = 255;

    private final JsonObject nats;

    ExchangeReader(JsonObject nats) {
        this.nats = nats;
    }

    List<Import> imports() throws JwtException {
        List<Import> imports = new ArrayList<>();
        for (JsonObject item : nats.objects("imports")) {
            if (item == null) {
                throw new JwtException("null import is not allowed");
            }
            imports.add(imported(item));
        }
        return imports;
    }

    private static Import imported(JsonObject item) throws JwtException {
        return new Import(
                item.string("name"),
                item.string("subject"),
                item.string("account"),
                item.string("token"),
                item.string("to"),
                item.string("local_subject"),
                kind(item, "type"),
                item.flag("share"),
                item.flag("allow_trace"),
                item.rest());
    }

    List<Export> exports() throws JwtException {
        List<Export> exports = new ArrayList<>();
        for (JsonObject item : nats.objects("exports")) {
            if (item == null) {
                throw new JwtException("null export is not allowed");
            }
            exports.add(exported(item));
        }
        return exports;
    }

    private static Export exported(JsonObject item) throws JwtException {
        return new Export(
                item.string("name"),
                item.string("subject"),
                kind(item, "type"),
                item.flag("token_req"),
                new Revocations(item.numbers("revocations")),
                item.string("response_type"),
                Duration.ofNanos(item.number("response_threshold")),
                latency(item),
                item.number("account_token_position", 0, Integer.MAX_VALUE),
                item.flag("advertise"),
                item.flag("allow_trace"),
                item.string("description"),
                item.string("info_url"),
                item.rest());
    }

    private static @Nullable ServiceLatency latency(JsonObject item) throws JwtException {
        if (!item.has("service_latency")) {
            return null;
        }
        JsonObject latency = item.object("service_latency");
        boolean byHeaders = latency.any("sampling") instanceof String text && text.equalsIgnoreCase("headers");
        int sampling = byHeaders ? ServiceLatency.HEADERS : latency.integer("sampling");
        return new ServiceLatency(sampling, latency.string("results"));
    }

    /** Stream or service; null when nothing is said. */
    static @Nullable ExchangeKind kind(JsonObject item, String field) throws JwtException {
        if (!item.contains(field)) {
            return null;
        }
        String kind = item.string(field);
        return switch (kind) {
            case "stream" -> ExchangeKind.STREAM;
            case "service" -> ExchangeKind.SERVICE;
            default -> throw new JwtException("unknown export type " + GoText.quote(kind));
        };
    }

    Map<String, List<WeightedMapping>> mappings() throws JwtException {
        JsonObject json = nats.object("mappings");
        Map<String, List<WeightedMapping>> mappings = new LinkedHashMap<>();
        for (String source : json.names()) {
            List<WeightedMapping> destinations = new ArrayList<>();
            for (JsonObject item : json.objects(source)) {
                JsonObject destination = item == null ? JsonObject.EMPTY : item;
                destinations.add(new WeightedMapping(
                        destination.string("subject"),
                        destination.number("weight", 0, MOST_WEIGHT),
                        destination.string("cluster")));
            }
            mappings.put(source, List.copyOf(destinations));
        }
        return mappings;
    }
}
