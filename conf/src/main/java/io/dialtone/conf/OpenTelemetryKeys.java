package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;

import io.dialtone.conf.KeyTable.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The keys of the block {@code opentelemetry}. */
final class OpenTelemetryKeys {
    private static final String SINCE = "Dialtone";

    static final KeyTable<OpenTelemetryOptions.Builder> TABLE = new KeyTable<OpenTelemetryOptions.Builder>(
                    "opentelemetry")
            .key(
                    "endpoint",
                    SINCE,
                    NO,
                    OpenTelemetryOptions.USUAL_ENDPOINT,
                    Kinds.of("URL of OTLP over HTTP", OpenTelemetryKeys::endpoint))
            .key("service_name", SINCE, NO, "dialtone", Kinds.text((b, v) -> b.serviceName(v)))
            .key("headers", SINCE, NO, "-", pairs("headers", (b, v) -> b.requestHeaders(v)))
            .key("attributes", SINCE, NO, "-", pairs("attributes", (b, v) -> b.attributes(v)))
            .key("timeout", SINCE, NO, "10s", positive("timeout", (b, v) -> b.timeout(v)))
            .key("interval", SINCE, NO, "1s", positive("interval", (b, v) -> b.interval(v)))
            .key("max_queue", SINCE, NO, "8192", Kinds.of("integer, at least 1", OpenTelemetryKeys::maxQueue));

    private OpenTelemetryKeys() {}

    static void read(Reading in, Node value, Options.Builder options) {
        OpenTelemetryOptions.Builder block =
                OpenTelemetryOptions.builder().endpoint(OpenTelemetryOptions.USUAL_ENDPOINT);
        options.openTelemetry(TABLE.read(in, value, "Expected opentelemetry to be a map, got %T", block)
                .build());
    }

    private static void endpoint(Reading in, Node value, OpenTelemetryOptions.Builder block) {
        String text = Reading.text(value);
        if (!isWeb(text)) {
            throw Reading.failure(value, "endpoint must be a URL of http or https, got " + GoText.quote(text));
        }
        block.endpoint(text);
    }

    private static boolean isWeb(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Kind<OpenTelemetryOptions.Builder> pairs(
            String key, BiConsumer<OpenTelemetryOptions.Builder, Map<String, String>> set) {
        return Kinds.of("{name: value}", (in, v, b) -> {
            Map<String, Node> map = v.asMap();
            if (map == null) {
                throw Reading.failure(v, key + " must be a map, got " + GoText.type(v));
            }
            Map<String, String> pairs = new LinkedHashMap<>();
            map.forEach((name, value) -> {
                try {
                    pairs.put(name, Reading.text(value));
                } catch (Reading.WrongType e) {
                    in.error(e.problem());
                }
            });
            set.accept(b, pairs);
        });
    }

    private static Kind<OpenTelemetryOptions.Builder> positive(
            String key, BiConsumer<OpenTelemetryOptions.Builder, Duration> set) {
        return Kinds.of("duration", (in, v, b) -> {
            Duration duration = in.duration(key, v);
            if (duration.isNegative() || duration.isZero()) {
                throw Reading.failure(v, key + " must be over 0");
            }
            set.accept(b, duration);
        });
    }

    private static void maxQueue(Reading in, Node value, OpenTelemetryOptions.Builder block) {
        int spans = Reading.int32("max_queue", value);
        if (spans < 1) {
            throw Reading.failure(value, "max_queue must be at least 1");
        }
        block.maxQueue(spans);
    }
}
