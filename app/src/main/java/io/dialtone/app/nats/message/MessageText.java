package io.dialtone.app.nats.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Messages as JSON. */
final class MessageText {
    private static final JsonMapper JSON = new JsonMapper();

    private MessageText() {}

    /** On one line: {@code subject}, {@code reply}, {@code headers}, and {@code data}, or {@code data_base64} where that is no UTF-8. */
    static String json(Message message) {
        ObjectNode json = JSON.createObjectNode();
        json.put("subject", message.subject());
        if (!message.reply().isEmpty()) {
            json.put("reply", message.reply());
        }
        if (!message.headers().isEmpty()) {
            headers(json.putObject("headers"), message.headers());
        }
        String text = text(message.body());
        if (text != null) {
            json.put("data", text);
        } else {
            json.put("data_base64", Base64.getEncoder().encodeToString(message.body()));
        }
        return written(json);
    }

    /** As the {@code nats} command line dumps messages into files. */
    static String dump(Message message) {
        ObjectNode json = JSON.createObjectNode();
        json.put("Subject", message.subject()).put("Reply", message.reply());
        if (message.headers().isEmpty()) {
            json.putNull("Header");
        } else {
            headers(json.putObject("Header"), message.headers());
        }
        json.put("Data", Base64.getEncoder().encodeToString(message.body())).putNull("Sub");
        return written(json);
    }

    private static void headers(ObjectNode json, Headers headers) {
        headers.byName().forEach((name, values) -> {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        });
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String written(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
