package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Where account claims come from.
 *
 * @param kind which resolver
 * @param url of a URL resolver
 * @param directory of a directory resolver
 * @param allowDelete accounts may be deleted
 * @param hardDelete deleted files go for good
 * @param limit entries kept; 0: default
 * @param ttl age at which cached claims go; zero: never
 * @param interval time between synchronisations; zero: default
 * @param timeout of a lookup; zero: default
 */
public record ResolverOptions(
        ResolverKind kind,
        String url,
        String directory,
        boolean allowDelete,
        boolean hardDelete,
        long limit,
        Duration ttl,
        Duration interval,
        Duration timeout) {
    private static final ResolverOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static ResolverOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.kind(...))}. */
    public ResolverOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.kind = kind;
        b.url = url;
        b.directory = directory;
        b.allowDelete = allowDelete;
        b.hardDelete = hardDelete;
        b.limit = limit;
        b.ttl = ttl;
        b.interval = interval;
        b.timeout = timeout;
        return b;
    }

    /** Collects the values of a {@link ResolverOptions}. Not for several threads. */
    public static final class Builder {
        private ResolverKind kind = ResolverKind.MEMORY;
        private String url = "";
        private String directory = "";
        private boolean allowDelete = false;
        private boolean hardDelete = false;
        private long limit = 0L;
        private Duration ttl = Duration.ZERO;
        private Duration interval = Duration.ZERO;
        private Duration timeout = Duration.ZERO;

        private Builder() {}

        /** Sets {@link ResolverOptions#kind()}. */
        public Builder kind(ResolverKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link ResolverOptions#url()}. */
        public Builder url(String value) {
            this.url = value;
            return this;
        }

        /** Sets {@link ResolverOptions#directory()}. */
        public Builder directory(String value) {
            this.directory = value;
            return this;
        }

        /** Sets {@link ResolverOptions#allowDelete()}. */
        public Builder allowDelete(boolean value) {
            this.allowDelete = value;
            return this;
        }

        /** Sets {@link ResolverOptions#hardDelete()}. */
        public Builder hardDelete(boolean value) {
            this.hardDelete = value;
            return this;
        }

        /** Sets {@link ResolverOptions#limit()}. */
        public Builder limit(long value) {
            this.limit = value;
            return this;
        }

        /** Sets {@link ResolverOptions#ttl()}. */
        public Builder ttl(Duration value) {
            this.ttl = value;
            return this;
        }

        /** Sets {@link ResolverOptions#interval()}. */
        public Builder interval(Duration value) {
            this.interval = value;
            return this;
        }

        /** Sets {@link ResolverOptions#timeout()}. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** The immutable result. */
        public ResolverOptions build() {
            return new ResolverOptions(kind, url, directory, allowDelete, hardDelete, limit, ttl, interval, timeout);
        }
    }
}
