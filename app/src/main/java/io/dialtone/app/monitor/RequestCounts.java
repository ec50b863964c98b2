package io.dialtone.app.monitor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each endpoint was asked, {@code http_req_stats}. Any thread. */
final class RequestCounts {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void count(String path) {
        counts.merge(path, 1L, Long::sum);
    }

    Map<String, Long> snapshot() {
        return Map.copyOf(counts);
    }
}
