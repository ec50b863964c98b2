package io.dialtone.accounts;

/** The ways to connect that {@code allowed_connection_types} tells apart, under the names it uses. */
public enum ConnectionType {
    /** NATS over TCP or TLS. */
    STANDARD,
    /** NATS over WebSocket. */
    WEBSOCKET,
    /** A leaf node. */
    LEAFNODE,
    /** A leaf node over WebSocket. */
    LEAFNODE_WS,
    /** MQTT. */
    MQTT,
    /** MQTT over WebSocket. */
    MQTT_WS,
    /** A client inside the process of the server. */
    IN_PROCESS
}
