package io.dialtone.conf;

import java.util.function.UnaryOperator;

/**
 * A stream or service that an account takes from another.
 *
 * @param kind stream or service
 * @param account exporting account
 * @param subject as exported
 * @param to local subject; empty: the same
 * @param prefix put in front of a stream's subject
 * @param share share client information
 * @param allowTrace traces may cross it
 */
public record ImportOptions(
        ExchangeKind kind,
        String account,
        String subject,
        String to,
        String prefix,
        boolean share,
        boolean allowTrace) {
    private static final ImportOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static ImportOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.kind(...))}. */
    public ImportOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.kind = kind;
        b.account = account;
        b.subject = subject;
        b.to = to;
        b.prefix = prefix;
        b.share = share;
        b.allowTrace = allowTrace;
        return b;
    }

    /** Collects the values of a {@link ImportOptions}. Not for several threads. */
    public static final class Builder {
        private ExchangeKind kind = ExchangeKind.STREAM;
        private String account = "";
        private String subject = "";
        private String to = "";
        private String prefix = "";
        private boolean share = false;
        private boolean allowTrace = false;

        private Builder() {}

        /** Sets {@link ImportOptions#kind()}. */
        public Builder kind(ExchangeKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link ImportOptions#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link ImportOptions#subject()}. */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /** Sets {@link ImportOptions#to()}. */
        public Builder to(String value) {
            this.to = value;
            return this;
        }

        /** Sets {@link ImportOptions#prefix()}. */
        public Builder prefix(String value) {
            this.prefix = value;
            return this;
        }

        /** Sets {@link ImportOptions#share()}. */
        public Builder share(boolean value) {
            this.share = value;
            return this;
        }

        /** Sets {@link ImportOptions#allowTrace()}. */
        public Builder allowTrace(boolean value) {
            this.allowTrace = value;
            return this;
        }

        /** The immutable result. */
        public ImportOptions build() {
            return new ImportOptions(kind, account, subject, to, prefix, share, allowTrace);
        }
    }
}
