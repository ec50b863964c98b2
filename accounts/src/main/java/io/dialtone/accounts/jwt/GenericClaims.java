package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Claims of a type that nobody here knows, or read without regard to their type.
 *
 * @param registered issuer, subject, times and the like
 * @param data maps, lists, strings, numbers and booleans
 */
public record GenericClaims(Registered registered, Map<String, Object> data) implements Claims {
    /** Copies the collections: the record never changes. */
    public GenericClaims {
        data = Copies.map(data);
    }

    /** Claims about that subject. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject));
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.GENERIC;
    }

    /** The type as it was written; empty when none was. */
    public String typeName() {
        return data.get("type") instanceof String type ? type : "";
    }

    @Override
    public int version() {
        return data.get("version") instanceof Number version ? version.intValue() : 0;
    }

    @Override
    public List<String> tags() {
        return data.get("tags") instanceof List<?> tags
                ? tags.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public Validation validate(Instant now) {
        return registered.validate(now);
    }

    /** A copy with changes: {@code value.with(b -> b.data(...))}. */
    public GenericClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.data = data;
        return b;
    }

    /** Collects the values of a {@link GenericClaims}. Not for several threads. */
    public static final class Builder {
        private Registered registered = Registered.NONE;
        private Map<String, Object> data = Map.of();

        Builder() {}

        /** Sets {@link GenericClaims#registered()}. */
        public Builder registered(Registered value) {
            this.registered = value;
            return this;
        }

        /** Sets {@link GenericClaims#data()}. */
        public Builder data(Map<String, Object> value) {
            this.data = value;
            return this;
        }

        /** Sets whom the claims are about. */
        public Builder subject(String value) {
            this.registered = registered.withSubject(value);
            return this;
        }

        /** Sets the friendly name. */
        public Builder name(String value) {
            this.registered = registered.withName(value);
            return this;
        }

        /** Sets for whom the claims are meant. */
        public Builder audience(String value) {
            this.registered = registered.withAudience(value);
            return this;
        }

        /** Sets the second of the epoch when the claims end; 0: never. */
        public Builder expires(long value) {
            this.registered = registered.withExpires(value);
            return this;
        }

        /** Sets the second of the epoch when the claims begin; 0: at once. */
        public Builder notBefore(long value) {
            this.registered = registered.withNotBefore(value);
            return this;
        }

        /** The immutable result. */
        public GenericClaims build() {
            return new GenericClaims(registered, data);
        }
    }
}
