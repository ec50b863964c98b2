package io.dialtone.accounts.jwt;

import java.util.List;

/**
 * What a server knows about a client. Strings are empty when there is nothing to say.
 *
 * @param host address of the client
 * @param id of the connection
 * @param user as it would be logged
 * @param name that the client gave
 * @param tags of the user
 * @param nameTag name of the user
 * @param kind {@code Client}, {@code Leafnode}
 * @param type {@code nats}, {@code mqtt}, {@code websocket}
 * @param mqttId client id of MQTT
 * @param nonce that the client signed; empty when it signed none
 */
public record ClientInformation(
        String host,
        long id,
        String user,
        String name,
        List<String> tags,
        String nameTag,
        String kind,
        String type,
        String mqttId,
        String nonce) {
    static final ClientInformation NONE = new ClientInformation("", 0, "", "", List.of(), "", "", "", "", "");

    /** Copies the collections: the record never changes. */
    public ClientInformation {
        tags = Copies.list(tags);
    }
}
