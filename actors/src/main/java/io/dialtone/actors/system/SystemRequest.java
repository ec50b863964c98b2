package io.dialtone.actors.system;

import io.dialtone.actors.monitor.ClientInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked in the system account.
 *
 * @param account that the subject names; empty when it asks about the server
 * @param reply where the answer goes, empty when none is wanted
 * @param headers a whole block, empty for none
 * @param asking the connection that asked, null when it was none of this server
 */
record SystemRequest(
        Endpoint endpoint,
        String account,
        byte[] reply,
        byte[] headers,
        byte[] body,
        @Nullable ClientInfo asking) {
    boolean wantsReply() {
        return reply.length > 0;
    }
}
