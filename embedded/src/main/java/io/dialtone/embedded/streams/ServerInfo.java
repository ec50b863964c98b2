package io.dialtone.embedded.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a client has to know of INFO.
 *
 * @param serverId of the run of the server
 * @param nonce to be signed; empty for none
 * @param maxPayload in bytes
 * @param lameDuck whether the server retires
 */
record ServerInfo(String serverId, String nonce, long maxPayload, boolean lameDuck) {
    private static final JsonFactory JSON = new JsonFactory();

    static ServerInfo of(String json) {
        String serverId = "";
        String nonce = "";
        long maxPayload = Long.MAX_VALUE;
        boolean lameDuck = false;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "server_id" -> serverId = parser.getText();
                    case "nonce" -> nonce = parser.getText();
                    case "max_payload" -> maxPayload = parser.getLongValue();
                    case "ldm" -> lameDuck = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("not an INFO: " + json, e);
        }
        return new ServerInfo(serverId, nonce, maxPayload, lameDuck);
    }
}
