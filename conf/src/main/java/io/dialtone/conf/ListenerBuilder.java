package io.dialtone.conf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Collects what every port has that somebody logs in on. Not for several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ListenerBuilder<B extends ListenerBuilder<B>>
        permits LinkListenerBuilder, ClientListenerBuilder {
    /** The address that is bound where none is configured: any. */
    public static final String DEFAULT_HOST = "0.0.0.0";

    String host = DEFAULT_HOST;
    int port = 0;

    @Nullable
    TlsOptions tls;

    String user = "";
    String password = "";
    Duration authTimeout = Duration.ZERO;

    ListenerBuilder() {}

    abstract B self();

    /** Sets the address to bind. */
    public B host(String value) {
        this.host = value;
        return self();
    }

    /** Sets the port; 0: no such listener, -1: any free one. */
    public B port(int value) {
        this.port = value;
        return self();
    }

    /** Sets how connections are secured; null: not at all. */
    public B tls(@Nullable TlsOptions value) {
        this.tls = value;
        return self();
    }

    /** Sets the name that is asked for. */
    public B user(String value) {
        this.user = value;
        return self();
    }

    /** Sets the password that is asked for, plain or as a bcrypt hash. */
    public B password(String value) {
        this.password = value;
        return self();
    }

    /** Sets the time for logging in; zero: the usual one. */
    public B authTimeout(Duration value) {
        this.authTimeout = value;
        return self();
    }
}
