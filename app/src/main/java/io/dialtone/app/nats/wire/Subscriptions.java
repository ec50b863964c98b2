package io.dialtone.app.nats.wire;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a client by their sid. Changed under the client's lock; read without. */
final class Subscriptions {
    /** Null where there was one, and at 0. Replaced, never changed, so that the reader needs no lock. */
    private volatile @Nullable Subscription[] bySid = {null};

    Subscription add(String subject, String queue, Consumer<Frame> listener) {
        @Nullable Subscription[] before = bySid;
        Subscription added = new Subscription(before.length, subject, queue, listener);
        @Nullable Subscription[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = added;
        bySid = all;
        return added;
    }

    void remove(Subscription subscription) {
        @Nullable Subscription[] all = bySid.clone();
        all[subscription.sid()] = null;
        bySid = all;
    }

    /** Null when there is none any more. */
    @Nullable
    Subscription find(int sid) {
        @Nullable Subscription[] all = bySid;
        return sid < all.length ? all[sid] : null;
    }

    Stream<Subscription> all() {
        return Arrays.stream(bySid).filter(Objects::nonNull).map(Objects::requireNonNull);
    }
}
