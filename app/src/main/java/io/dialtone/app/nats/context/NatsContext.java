package io.dialtone.app.nats.context;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.wire.ClientException;

/**
 * Settings of connections. What this program does not know stays in it as it was read.
 *
 * @param name empty for one that stands in no file
 */
public record NatsContext(String name, ObjectNode json) {
    private static final JsonMapper JSON = new JsonMapper();

    /** One that says nothing. */
    public static NatsContext empty(String name) {
        ObjectNode json = JSON.createObjectNode();
        for (Setting setting : Setting.values()) {
            if (setting.isSwitch()) {
                json.put(setting.key(), false);
            } else {
                json.put(setting.key(), "");
            }
        }
        return new NatsContext(name, json);
    }

    static NatsContext parse(String name, String text) throws ClientException {
        try {
            JsonNode json = JSON.readTree(text);
            if (json instanceof ObjectNode object) {
                return new NatsContext(name, object);
            }
            throw new ClientException("context \"" + name + "\" is no JSON object");
        } catch (JsonProcessingException e) {
            throw new ClientException("context \"" + name + "\" cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Empty when it is not set. */
    public String text(Setting setting) {
        return json.path(setting.key()).asText("");
    }

    public boolean isOn(Setting setting) {
        return json.path(setting.key()).asBoolean();
    }

    public void set(Setting setting, String value) {
        json.put(setting.key(), value);
    }

    public void switchOn(Setting setting) {
        json.put(setting.key(), true);
    }

    /** As it stands in a file. */
    public String write() throws ClientException {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new ClientException("the context cannot be written", e);
        }
    }
}
