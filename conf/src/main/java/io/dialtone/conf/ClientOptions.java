package io.dialtone.conf;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The listener for clients.
 *
 * @param host address to bind; the default opens a dual-stack wildcard socket
 * @param port port to bind; -1 chooses a free one
 * @param advertise host[:port] told to clients and peers instead of the bound one
 * @param tls TLS of this listener; null: plain text
 * @param allowNonTls also accept clients that do not start TLS
 * @param proxyProtocol expect a PROXY protocol header (v1 or v2) before anything else
 */
public record ClientOptions(
        String host, int port, String advertise, @Nullable TlsOptions tls, boolean allowNonTls, boolean proxyProtocol) {
    /** Default of {@code host}: address to bind; the default opens a dual-stack wildcard socket. */
    public static final String DEFAULT_HOST = "0.0.0.0";

    /** Default of {@code port}: port to bind; -1 chooses a free one. */
    public static final int DEFAULT_PORT = 4222;

    private static final ClientOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.host(...))}. */
    public ClientOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.port = port;
        b.advertise = advertise;
        b.tls = tls;
        b.allowNonTls = allowNonTls;
        b.proxyProtocol = proxyProtocol;
        return b;
    }

    /** Collects the values of a {@link ClientOptions}. Not for several threads. */
    public static final class Builder {
        private String host = DEFAULT_HOST;
        private int port = DEFAULT_PORT;
        private String advertise = "";
        private @Nullable TlsOptions tls;
        private boolean allowNonTls = false;
        private boolean proxyProtocol = false;

        private Builder() {}

        /** Sets {@link ClientOptions#host()}. */
        public Builder host(String value) {
            this.host = value;
            return this;
        }

        /** Sets {@link ClientOptions#port()}. */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /** Sets {@link ClientOptions#advertise()}. */
        public Builder advertise(String value) {
            this.advertise = value;
            return this;
        }

        /** Sets {@link ClientOptions#tls()}. */
        public Builder tls(@Nullable TlsOptions value) {
            this.tls = value;
            return this;
        }

        /** Sets {@link ClientOptions#allowNonTls()}. */
        public Builder allowNonTls(boolean value) {
            this.allowNonTls = value;
            return this;
        }

        /** Sets {@link ClientOptions#proxyProtocol()}. */
        public Builder proxyProtocol(boolean value) {
            this.proxyProtocol = value;
            return this;
        }

        /** The immutable result. */
        public ClientOptions build() {
            return new ClientOptions(host, port, advertise, tls, allowNonTls, proxyProtocol);
        }
    }
}
