package io.dialtone.conf;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Subjects as written; a subscription may carry a queue name after a blank.
 *
 * @param publish null: everything
 * @param subscribe null: everything
 * @param responses allow_responses; null: not allowed
 */
public record PermissionOptions(
        @Nullable SubjectRules publish,
        @Nullable SubjectRules subscribe,
        @Nullable ResponseRule responses) {
    private static final PermissionOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static PermissionOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.publish(...))}. */
    public PermissionOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.publish = publish;
        b.subscribe = subscribe;
        b.responses = responses;
        return b;
    }

    /** Collects the values of a {@link PermissionOptions}. Not for several threads. */
    public static final class Builder {
        private @Nullable SubjectRules publish;
        private @Nullable SubjectRules subscribe;
        private @Nullable ResponseRule responses;

        private Builder() {}

        /** Sets {@link PermissionOptions#publish()}. */
        public Builder publish(@Nullable SubjectRules value) {
            this.publish = value;
            return this;
        }

        /** Sets {@link PermissionOptions#subscribe()}. */
        public Builder subscribe(@Nullable SubjectRules value) {
            this.subscribe = value;
            return this;
        }

        /** Sets {@link PermissionOptions#responses()}. */
        public Builder responses(@Nullable ResponseRule value) {
            this.responses = value;
            return this;
        }

        /** The immutable result. */
        public PermissionOptions build() {
            return new PermissionOptions(publish, subscribe, responses);
        }
    }
}
