package io.dialtone.app.links;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each server on the way of a traced message tells what it did with it, as in a supercluster of nats-servers. */
@Timeout(240)
class MessageTraceAcrossServersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUIET = Duration.ofMillis(300);

    /**
     * A traced message.
     *
     * @param events of how many servers
     */
    private record Traced(String name, String user, String subject, String headers, int events) {}

    private static final List<Traced> MESSAGES = List.of(
            new Traced("plain", "a", "plain", "Nats-Trace-Dest: trace", 4),
            new Traced("only traced", "a", "plain", "Nats-Trace-Dest: trace~Nats-Trace-Only: true", 4),
            new Traced("mapped", "a", "mapped", "Nats-Trace-Dest: trace", 4),
            new Traced("disabled", "a", "plain", "Nats-Trace-Dest: trace disabled", 0),
            new Traced("by its context", "a", "plain", "traceparent: 00-1-2-01", 4),
            new Traced("by the client's own hop", "a", "plain", "Nats-Trace-Dest: trace~Nats-Trace-Hop: 7", 4),
            new Traced("a queue group at the leaf node", "a", "group", "Nats-Trace-Dest: trace", 3),
            new Traced("a service", "b", "their.open", "Nats-Trace-Dest: trace", 2),
            new Traced(
                    "a service that is only traced",
                    "b",
                    "their.open",
                    "Nats-Trace-Dest: trace~Nats-Trace-Only: on",
                    2),
            new Traced("a service that shows no traces", "b", "their.closed", "Nats-Trace-Dest: trace", 1),
            new Traced("a stream", "a", "shown", "Nats-Trace-Dest: trace", 2),
            new Traced("a stream that shows no traces", "a", "hidden", "Nats-Trace-Dest: trace", 2));

    @TestFactory
    Stream<DynamicTest> everyServerTellsOfItsPart() {
        return Quartets.compare(MessageTraceAcrossServersTest::play);
    }

    private static Map<String, String> play(Quartet servers) throws InterruptedException {
        Map<String, String> told = new TreeMap<>();
        try (Connection a1 = servers.get("a1").connect("a", "a");
                Connection asker = servers.get("a1").connect("b", "b");
                Connection a2 = servers.get("a2").connect("a", "a");
                Connection b1 = servers.get("b1").connect("a", "a");
                Connection importer = servers.get("a2").connect("b", "b");
                Connection l1 = servers.get("l1").connect("a", "a")) {
            List<Subscription> plain = new ArrayList<>();
            for (Connection one : List.of(a1, a2, b1, l1)) {
                plain.add(one.subscribe("plain"));
            }
            Subscription group = l1.subscribe("group", "workers");
            Subscription open = a2.subscribe("open");
            a2.subscribe("closed");
            Subscription shown = importer.subscribe("shown");
            importer.subscribe("hidden");
            Subscription traces = a1.subscribe("trace");
            Subscription toAsker = asker.subscribe("trace");
            plain.forEach(to -> awaitWay(a1, "plain", to));
            awaitWay(a1, "group", group);
            awaitWay(asker, "their.open", open);
            awaitWay(a1, "shown", shown);
            List.of(a2, b1, l1).forEach(from -> awaitWay(from, "trace", traces));
            awaitWay(importer, "trace", toAsker);
            for (Traced message : MESSAGES) {
                boolean isA = message.user().equals("a");
                told.put(message.name(), events(isA ? a1 : asker, isA ? traces : toAsker, message));
            }
        }
        return told;
    }

    private static void awaitWay(Connection from, String subject, Subscription to) {
        Deadline.await(subject, () -> {
            from.publish(subject, new byte[0]);
            return next(to) != null;
        });
    }

    private static @Nullable Message next(Subscription from) {
        try {
            return from.nextMessage(QUIET);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What found the way may still come. */
    private static @Nullable Message nextEvent(Subscription traces) {
        Message message = next(traces);
        while (message != null && message.getData().length == 0) {
            message = next(traces);
        }
        return message;
    }

    private static String events(Connection from, Subscription traces, Traced message) {
        while (next(traces) != null) {
            // Of the message before.
        }
        Headers headers = new Headers();
        for (String header : message.headers().split("~")) {
            headers.add(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        from.publish(NatsMessage.builder()
                .subject(message.subject())
                .headers(headers)
                .data("ok")
                .build());
        List<String> events = new ArrayList<>();
        Deadline.await("events", () -> {
            Message event = nextEvent(traces);
            if (event != null) {
                events.add(masked(event));
            }
            return events.size() >= message.events();
        });
        Message more = nextEvent(traces);
        if (more != null) {
            events.add("one more: " + masked(more));
        }
        return String.join("\n", events.stream().sorted().toList());
    }

    /** What differs from one run to the next left out. */
    private static String masked(Message event) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(event.getData());
            JsonNode server = json.path("server");
            json.put(
                    "server",
                    server.path("name").asText() + " of "
                            + server.path("cluster").asText());
            if (json.path("request").path("header") instanceof ObjectNode request && request.has("Nats-Request-Info")) {
                request.put("Nats-Request-Info", "_");
                request.put("Nats-Trace-Dest", "_");
                ((ObjectNode) json.path("request")).put("msgsize", 0);
            }
            ArrayNode steps = (ArrayNode) json.path("events");
            steps.forEach(step -> ((ObjectNode) step).remove(List.of("ts", "cid")));
            return json.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
