package io.dialtone.conf;

import java.time.Duration;

/**
 * Collects what every port has that other servers connect to. Not for several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class LinkListenerBuilder<B extends LinkListenerBuilder<B>> extends ListenerBuilder<B>
        permits ClusterOptions.Builder, GatewayOptions.Builder, LeafOptions.Builder {
    String advertise = "";
    Duration writeDeadline = Duration.ZERO;
    WriteTimeoutPolicy writeTimeout = WriteTimeoutPolicy.DEFAULT;

    LinkListenerBuilder() {}

    /** Sets the host[:port] that others are told. */
    public B advertise(String value) {
        this.advertise = value;
        return self();
    }

    /** Sets how long a write may take; zero: as for clients. */
    public B writeDeadline(Duration value) {
        this.writeDeadline = value;
        return self();
    }

    /** Sets what happens when a write takes longer. */
    public B writeTimeout(WriteTimeoutPolicy value) {
        this.writeTimeout = value;
        return self();
    }
}
