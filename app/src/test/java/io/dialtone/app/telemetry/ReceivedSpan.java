package io.dialtone.app.telemetry;

import java.util.List;
import java.util.Map;

/**
 * A span as it came over the wire.
 *
 * @param resource attributes of whoever sent it
 * @param kind 5 for a consumer
 * @param status 2 for an error
 */
record ReceivedSpan(
        Map<String, Object> resource,
        String traceId,
        String spanId,
        String parentId,
        String traceState,
        String name,
        long kind,
        long begin,
        long end,
        Map<String, Object> attributes,
        List<Event> events,
        long status,
        String statusText) {
    record Event(long time, String name, Map<String, Object> attributes) {}

    static final long CONSUMER = 5;
    static final long ERROR = 2;

    static ReceivedSpan of(Map<String, Object> resource, Protobuf span) {
        return new ReceivedSpan(
                resource,
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(3),
                span.text(5),
                span.number(6),
                span.number(7),
                span.number(8),
                span.attributes(9),
                span.messages(11).stream()
                        .map(event -> new Event(event.number(1), event.text(2), event.attributes(3)))
                        .toList(),
                span.message(15).number(3),
                span.message(15).text(2));
    }

    /** The event of that name; fails when there is not exactly one. */
    Event event(String wanted) {
        List<Event> found =
                events.stream().filter(event -> event.name().equals(wanted)).toList();
        if (found.size() != 1) {
            throw new AssertionError("one event " + wanted + " in " + events);
        }
        return found.getFirst();
    }
}
