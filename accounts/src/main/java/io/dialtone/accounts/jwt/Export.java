package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ResponseType;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an account offers.
 *
 * @param name friendly
 * @param subject may hold wildcards
 * @param kind null when nothing was said
 * @param tokenRequired whether importers need an activation
 * @param revocations importers whose activations no longer hold
 * @param responseType of a service: empty or {@code Singleton}, {@code Stream}, {@code Chunked}
 * @param responseThreshold time for an answer; zero: the default
 * @param latency null: not measured
 * @param accountTokenPosition position, from one, of the token that must be the importer's key; 0: none
 * @param advertise whether tools show it
 * @param allowTrace whether traces may cross it; services only
 * @param description at most 8 KiB
 * @param infoUrl with scheme and host
 * @param unknown fields that this version does not know, kept as they were
 */
public record Export(
        String name,
        String subject,
        @Nullable ExchangeKind kind,
        boolean tokenRequired,
        Revocations revocations,
        String responseType,
        Duration responseThreshold,
        @Nullable ServiceLatency latency,
        int accountTokenPosition,
        boolean advertise,
        boolean allowTrace,
        String description,
        String infoUrl,
        Map<String, Object> unknown) {
    /** Copies the collections: the record never changes. */
    public Export {
        unknown = Copies.map(unknown);
    }

    /** A builder that starts from nothing. */
    public static Builder builder(ExchangeKind kind, String subject) {
        return new Builder().kind(kind).subject(subject);
    }

    /** How many answers there are; one for what is no service. */
    public ResponseType response() {
        return switch (responseType) {
            case "Stream" -> ResponseType.STREAM;
            case "Chunked" -> ResponseType.CHUNKED;
            default -> ResponseType.SINGLETON;
        };
    }

    /** Whether an activation no longer holds. One without a time of issue holds nowhere. */
    public boolean isRevoked(ActivationClaims activation) {
        return revocations.isRevoked(activation.registered());
    }

    /** A copy with changes: {@code value.with(b -> b.name(...))}. */
    public Export with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.name = name;
        b.subject = subject;
        b.kind = kind;
        b.tokenRequired = tokenRequired;
        b.revocations = revocations;
        b.responseType = responseType;
        b.responseThreshold = responseThreshold;
        b.latency = latency;
        b.accountTokenPosition = accountTokenPosition;
        b.advertise = advertise;
        b.allowTrace = allowTrace;
        b.description = description;
        b.infoUrl = infoUrl;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link Export}. Not for several threads. */
    public static final class Builder {
        private String name = "";
        private String subject = "";
        private @Nullable ExchangeKind kind = null;
        private boolean tokenRequired = false;
        private Revocations revocations = Revocations.NONE;
        private String responseType = "";
        private Duration responseThreshold = Duration.ZERO;
        private @Nullable ServiceLatency latency = null;
        private int accountTokenPosition = 0;
        private boolean advertise = false;
        private boolean allowTrace = false;
        private String description = "";
        private String infoUrl = "";
        private Map<String, Object> unknown = Map.of();

        Builder() {}

        /** Sets {@link Export#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link Export#subject()}. */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /** Sets {@link Export#kind()}. */
        public Builder kind(@Nullable ExchangeKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link Export#tokenRequired()}. */
        public Builder tokenRequired(boolean value) {
            this.tokenRequired = value;
            return this;
        }

        /** Sets {@link Export#revocations()}. */
        public Builder revocations(Revocations value) {
            this.revocations = value;
            return this;
        }

        /** Sets {@link Export#responseType()}. */
        public Builder responseType(String value) {
            this.responseType = value;
            return this;
        }

        /** Sets {@link Export#responseThreshold()}. */
        public Builder responseThreshold(Duration value) {
            this.responseThreshold = value;
            return this;
        }

        /** Sets {@link Export#latency()}. */
        public Builder latency(@Nullable ServiceLatency value) {
            this.latency = value;
            return this;
        }

        /** Sets {@link Export#accountTokenPosition()}. */
        public Builder accountTokenPosition(int value) {
            this.accountTokenPosition = value;
            return this;
        }

        /** Sets {@link Export#advertise()}. */
        public Builder advertise(boolean value) {
            this.advertise = value;
            return this;
        }

        /** Sets {@link Export#allowTrace()}. */
        public Builder allowTrace(boolean value) {
            this.allowTrace = value;
            return this;
        }

        /** Sets {@link Export#description()}. */
        public Builder description(String value) {
            this.description = value;
            return this;
        }

        /** Sets {@link Export#infoUrl()}. */
        public Builder infoUrl(String value) {
            this.infoUrl = value;
            return this;
        }

        /** Sets {@link Export#unknown()}. */
        public Builder unknown(Map<String, Object> value) {
            this.unknown = value;
            return this;
        }

        /** The immutable result. */
        public Export build() {
            return new Export(
                    name,
                    subject,
                    kind,
                    tokenRequired,
                    revocations,
                    responseType,
                    responseThreshold,
                    latency,
                    accountTokenPosition,
                    advertise,
                    allowTrace,
                    description,
                    infoUrl,
                    unknown);
        }
    }
}
