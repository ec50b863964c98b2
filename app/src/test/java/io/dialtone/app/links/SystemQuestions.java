package io.dialtone.app.links;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a user of the system account asks all servers at once. */
final class SystemQuestions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private SystemQuestions() {}

    /** Asks until so many servers have answered; their answers by their names. */
    static Map<String, JsonNode> ask(Connection system, int servers, String subject, String body) {
        Map<String, JsonNode> answers = new TreeMap<>();
        Subscription inbox = system.subscribe(system.createInbox());
        Deadline.await("answers to " + subject, () -> {
            system.publish(subject, inbox.getSubject(), body.getBytes(StandardCharsets.UTF_8));
            Message message = next(inbox);
            while (message != null) {
                JsonNode answer = json(message);
                answers.put(answer.path("server").path("name").asText(), answer);
                message = answers.size() == servers ? null : next(inbox);
            }
            return answers.size() == servers;
        });
        inbox.unsubscribe();
        return answers;
    }

    /** How many links of all kinds servers have, by the name of the server. */
    static Map<String, Integer> links(Connection system, int servers) {
        Map<String, Integer> links = new TreeMap<>();
        for (String kind : new String[] {"ROUTEZ", "GATEWAYZ", "LEAFZ"}) {
            ask(system, servers, "$SYS.REQ.SERVER.PING." + kind, "")
                    .forEach((name, answer) -> links.merge(name, count(answer.path("data")), Integer::sum));
        }
        return links;
    }

    private static int count(JsonNode data) {
        int count = data.path("num_routes").asInt()
                + data.path("outbound_gateways").size()
                + data.path("leafs").size();
        for (JsonNode those : data.path("inbound_gateways")) {
            count += those.size();
        }
        return count;
    }

    private static @Nullable Message next(Subscription from) {
        try {
            return from.nextMessage(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Message message) {
        try {
            return JSON.readTree(message.getData());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
