package io.dialtone.actors.exchange;

import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.SubjectMapper;
import org.jspecify.annotations.Nullable;

/** An account, as far as imports need it. Any thread. */
public interface Tenant {
    /** Its name, or its public key. */
    String id();

    /** Its subscriptions. */
    SubjectSpace space();

    /** Its subject mappings, null for none. */
    @Nullable
    SubjectMapper mapper();

    /** The answers its services owe. */
    ServiceReplies replies();

    /** The answers its users wait for. */
    AwaitedReplies awaited();

    /** Adds a subscription of the server's own; it is found soon after. */
    void add(Subscription internal);
}
