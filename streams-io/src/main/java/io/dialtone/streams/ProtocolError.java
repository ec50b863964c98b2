package io.dialtone.streams;

import org.jspecify.annotations.Nullable;

/**
 * What a client did wrong in the protocol itself. Each ends the connection.
 *
 * @param text what {@code -ERR} says, or null where nats-server closes without a word
 * @param reason why the connection ends
 * @param log the line for the server's log
 */
public record ProtocolError(@Nullable String text, CloseReason reason, String log) {
    static ProtocolError unknownOperation(String detail) {
        return new ProtocolError("Unknown Protocol Operation", CloseReason.PROTOCOL_VIOLATION, detail);
    }

    static ProtocolError controlLine(int limit) {
        return new ProtocolError(
                "maximum control line exceeded",
                CloseReason.MAX_CONTROL_LINE,
                "maximum control line exceeded, limit " + limit);
    }

    static ProtocolError maxPayload(long size, long limit) {
        return new ProtocolError(
                "Maximum Payload Violation",
                CloseReason.MAX_PAYLOAD,
                "maximum payload exceeded: " + size + " vs " + limit);
    }

    static ProtocolError silent(String log) {
        return new ProtocolError(null, CloseReason.PROTOCOL_VIOLATION, log);
    }
}
