package io.dialtone.accounts;

import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.conf.AccountLimits;
import io.dialtone.conf.StickyQueueOptions;
import io.dialtone.routing.SubjectMappings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account is, whether the configuration or its claims say it. Immutable.
 *
 * @param id its name in the configuration, or its public key
 * @param name what people call it; the id where there is no other name
 * @param limits what its users may use together or each
 * @param defaultPermissions of its users that have none of their own; null for none
 * @param mappings of subjects that are published in it
 * @param stickyQueues queue groups whose members are chosen by a key
 * @param traceDestination where traces of its messages go that carry a sampled W3C trace context; empty for nowhere
 * @param traceSampling percentage of those that are traced
 * @param exports what it offers to others
 * @param imports what it takes from others
 * @param claimed what a trusted operator says of it; null for an account of the configuration
 */
public record AccountDefinition(
        String id,
        String name,
        AccountLimits limits,
        @Nullable Permissions defaultPermissions,
        List<SubjectMappings.Mapping> mappings,
        List<StickyQueueOptions> stickyQueues,
        String traceDestination,
        int traceSampling,
        List<Export> exports,
        List<Import> imports,
        @Nullable ClaimedAccount claimed) {
    /** Copies the lists. */
    public AccountDefinition {
        mappings = List.copyOf(mappings);
        stickyQueues = List.copyOf(stickyQueues);
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
    }

    /** An account without sticky queue groups. */
    public AccountDefinition(
            String id,
            String name,
            AccountLimits limits,
            @Nullable Permissions defaultPermissions,
            List<SubjectMappings.Mapping> mappings,
            String traceDestination,
            int traceSampling,
            List<Export> exports,
            List<Import> imports,
            @Nullable ClaimedAccount claimed) {
        this(
                id,
                name,
                limits,
                defaultPermissions,
                mappings,
                List.of(),
                traceDestination,
                traceSampling,
                exports,
                imports,
                claimed);
    }

    /** An account of the configuration. */
    public AccountDefinition(
            String id,
            String name,
            AccountLimits limits,
            @Nullable Permissions defaultPermissions,
            List<SubjectMappings.Mapping> mappings,
            String traceDestination,
            int traceSampling,
            List<Export> exports,
            List<Import> imports) {
        this(id, name, limits, defaultPermissions, mappings, traceDestination, traceSampling, exports, imports, null);
    }

    /** The same account with these exports. */
    public AccountDefinition withExports(List<Export> others) {
        return new AccountDefinition(
                id,
                name,
                limits,
                defaultPermissions,
                mappings,
                stickyQueues,
                traceDestination,
                traceSampling,
                others,
                imports,
                claimed);
    }

    /** The same account with these rules. */
    public AccountDefinition withStickyQueues(List<StickyQueueOptions> rules) {
        return new AccountDefinition(
                id,
                name,
                limits,
                defaultPermissions,
                mappings,
                rules,
                traceDestination,
                traceSampling,
                exports,
                imports,
                claimed);
    }

    /** An account that says nothing of itself. */
    public static AccountDefinition named(String id) {
        return new AccountDefinition(id, id, AccountLimits.UNLIMITED, null, List.of(), "", 0, List.of(), List.of());
    }
}
