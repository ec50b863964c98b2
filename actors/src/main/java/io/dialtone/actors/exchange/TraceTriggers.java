package io.dialtone.actors.exchange;

import io.dialtone.streams.HeaderBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of tracing systems by which a request asks that its latency be measured: Jaeger, Zipkin, W3C trace context. */
final class TraceTriggers {
    private static final String UBER = "Uber-Trace-Id";
    private static final String B3_SAMPLED = "X-B3-Sampled";
    private static final String B3_TRACE = "X-B3-TraceId";
    private static final String B3 = "B3";
    private static final String W3C = "Traceparent";
    private static final List<String> B3_COMPANIONS = List.of("X-B3-ParentSpanId", "X-B3-SpanId", "X-B3-TraceId");

    private TraceTriggers() {}

    /** The headers that ask, with those that belong to them, by their canonical names; null when none does. */
    static @Nullable Map<String, List<String>> in(byte[] block) {
        if (block.length == 0) {
            return null;
        }
        String uber = HeaderBlock.value(block, UBER);
        if (uber != null) {
            String[] parts = uber.split(":", -1);
            return parts.length == 4 && isOdd(parts[3])
                    ? found(block, UBER, uber, HeaderBlock.namesBeginningWith(block, "Uberctx-"))
                    : null;
        }
        String sampled = HeaderBlock.value(block, B3_SAMPLED);
        if (sampled != null) {
            return sampled.equals("1") ? found(block, B3_SAMPLED, sampled, B3_COMPANIONS) : null;
        }
        String trace = HeaderBlock.value(block, B3_TRACE);
        if (trace != null) {
            return found(block, B3_TRACE, trace, B3_COMPANIONS);
        }
        String single = HeaderBlock.value(block, B3);
        if (single != null) {
            String[] parts = single.split("-", -1);
            boolean no = single.equals("0") || parts.length > 2 && parts[2].equals("0");
            return no ? null : found(block, B3, single, List.of());
        }
        String parent = HeaderBlock.value(block, W3C);
        if (parent != null) {
            String[] parts = parent.split("-", -1);
            return parts.length == 4 && isSampled(parts[3]) ? found(block, W3C, parent, List.of("Tracestate")) : null;
        }
        return null;
    }

    private static boolean isOdd(String hex) {
        int flags = hex(hex);
        return flags >= 0 && (flags & 1) == 1;
    }

    private static boolean isSampled(String hex) {
        int flags = hex(hex);
        return hex.length() == 2 && flags >= 0 && flags < 0x80 && (flags & 1) == 1;
    }

    private static int hex(String text) {
        String last = text.length() > 2 ? text.substring(text.length() - 2) : text;
        try {
            return last.isEmpty() ? -1 : Integer.parseInt(last.toLowerCase(Locale.ROOT), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Map<String, List<String>> found(byte[] block, String name, String value, List<String> companions) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(name, List.of(value));
        for (String companion : companions) {
            String its = HeaderBlock.value(block, companion);
            if (its != null) {
                headers.put(companion, List.of(its));
            }
        }
        return headers;
    }
}
