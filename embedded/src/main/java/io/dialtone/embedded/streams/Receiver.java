package io.dialtone.embedded.streams;

import org.jspecify.annotations.Nullable;

/** Who gets the messages of one subscription. Told on the loop of the server, so it must not run anybody's code. */
interface Receiver {
    /**
     * Takes a message.
     *
     * @return whether it takes more; otherwise it says when, see {@link OpenConnection#goOn}
     */
    boolean receive(NatsMessage message);

    /** Whether it takes more now. */
    boolean isReady();

    /**
     * No more come.
     *
     * @param failure null for an end that was wanted
     */
    void end(@Nullable NatsException failure);
}
