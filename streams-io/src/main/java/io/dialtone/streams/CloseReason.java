package io.dialtone.streams;

import io.dialtone.streams.ws.CloseFrame;

/** Why a connection ended, in nats-server's words, as monitoring and the log show it. */
public enum CloseReason {
    CLIENT_CLOSED("Client Closed"),
    AUTHENTICATION_TIMEOUT("Authentication Timeout"),
    AUTHENTICATION_FAILURE("Authentication Failure"),
    TLS_HANDSHAKE_FAILURE("TLS Handshake Failure"),
    SLOW_CONSUMER_PENDING("Slow Consumer (Pending Bytes)"),
    SLOW_CONSUMER_DEADLINE("Slow Consumer (Write Deadline)"),
    WRITE_ERROR("Write Error"),
    READ_ERROR("Read Error"),
    PARSE_ERROR("Parse Error"),
    STALE_CONNECTION("Stale Connection"),
    PROTOCOL_VIOLATION("Protocol Violation"),
    BAD_PROTOCOL_VERSION("Bad Client Protocol Version"),
    MAX_ACCOUNT_CONNECTIONS("Maximum Account Connections Exceeded"),
    MAX_CONNECTIONS("Maximum Connections Exceeded"),
    MAX_PAYLOAD("Maximum Message Payload Exceeded"),
    MAX_CONTROL_LINE("Maximum Control Line Exceeded"),
    MAX_SUBSCRIPTIONS("Maximum Subscriptions Exceeded"),
    SERVER_SHUTDOWN("Server Shutdown"),
    AUTHENTICATION_EXPIRED("Authentication Expired"),
    MISSING_ACCOUNT("Missing Account"),
    REVOKED("Credentials Revoked"),
    HEADER_VIOLATION("Message Header Violation"),
    NO_RESPONDERS_REQUIRES_HEADERS("No Responders Requires Headers"),
    KICKED("Kicked"),
    PROXY_NOT_TRUSTED("Proxy Not Trusted"),
    PROXY_REQUIRED("Proxy Required"),
    ROUTE_REMOVED("Route Removed"),
    DUPLICATE_ROUTE("Duplicate Route"),
    WRONG_PORT("Incorrect Port"),
    WRONG_GATEWAY("Wrong Gateway"),
    CLUSTER_NAME_CONFLICT("Cluster Name Conflict"),
    DUPLICATE_REMOTE_LEAF("Duplicate Remote LeafNode Connection"),
    DUPLICATE_SERVER_NAME("Duplicate Server Name"),
    MINIMUM_VERSION_REQUIRED("Minimum Version Required"),
    CLUSTER_NAMES_IDENTICAL("Cluster Names Identical"),
    PERMISSION_VIOLATION("Permissions Violation");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** The words nats-server uses. */
    public String text() {
        return text;
    }

    /** Whether whoever it was is not let in. */
    public boolean isRefusal() {
        return this == AUTHENTICATION_FAILURE || this == PROXY_NOT_TRUSTED || this == PROXY_REQUIRED;
    }

    /** The status with which a WebSocket is closed for it. */
    int webSocketStatus() {
        return switch (this) {
            case CLIENT_CLOSED -> CloseFrame.NORMAL;
            case AUTHENTICATION_TIMEOUT,
                    AUTHENTICATION_FAILURE,
                    SLOW_CONSUMER_PENDING,
                    SLOW_CONSUMER_DEADLINE,
                    MAX_ACCOUNT_CONNECTIONS,
                    MAX_CONNECTIONS,
                    MAX_CONTROL_LINE,
                    MAX_SUBSCRIPTIONS,
                    MISSING_ACCOUNT,
                    AUTHENTICATION_EXPIRED,
                    REVOKED -> CloseFrame.POLICY;
            case TLS_HANDSHAKE_FAILURE -> CloseFrame.TLS;
            case PARSE_ERROR, PROTOCOL_VIOLATION, BAD_PROTOCOL_VERSION -> CloseFrame.PROTOCOL_ERROR;
            case MAX_PAYLOAD -> CloseFrame.TOO_BIG;
            case WRITE_ERROR, READ_ERROR, STALE_CONNECTION, SERVER_SHUTDOWN -> CloseFrame.GOING_AWAY;
            default -> CloseFrame.INTERNAL;
        };
    }

    /** Whether what is queued is still written before the socket closes. */
    public boolean flushes() {
        return switch (this) {
            case SLOW_CONSUMER_PENDING, SLOW_CONSUMER_DEADLINE, WRITE_ERROR, READ_ERROR, TLS_HANDSHAKE_FAILURE -> false;
            default -> true;
        };
    }
}
