package io.dialtone.conf;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An account of the configuration.
 *
 * @param name as written
 * @param nkey public key
 * @param users users that connect to it
 * @param defaultPermissions for its users without their own
 * @param mappings its subject mappings
 * @param stickyQueues queue groups whose members are chosen by a key
 * @param limits what it may use
 * @param traceDestination subject for traces started by other parties; empty: none
 * @param traceSampling percentage of messages traced; 0: none was given
 * @param exports what it offers
 * @param imports what it takes
 * @param jetStream its share of persistence; null: none
 */
public record AccountOptions(
        String name,
        String nkey,
        List<UserOptions> users,
        @Nullable PermissionOptions defaultPermissions,
        List<MappingOptions> mappings,
        List<StickyQueueOptions> stickyQueues,
        AccountLimits limits,
        String traceDestination,
        int traceSampling,
        List<ExportOptions> exports,
        List<ImportOptions> imports,
        @Nullable AccountJetStreamOptions jetStream) {
    private static final AccountOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public AccountOptions {
        users = Copies.list(users);
        mappings = Copies.list(mappings);
        stickyQueues = Copies.list(stickyQueues);
        exports = Copies.list(exports);
        imports = Copies.list(imports);
    }

    /** What holds when nothing is configured. */
    public static AccountOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.name(...))}. */
    public AccountOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.name = name;
        b.nkey = nkey;
        b.users = users;
        b.defaultPermissions = defaultPermissions;
        b.mappings = mappings;
        b.stickyQueues = stickyQueues;
        b.limits = limits;
        b.traceDestination = traceDestination;
        b.traceSampling = traceSampling;
        b.exports = exports;
        b.imports = imports;
        b.jetStream = jetStream;
        return b;
    }

    /** Collects the values of a {@link AccountOptions}. Not for several threads. */
    public static final class Builder {
        private String name = "";
        private String nkey = "";
        private List<UserOptions> users = List.of();
        private @Nullable PermissionOptions defaultPermissions;
        private List<MappingOptions> mappings = List.of();
        private List<StickyQueueOptions> stickyQueues = List.of();
        private AccountLimits limits = AccountLimits.UNLIMITED;
        private String traceDestination = "";
        private int traceSampling = 0;
        private List<ExportOptions> exports = List.of();
        private List<ImportOptions> imports = List.of();
        private @Nullable AccountJetStreamOptions jetStream;

        private Builder() {}

        /** Sets {@link AccountOptions#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link AccountOptions#nkey()}. */
        public Builder nkey(String value) {
            this.nkey = value;
            return this;
        }

        /** Sets {@link AccountOptions#users()}. */
        public Builder users(List<UserOptions> value) {
            this.users = value;
            return this;
        }

        /** Sets {@link AccountOptions#defaultPermissions()}. */
        public Builder defaultPermissions(@Nullable PermissionOptions value) {
            this.defaultPermissions = value;
            return this;
        }

        /** Sets {@link AccountOptions#mappings()}. */
        public Builder mappings(List<MappingOptions> value) {
            this.mappings = value;
            return this;
        }

        /** Sets {@link AccountOptions#stickyQueues()}. */
        public Builder stickyQueues(List<StickyQueueOptions> value) {
            this.stickyQueues = value;
            return this;
        }

        /** Sets {@link AccountOptions#limits()}. */
        public Builder limits(AccountLimits value) {
            this.limits = value;
            return this;
        }

        /** Sets {@link AccountOptions#traceDestination()}. */
        public Builder traceDestination(String value) {
            this.traceDestination = value;
            return this;
        }

        /** Sets {@link AccountOptions#traceSampling()}. */
        public Builder traceSampling(int value) {
            this.traceSampling = value;
            return this;
        }

        /** Sets {@link AccountOptions#exports()}. */
        public Builder exports(List<ExportOptions> value) {
            this.exports = value;
            return this;
        }

        /** Sets {@link AccountOptions#imports()}. */
        public Builder imports(List<ImportOptions> value) {
            this.imports = value;
            return this;
        }

        /** Sets {@link AccountOptions#jetStream()}. */
        public Builder jetStream(@Nullable AccountJetStreamOptions value) {
            this.jetStream = value;
            return this;
        }

        /** The immutable result. */
        public AccountOptions build() {
            return new AccountOptions(
                    name,
                    nkey,
                    users,
                    defaultPermissions,
                    mappings,
                    stickyQueues,
                    limits,
                    traceDestination,
                    traceSampling,
                    exports,
                    imports,
                    jetStream);
        }
    }
}
