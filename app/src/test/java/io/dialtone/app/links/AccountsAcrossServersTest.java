package io.dialtone.app.links;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What accounts are to each other, and what is counted of them, where several servers have to do with it. */
@Timeout(240)
class AccountsAcrossServersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** For what has to come; a server may be stopped for a while by the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<String> CLUSTERS = List.of("a1", "a2", "b1");

    // ---- services

    @TestFactory
    Stream<DynamicTest> servicesOfOtherServersHearWhoAsksAndAreMeasured() {
        return Quartets.compare(AccountsAcrossServersTest::services);
    }

    private static Map<String, String> services(Quartet servers) throws InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        for (String where : Quartet.NAMES) {
            try (Connection requester = servers.get("a1").connect("b", "b");
                    Connection responder = servers.get(where).connect("a", "a");
                    Connection watcher = servers.get("a1").connect("a", "a")) {
                Subscription requests = responder.subscribe("timed");
                Subscription latency = watcher.subscribe("latency");
                Deadline.await("a way of what is measured", () -> {
                    responder.publish("latency", new byte[0]);
                    Message probe = next(latency);
                    return probe != null && probe.getData().length == 0;
                });
                seen.put("request at " + where, headers(ask(requester, requests)));
                while (next(latency) != null) {
                    // Of requests that nobody could have heard.
                }
                String inbox = requester.createInbox();
                Subscription answers = requester.subscribe(inbox);
                requester.publish("their.timed", inbox, "measure".getBytes(StandardCharsets.UTF_8));
                Message request = next(requests, "measure");
                responder.publish(NatsMessage.builder()
                        .subject(request == null ? "nowhere" : request.getReplyTo())
                        .headers(new Headers().add("Answer", "yes"))
                        .data("done")
                        .build());
                Message answer = next(answers, "done");
                seen.put("answer from " + where, answer == null ? "none" : text(answer) + " " + headers(answer));
                seen.put("latency of " + where, latency(latency));
            }
        }
        return seen;
    }

    private static Message ask(Connection requester, Subscription requests) {
        Message[] heard = {null};
        Deadline.await("a request", () -> {
            requester.publish("their.timed", "nobody", new byte[0]);
            heard[0] = next(requests);
            return heard[0] != null;
        });
        return heard[0];
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    private static String headers(Message message) {
        StringBuilder all = new StringBuilder();
        if (message.hasHeaders()) {
            for (String name : message.getHeaders().keySet().stream().sorted().toList()) {
                String value = message.getHeaders().getFirst(name);
                all.append(name)
                        .append(": ")
                        .append(value.startsWith("{") ? shown(value) : value)
                        .append('\n');
            }
        }
        return all.toString();
    }

    private static String shown(String json) {
        try {
            JsonNode document = JSON.readTree(json);
            withoutTimes(document);
            return document.toPrettyString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void withoutTimes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("id", "start", "rtt", "timestamp"));
            // Times of clients are guesses, so one part may be longer than the whole.
            List.of("service", "system", "total").stream()
                    .filter(object::has)
                    .forEach(duration -> object.put(duration, "_"));
            object.forEach(AccountsAcrossServersTest::withoutTimes);
        }
    }

    /** All that comes up to a pause, but for what found the way. */
    private static String latency(Subscription measured) {
        StringBuilder all = new StringBuilder();
        Message message = next(measured, PATIENCE);
        while (message != null) {
            all.append(message.getData().length == 0 ? "" : shown(text(message)) + '\n');
            message = next(measured);
        }
        return all.toString();
    }

    /** Who has just subscribed is known to other clusters by the name of the reply alone, also behind a leaf node. */
    @TestFactory
    Stream<DynamicTest> theFirstRequestOfAConnectionIsAnsweredFromEverywhere() {
        return Quartets.compare(AccountsAcrossServersTest::requests);
    }

    private static Map<String, String> requests(Quartet servers) throws InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        for (String where : Quartet.NAMES) {
            try (Connection responder = servers.get(where).connect("a", "a")) {
                responder
                        .createDispatcher(m -> responder.publish(m.getReplyTo(), m.getData()))
                        .subscribe("echo." + where);
                for (String from : Quartet.NAMES) {
                    try (Connection first = servers.get(from).connect("a", "a")) {
                        Deadline.await("a way", () -> request(first, "echo." + where, Duration.ofSeconds(2)));
                    }
                    try (Connection fresh = servers.get(from).connect("a", "a")) {
                        boolean answered = request(fresh, "echo." + where, PATIENCE);
                        seen.put(from + " asks " + where, answered ? "answered" : "lost");
                    }
                }
            }
        }
        return seen;
    }

    private static boolean request(Connection from, String subject, Duration limit) {
        try {
            return from.request(subject, new byte[] {1}, limit) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- figures

    @TestFactory
    Stream<DynamicTest> messagesAreCountedByTheKindOfLinkTheyWentOver() {
        return Quartets.compare(AccountsAcrossServersTest::figures);
    }

    private static Map<String, String> figures(Quartet servers) throws InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        try (Connection a1 = servers.get("a1").connect("a", "a");
                Connection a2 = servers.get("a2").connect("a", "a");
                Connection b1 = servers.get("b1").connect("a", "a");
                Connection l1 = servers.get("l1").connect("a", "a");
                Connection system = servers.get("a1").connect("s", "s");
                Connection leafSystem = servers.get("l1").connect("s", "s")) {
            Subscription[] all = {
                a1.subscribe("count"), a2.subscribe("count"), b1.subscribe("count"), l1.subscribe("count")
            };
            for (Subscription one : all) {
                Deadline.await("a way", () -> {
                    a1.publish("count", new byte[0]);
                    return next(one) != null;
                });
            }
            for (Subscription one : all) {
                while (next(one) != null) {
                    // Still of the search for a way.
                }
            }
            Map<String, JsonNode> before = accounts(system, leafSystem);
            for (int i = 0; i < 10; i++) {
                a1.publish("count", new byte[10]);
                l1.publish("count", new byte[10]);
                b1.publish("count", new byte[10]);
            }
            for (Subscription one : all) {
                int[] arrived = {0};
                Deadline.await("all messages", () -> {
                    Message message = next(one);
                    arrived[0] += message != null && message.getData().length == 10 ? 1 : 0;
                    return arrived[0] == 30;
                });
            }
            Map<String, JsonNode> after = accounts(system, leafSystem);
            after.forEach((name, figures) -> seen.put("figures of " + name, difference(before.get(name), figures)));
        }
        return seen;
    }

    /** What servers say of account A. */
    private static Map<String, JsonNode> accounts(Connection system, Connection leafSystem) {
        String question = "$SYS.REQ.ACCOUNT.PING.STATZ";
        String body = "{\"accounts\":[\"A\"]}";
        Map<String, JsonNode> answers = SystemQuestions.ask(system, CLUSTERS.size(), question, body);
        answers.putAll(SystemQuestions.ask(leafSystem, 1, question, body));
        answers.replaceAll(
                (name, answer) -> answer.path("data").path("account_statz").path(0));
        return answers;
    }

    private static String difference(@Nullable JsonNode before, JsonNode after) {
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("acc", "conns", "leafnodes", "total_conns")) {
            lines.append(name).append(' ').append(after.path(name).asText()).append('\n');
        }
        for (String way : List.of("sent", "received")) {
            for (String kind : List.of("", "gateways", "routes", "leafs")) {
                for (String what : List.of("msgs", "bytes")) {
                    long now = part(after, way, kind).path(what).asLong();
                    long then = before == null
                            ? 0
                            : part(before, way, kind).path(what).asLong();
                    lines.append(way + " " + kind + " " + what + " " + (now - then) + '\n');
                }
            }
        }
        return lines.toString();
    }

    private static JsonNode part(JsonNode figures, String way, String kind) {
        return kind.isEmpty() ? figures.path(way) : figures.path(way).path(kind);
    }

    /** The message with this text, whatever late ones come before it. */
    private static @Nullable Message next(Subscription from, String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            Message message = next(from);
            if (message != null && text(message).equals(text)) {
                return message;
            }
        } while (System.nanoTime() < end);
        return null;
    }

    private static @Nullable Message next(Subscription from) {
        return next(from, PAUSE);
    }

    private static @Nullable Message next(Subscription from, Duration limit) {
        try {
            return from.nextMessage(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
