package io.dialtone.app.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Plays one dialogue of a {@link Script} on a server. */
public final class ScriptPlayer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the bytes of a step are sent. */
    public enum Sending {
        /** All of a step at once. */
        WHOLE,
        /** Each byte in a segment of its own. */
        BYTEWISE
    }

    private final int port;
    private final Sending sending;
    private final Map<String, RawClient> clients = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();

    private ScriptPlayer(int port, Sending sending) {
        this.port = port;
        this.sending = sending;
    }

    /** Plays all steps; fails at the first that goes another way. */
    public static void play(Script.Dialogue dialogue, int port, Sending sending) {
        try (ScriptPlayer player = new ScriptPlayer(port, sending)) {
            dialogue.steps().forEach(player::play);
            player.end();
        }
    }

    private void play(Script.Step step) {
        RawClient client = clients.computeIfAbsent(step.connection(), name -> RawClient.connect(port));
        switch (step.sign()) {
            case '>' -> send(client, Wire.unescape(step.text()));
            case '<' -> client.expect(Wire.unescape(step.text()));
            case '~' -> client.expectLine(step.text());
            case 'i' -> expectInfo(client.readInfo(), step.text());
            case '!' -> {
                client.expectEof();
                ended.add(step.connection());
            }
            default -> throw new IllegalArgumentException("no such step: " + step);
        }
    }

    private void send(RawClient client, String bytes) {
        if (sending == Sending.WHOLE) {
            client.send(bytes);
        } else {
            client.sendBytewise(bytes);
        }
    }

    private static void expectInfo(JsonNode info, String members) {
        JsonNode expected;
        try {
            expected = JSON.readTree(members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(members, e);
        }
        expected.properties().forEach(member -> {
            if (!member.getValue().equals(info.get(member.getKey()))) {
                throw new AssertionError("expected INFO with " + members + "\n but got " + info);
            }
        });
    }

    /** The next dialogue is to find nobody of this one on the server. */
    private void end() {
        clients.forEach((name, client) -> {
            if (!ended.contains(name)) {
                client.flush().shutdownOutput().readToEof();
            }
        });
    }

    @Override
    public void close() {
        clients.values().forEach(RawClient::close);
    }
}
