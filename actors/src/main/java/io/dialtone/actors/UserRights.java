package io.dialtone.actors;

import io.dialtone.streams.DeliveryRules;
import io.dialtone.streams.PublishRules;
import org.jspecify.annotations.Nullable;

/** What one connection may do, and for whom: made for it when it authenticates. On the connection's loop. */
interface UserRights {
    /** The name of the account. */
    String account();

    /** {@code user:a}, {@code nkey:U..} or {@code token} for the log; empty for nobody. */
    String label();

    /** What monitoring shows as authorized user; empty for nobody. */
    String user();

    /** What it may publish; null for everything. */
    @Nullable
    PublishRules publishRules();

    /** Whether it may subscribe, in a queue group or without. */
    boolean maySubscribe(byte[] subject, byte @Nullable [] queue);

    /** What delivery to it has to heed; null for nothing. Any thread may use the result. */
    @Nullable
    DeliveryRules deliveryRules(boolean headers);
}
