package io.dialtone.cluster.link;

import io.dialtone.conf.WriteTimeoutPolicy;
import io.dialtone.streams.LiveSettings;
import java.time.Duration;

/**
 * How long a write to another server may take, and what happens then.
 *
 * @param deadline zero: that of clients
 * @param policy unless it says otherwise, who takes something is kept
 */
public record LinkPace(Duration deadline, WriteTimeoutPolicy policy) {
    /** Makes of the server's settings those that hold for a link. */
    public LiveSettings of(LiveSettings server) {
        return server.withWriteDeadline(
                deadline.isZero() ? server.writeDeadline() : deadline, policy != WriteTimeoutPolicy.CLOSE);
    }
}
