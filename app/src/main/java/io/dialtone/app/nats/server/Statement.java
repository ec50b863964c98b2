package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What a server said.
 *
 * @param server who it is: {@code name}, {@code id}, {@code host}, {@code ver}, {@code cluster}
 * @param data what it was asked for
 * @param whole all that it sent
 * @param after when the answer came
 */
public record Statement(JsonNode server, JsonNode data, JsonNode whole, Duration after) {
    public String name() {
        return server.path("name").asText();
    }

    String cluster() {
        return server.path("cluster").asText();
    }

    String id() {
        return server.path("id").asText();
    }
}
