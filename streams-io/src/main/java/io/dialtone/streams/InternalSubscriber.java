package io.dialtone.streams;

import io.dialtone.routing.LinkKind;
import io.dialtone.routing.Subscriber;
import io.dialtone.routing.Subscription;

/**
 * Something of the server's own that subscribes: an imported service, the way back of its answers, a request endpoint.
 * Called on the event loop of whoever publishes, so it must not wait.
 */
public interface InternalSubscriber extends Subscriber {
    /**
     * Takes a message.
     *
     * @param subscription the subscription that matched
     * @param message valid during the call only
     * @return how many took it in the end; 0 makes the publisher of a request hear that nobody is there
     */
    int receive(Subscription subscription, Delivery message);

    /** Whether it takes messages that came over a link of that kind. */
    default boolean takesFrom(LinkKind kind) {
        return true;
    }

    @Override
    default boolean isInternal() {
        return true;
    }
}
