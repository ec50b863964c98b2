package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The listener for MQTT clients.
 *
 * @param host address to bind
 * @param port 0: none, -1: a free port
 * @param tls of the listener
 * @param user the single user
 * @param password of that user
 * @param token shared secret
 * @param authTimeout zero: default
 * @param noAuthUser user given to clients without credentials
 * @param ackWait zero: 30 s
 * @param jsApiTimeout zero: 5 s
 * @param maxAckPending 0: 1024
 * @param jsDomain domain of the streams
 * @param streamReplicas 0: as many as servers, up to 3
 * @param consumerReplicas ignored
 * @param consumerMemoryStorage consumers in memory
 * @param consumerInactiveThreshold zero: never
 * @param rejectQos2Publish refuse QoS 2 messages
 * @param downgradeQos2Subscribe answer QoS 2 subscriptions with 1
 */
public record MqttOptions(
        String host,
        int port,
        @Nullable TlsOptions tls,
        String user,
        String password,
        String token,
        Duration authTimeout,
        String noAuthUser,
        Duration ackWait,
        Duration jsApiTimeout,
        int maxAckPending,
        String jsDomain,
        int streamReplicas,
        int consumerReplicas,
        boolean consumerMemoryStorage,
        Duration consumerInactiveThreshold,
        boolean rejectQos2Publish,
        boolean downgradeQos2Subscribe) {
    private static final MqttOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static MqttOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.host(...))}. */
    public MqttOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.port = port;
        b.tls = tls;
        b.user = user;
        b.password = password;
        b.token = token;
        b.authTimeout = authTimeout;
        b.noAuthUser = noAuthUser;
        b.ackWait = ackWait;
        b.jsApiTimeout = jsApiTimeout;
        b.maxAckPending = maxAckPending;
        b.jsDomain = jsDomain;
        b.streamReplicas = streamReplicas;
        b.consumerReplicas = consumerReplicas;
        b.consumerMemoryStorage = consumerMemoryStorage;
        b.consumerInactiveThreshold = consumerInactiveThreshold;
        b.rejectQos2Publish = rejectQos2Publish;
        b.downgradeQos2Subscribe = downgradeQos2Subscribe;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link MqttOptions}. Not for several threads. */
    public static final class Builder extends ClientListenerBuilder<Builder> {
        private Duration ackWait = Duration.ZERO;
        private Duration jsApiTimeout = Duration.ZERO;
        private int maxAckPending = 0;
        private String jsDomain = "";
        private int streamReplicas = 0;
        private int consumerReplicas = 0;
        private boolean consumerMemoryStorage = false;
        private Duration consumerInactiveThreshold = Duration.ZERO;
        private boolean rejectQos2Publish = false;
        private boolean downgradeQos2Subscribe = false;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link MqttOptions#ackWait()}. */
        public Builder ackWait(Duration value) {
            this.ackWait = value;
            return this;
        }

        /** Sets {@link MqttOptions#jsApiTimeout()}. */
        public Builder jsApiTimeout(Duration value) {
            this.jsApiTimeout = value;
            return this;
        }

        /** Sets {@link MqttOptions#maxAckPending()}. */
        public Builder maxAckPending(int value) {
            this.maxAckPending = value;
            return this;
        }

        /** Sets {@link MqttOptions#jsDomain()}. */
        public Builder jsDomain(String value) {
            this.jsDomain = value;
            return this;
        }

        /** Sets {@link MqttOptions#streamReplicas()}. */
        public Builder streamReplicas(int value) {
            this.streamReplicas = value;
            return this;
        }

        /** Sets {@link MqttOptions#consumerReplicas()}. */
        public Builder consumerReplicas(int value) {
            this.consumerReplicas = value;
            return this;
        }

        /** Sets {@link MqttOptions#consumerMemoryStorage()}. */
        public Builder consumerMemoryStorage(boolean value) {
            this.consumerMemoryStorage = value;
            return this;
        }

        /** Sets {@link MqttOptions#consumerInactiveThreshold()}. */
        public Builder consumerInactiveThreshold(Duration value) {
            this.consumerInactiveThreshold = value;
            return this;
        }

        /** Sets {@link MqttOptions#rejectQos2Publish()}. */
        public Builder rejectQos2Publish(boolean value) {
            this.rejectQos2Publish = value;
            return this;
        }

        /** Sets {@link MqttOptions#downgradeQos2Subscribe()}. */
        public Builder downgradeQos2Subscribe(boolean value) {
            this.downgradeQos2Subscribe = value;
            return this;
        }

        /** The immutable result. */
        public MqttOptions build() {
            return new MqttOptions(
                    host,
                    port,
                    tls,
                    user,
                    password,
                    token,
                    authTimeout,
                    noAuthUser,
                    ackWait,
                    jsApiTimeout,
                    maxAckPending,
                    jsDomain,
                    streamReplicas,
                    consumerReplicas,
                    consumerMemoryStorage,
                    consumerInactiveThreshold,
                    rejectQos2Publish,
                    downgradeQos2Subscribe);
        }
    }
}
