package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The listener for WebSocket clients.
 *
 * @param host address to bind
 * @param port 0: none, -1: a free port
 * @param advertise host[:port] told to clients
 * @param noTls plain text allowed
 * @param tls of the listener
 * @param sameOrigin the origin must be this host
 * @param allowedOrigins origins accepted
 * @param handshakeTimeout zero: default
 * @param compression offer compression
 * @param user the single user
 * @param password of that user
 * @param token shared secret
 * @param authTimeout zero: default
 * @param noAuthUser user given to clients without credentials
 * @param jwtCookie name of the cookie
 * @param userCookie name of the cookie
 * @param passCookie name of the cookie
 * @param tokenCookie name of the cookie
 * @param headers of the upgrade answer
 * @param pingInterval zero: that of clients
 */
public record WebSocketOptions(
        String host,
        int port,
        String advertise,
        boolean noTls,
        @Nullable TlsOptions tls,
        boolean sameOrigin,
        List<String> allowedOrigins,
        Duration handshakeTimeout,
        boolean compression,
        String user,
        String password,
        String token,
        Duration authTimeout,
        String noAuthUser,
        String jwtCookie,
        String userCookie,
        String passCookie,
        String tokenCookie,
        Map<String, String> headers,
        Duration pingInterval) {
    private static final WebSocketOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public WebSocketOptions {
        allowedOrigins = Copies.list(allowedOrigins);
        headers = Copies.map(headers);
    }

    /** What holds when nothing is configured. */
    public static WebSocketOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.host(...))}. */
    public WebSocketOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.port = port;
        b.advertise = advertise;
        b.noTls = noTls;
        b.tls = tls;
        b.sameOrigin = sameOrigin;
        b.allowedOrigins = allowedOrigins;
        b.handshakeTimeout = handshakeTimeout;
        b.compression = compression;
        b.user = user;
        b.password = password;
        b.token = token;
        b.authTimeout = authTimeout;
        b.noAuthUser = noAuthUser;
        b.jwtCookie = jwtCookie;
        b.userCookie = userCookie;
        b.passCookie = passCookie;
        b.tokenCookie = tokenCookie;
        b.headers = headers;
        b.pingInterval = pingInterval;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link WebSocketOptions}. Not for several threads. */
    public static final class Builder extends ClientListenerBuilder<Builder> {
        private String advertise = "";
        private boolean noTls = false;
        private boolean sameOrigin = false;
        private List<String> allowedOrigins = List.of();
        private Duration handshakeTimeout = Duration.ZERO;
        private boolean compression = false;
        private String jwtCookie = "";
        private String userCookie = "";
        private String passCookie = "";
        private String tokenCookie = "";
        private Map<String, String> headers = Map.of();
        private Duration pingInterval = Duration.ZERO;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link WebSocketOptions#advertise()}. */
        public Builder advertise(String value) {
            this.advertise = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#noTls()}. */
        public Builder noTls(boolean value) {
            this.noTls = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#sameOrigin()}. */
        public Builder sameOrigin(boolean value) {
            this.sameOrigin = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#allowedOrigins()}. */
        public Builder allowedOrigins(List<String> value) {
            this.allowedOrigins = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#handshakeTimeout()}. */
        public Builder handshakeTimeout(Duration value) {
            this.handshakeTimeout = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#compression()}. */
        public Builder compression(boolean value) {
            this.compression = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#jwtCookie()}. */
        public Builder jwtCookie(String value) {
            this.jwtCookie = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#userCookie()}. */
        public Builder userCookie(String value) {
            this.userCookie = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#passCookie()}. */
        public Builder passCookie(String value) {
            this.passCookie = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#tokenCookie()}. */
        public Builder tokenCookie(String value) {
            this.tokenCookie = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#headers()}. */
        public Builder headers(Map<String, String> value) {
            this.headers = value;
            return this;
        }

        /** Sets {@link WebSocketOptions#pingInterval()}. */
        public Builder pingInterval(Duration value) {
            this.pingInterval = value;
            return this;
        }

        /** The immutable result. */
        public WebSocketOptions build() {
            return new WebSocketOptions(
                    host,
                    port,
                    advertise,
                    noTls,
                    tls,
                    sameOrigin,
                    allowedOrigins,
                    handshakeTimeout,
                    compression,
                    user,
                    password,
                    token,
                    authTimeout,
                    noAuthUser,
                    jwtCookie,
                    userCookie,
                    passCookie,
                    tokenCookie,
                    headers,
                    pingInterval);
        }
    }
}
