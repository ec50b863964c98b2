package io.dialtone.accounts.jwt;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all users have that one signing key issues.
 *
 * @param key public key of an account
 * @param role friendly name
 * @param template may hold {@code {{name()}}} and the like in its subjects
 * @param description free text
 * @param unknown fields that this version does not know, kept as they were
 */
public record UserScope(String key, String role, UserRights template, String description, Map<String, Object> unknown) {
    /** Copies the collections: the record never changes. */
    public UserScope {
        unknown = Copies.map(unknown);
    }

    /** A scope of that signing key, without limits. */
    public static Builder builder(String key) {
        return new Builder().key(key);
    }

    /** The problem that claims issued with this key have: users must bring no rights of their own; null when there is none. */
    public @Nullable String problem(Claims claims) {
        if (!(claims instanceof UserClaims user)) {
            return "not an user claim - scoped signing key requires user claim";
        }
        if (!user.issuer().equals(key)) {
            return "issuer not the scoped signer";
        }
        return user.rights().isEmpty() ? null : "scoped users require no permissions or limits set";
    }

    /** A copy with changes: {@code value.with(b -> b.key(...))}. */
    public UserScope with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.key = key;
        b.role = role;
        b.template = template;
        b.description = description;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of a {@link UserScope}. Not for several threads. */
    public static final class Builder {
        private String key = "";
        private String role = "";
        private UserRights template = UserRights.UNLIMITED;
        private String description = "";
        private Map<String, Object> unknown = Map.of();

        Builder() {}

        /** Sets {@link UserScope#key()}. */
        public Builder key(String value) {
            this.key = value;
            return this;
        }

        /** Sets {@link UserScope#role()}. */
        public Builder role(String value) {
            this.role = value;
            return this;
        }

        /** Sets {@link UserScope#template()}. */
        public Builder template(UserRights value) {
            this.template = value;
            return this;
        }

        /** Sets {@link UserScope#description()}. */
        public Builder description(String value) {
            this.description = value;
            return this;
        }

        /** Sets {@link UserScope#unknown()}. */
        public Builder unknown(Map<String, Object> value) {
            this.unknown = value;
            return this;
        }

        /** The immutable result. */
        public UserScope build() {
            return new UserScope(key, role, template, description, unknown);
        }
    }
}
