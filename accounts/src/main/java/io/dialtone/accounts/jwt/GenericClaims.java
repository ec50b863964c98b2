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
    public static final class Builder extends ClaimsBuilder<Builder> {
        private Map<String, Object> data = Map.of();

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link GenericClaims#data()}. */
        public Builder data(Map<String, Object> value) {
            this.data = value;
            return this;
        }

        /** The immutable result. */
        public GenericClaims build() {
            return new GenericClaims(registered, data);
        }
    }
}
