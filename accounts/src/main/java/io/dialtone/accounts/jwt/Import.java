package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an account takes from another one.
 *
 * @param name friendly
 * @param subject of the exporter, unless {@code to} of a service says otherwise
 * @param account public key of the exporter
 * @param token activation JWT; empty: none
 * @param to deprecated: prefix of a stream, subject at the exporter of a service
 * @param localSubject in the importing account; may hold {@code $n} for the n-th wildcard; empty: the same
 * @param kind null when nothing was said
 * @param share whether the exporter learns who asks; services only
 * @param allowTrace whether traces may cross it; streams only
 * @param unknown fields that this version does not know, kept as they were
 */
public record Import(
        String name,
        String subject,
        String account,
        String token,
        String to,
        String localSubject,
        @Nullable ExchangeKind kind,
        boolean share,
        boolean allowTrace,
        Map<String, Object> unknown) {
    /** Copies the collections: the record never changes. */
    public Import {
        unknown = Copies.map(unknown);
    }

    /** A builder that starts from nothing. */
    public static Builder builder(ExchangeKind kind, String account, String subject) {
        return new Builder().kind(kind).account(account).subject(subject);
    }

    /** The subject in the exporting account. */
    public String remote() {
        return kind == ExchangeKind.SERVICE && localSubject.isEmpty() && !to.isEmpty() ? to : subject;
    }

    /** The subject in the importing account; may hold {@code $n}. */
    public String local() {
        if (!localSubject.isEmpty()) {
            return localSubject;
        }
        return kind == ExchangeKind.STREAM && !to.isEmpty() ? to + "." + subject : subject;
    }

    /** A copy with changes: {@code value.with(b -> b.name(...))}. */
    public Import with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.name = name;
        b.subject = subject;
        b.account = account;
        b.token = token;
        b.to = to;
        b.localSubject = localSubject;
        b.kind = kind;
        b.share = share;
        b.allowTrace = allowTrace;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link Import}. Not for several threads. */
    public static final class Builder {
        private String name = "";
        private String subject = "";
        private String account = "";
        private String token = "";
        private String to = "";
        private String localSubject = "";
        private @Nullable ExchangeKind kind = null;
        private boolean share = false;
        private boolean allowTrace = false;
        private Map<String, Object> unknown = Map.of();

        Builder() {}

        /** Sets {@link Import#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link Import#subject()}. */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /** Sets {@link Import#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link Import#token()}. */
        public Builder token(String value) {
            this.token = value;
            return this;
        }

        /** Sets {@link Import#to()}. */
        public Builder to(String value) {
            this.to = value;
            return this;
        }

        /** Sets {@link Import#localSubject()}. */
        public Builder localSubject(String value) {
            this.localSubject = value;
            return this;
        }

        /** Sets {@link Import#kind()}. */
        public Builder kind(@Nullable ExchangeKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link Import#share()}. */
        public Builder share(boolean value) {
            this.share = value;
            return this;
        }

        /** Sets {@link Import#allowTrace()}. */
        public Builder allowTrace(boolean value) {
            this.allowTrace = value;
            return this;
        }

        /** Sets {@link Import#unknown()}. */
        public Builder unknown(Map<String, Object> value) {
            this.unknown = value;
            return this;
        }

        /** The immutable result. */
        public Import build() {
            return new Import(name, subject, account, token, to, localSubject, kind, share, allowTrace, unknown);
        }
    }
}
