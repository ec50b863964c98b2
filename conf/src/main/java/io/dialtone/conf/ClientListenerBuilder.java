package io.dialtone.conf;

/**
 * Collects what the ports have that clients connect to in another way than plain TCP. Not for several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClientListenerBuilder<B extends ClientListenerBuilder<B>> extends ListenerBuilder<B>
        permits MqttOptions.Builder, WebSocketOptions.Builder {
    String token = "";
    String noAuthUser = "";

    ClientListenerBuilder() {}

    /** Sets the token that is asked for. */
    public B token(String value) {
        this.token = value;
        return self();
    }

    /** Sets as whom somebody is let in who names nobody; empty: not at all. */
    public B noAuthUser(String value) {
        this.noAuthUser = value;
        return self();
    }
}
