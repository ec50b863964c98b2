package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a server asks an authorization service about a client.
 *
 * @param registered issuer, subject, times and the like
 * @param server who asks
 * @param userNkey public key that the answer must be about, made for this request
 * @param client what the server knows
 * @param connectOptions what the client said
 * @param tls null without TLS
 * @param requestNonce empty: none
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record AuthorizationRequestClaims(
        Registered registered,
        ServerId server,
        String userNkey,
        ClientInformation client,
        ConnectOptions connectOptions,
        @Nullable ClientTls tls,
        String requestNonce,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public AuthorizationRequestClaims {
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** A request to that account. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject));
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.AUTHORIZATION_REQUEST;
    }

    @Override
    public Validation validate(Instant now) {
        return AuthorizationValidation.of(this, now);
    }

    /** A copy with changes: {@code value.with(b -> b.server(...))}. */
    public AuthorizationRequestClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.server = server;
        b.userNkey = userNkey;
        b.client = client;
        b.connectOptions = connectOptions;
        b.tls = tls;
        b.requestNonce = requestNonce;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link AuthorizationRequestClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private ServerId server = ServerId.NONE;
        private String userNkey = "";
        private ClientInformation client = ClientInformation.NONE;
        private ConnectOptions connectOptions = ConnectOptions.NONE;
        private @Nullable ClientTls tls = null;
        private String requestNonce = "";

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#server()}. */
        public Builder server(ServerId value) {
            this.server = value;
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#userNkey()}. */
        public Builder userNkey(String value) {
            this.userNkey = value;
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#client()}. */
        public Builder client(ClientInformation value) {
            this.client = value;
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#connectOptions()}. */
        public Builder connectOptions(ConnectOptions value) {
            this.connectOptions = value;
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#tls()}. */
        public Builder tls(@Nullable ClientTls value) {
            this.tls = value;
            return this;
        }

        /** Sets {@link AuthorizationRequestClaims#requestNonce()}. */
        public Builder requestNonce(String value) {
            this.requestNonce = value;
            return this;
        }

        /** The immutable result. */
        public AuthorizationRequestClaims build() {
            return new AuthorizationRequestClaims(
                    registered, server, userNkey, client, connectOptions, tls, requestNonce, tags, version, unknown);
        }
    }
}
