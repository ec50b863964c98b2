package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A stream or service that an account offers.
 *
 * @param kind stream or service
 * @param subject may hold wildcards
 * @param accounts accounts that may import it; empty with private false: all
 * @param restricted whether {@code accounts} was given
 * @param responseType of a service
 * @param responseThreshold time for an answer; zero: two minutes
 * @param latencySubject subject that gets latency samples; empty: none
 * @param latencySampling percentage sampled; 0: as headers ask
 * @param accountTokenPosition position of the importer's account in the subject; 0: none
 * @param allowTrace traces may cross it
 */
public record ExportOptions(
        ExchangeKind kind,
        String subject,
        List<String> accounts,
        boolean restricted,
        ResponseType responseType,
        Duration responseThreshold,
        String latencySubject,
        int latencySampling,
        int accountTokenPosition,
        boolean allowTrace) {
    /** Default of {@code latencySampling}: percentage sampled; 0: as headers ask. */
    public static final int DEFAULT_LATENCY_SAMPLING = 100;

    private static final ExportOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public ExportOptions {
        accounts = Copies.list(accounts);
    }

    /** What holds when nothing is configured. */
    public static ExportOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.kind(...))}. */
    public ExportOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.kind = kind;
        b.subject = subject;
        b.accounts = accounts;
        b.restricted = restricted;
        b.responseType = responseType;
        b.responseThreshold = responseThreshold;
        b.latencySubject = latencySubject;
        b.latencySampling = latencySampling;
        b.accountTokenPosition = accountTokenPosition;
        b.allowTrace = allowTrace;
        return b;
    }

    /** Collects the values of a {@link ExportOptions}. Not for several threads. */
    public static final class Builder {
        private ExchangeKind kind = ExchangeKind.STREAM;
        private String subject = "";
        private List<String> accounts = List.of();
        private boolean restricted = false;
        private ResponseType responseType = ResponseType.SINGLETON;
        private Duration responseThreshold = Duration.ZERO;
        private String latencySubject = "";
        private int latencySampling = DEFAULT_LATENCY_SAMPLING;
        private int accountTokenPosition = 0;
        private boolean allowTrace = false;

        private Builder() {}

        /** Sets {@link ExportOptions#kind()}. */
        public Builder kind(ExchangeKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link ExportOptions#subject()}. */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /** Sets {@link ExportOptions#accounts()}. */
        public Builder accounts(List<String> value) {
            this.accounts = value;
            return this;
        }

        /** Sets {@link ExportOptions#restricted()}. */
        public Builder restricted(boolean value) {
            this.restricted = value;
            return this;
        }

        /** Sets {@link ExportOptions#responseType()}. */
        public Builder responseType(ResponseType value) {
            this.responseType = value;
            return this;
        }

        /** Sets {@link ExportOptions#responseThreshold()}. */
        public Builder responseThreshold(Duration value) {
            this.responseThreshold = value;
            return this;
        }

        /** Sets {@link ExportOptions#latencySubject()}. */
        public Builder latencySubject(String value) {
            this.latencySubject = value;
            return this;
        }

        /** Sets {@link ExportOptions#latencySampling()}. */
        public Builder latencySampling(int value) {
            this.latencySampling = value;
            return this;
        }

        /** Sets {@link ExportOptions#accountTokenPosition()}. */
        public Builder accountTokenPosition(int value) {
            this.accountTokenPosition = value;
            return this;
        }

        /** Sets {@link ExportOptions#allowTrace()}. */
        public Builder allowTrace(boolean value) {
            this.allowTrace = value;
            return this;
        }

        /** The immutable result. */
        public ExportOptions build() {
            return new ExportOptions(
                    kind,
                    subject,
                    accounts,
                    restricted,
                    responseType,
                    responseThreshold,
                    latencySubject,
                    latencySampling,
                    accountTokenPosition,
                    allowTrace);
        }
    }
}
