package io.dialtone.accounts.exchange;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.Permissions;
import io.dialtone.conf.AccountLimits;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ExportOptions;
import io.dialtone.conf.ImportOptions;
import io.dialtone.conf.MappingOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.routing.SubjectMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts of a configuration. */
public final class ConfiguredAccounts {
    private static final String GLOBAL = "$G";

    private ConfiguredAccounts() {}

    /** All accounts that the configuration names, and the global one, which comes first. */
    public static List<AccountDefinition> of(Options options) {
        List<AccountDefinition> all = new ArrayList<>();
        all.add(new AccountDefinition(
                        GLOBAL,
                        GLOBAL,
                        AccountLimits.UNLIMITED,
                        null,
                        mappings(options.mappings()),
                        "",
                        0,
                        List.of(),
                        List.of())
                .withStickyQueues(options.stickyQueues()));
        options.accounts().forEach(a -> all.add(of(a)));
        return all;
    }

    /** One account. */
    public static AccountDefinition of(AccountOptions account) {
        return new AccountDefinition(
                        account.name(),
                        account.name(),
                        account.limits(),
                        permissions(account.defaultPermissions()),
                        mappings(account.mappings()),
                        account.traceDestination(),
                        account.traceSampling(),
                        account.exports().stream()
                                .map(ConfiguredAccounts::export)
                                .toList(),
                        account.imports().stream()
                                .map(ConfiguredAccounts::taken)
                                .toList())
                .withStickyQueues(account.stickyQueues());
    }

    private static @Nullable Permissions permissions(@Nullable PermissionOptions options) {
        return options == null ? null : Permissions.of(options);
    }

    private static List<SubjectMappings.Mapping> mappings(List<MappingOptions> options) {
        return options.stream()
                .map(m -> new SubjectMappings.Mapping(
                        m.source(),
                        m.destinations().stream()
                                .map(d -> new SubjectMappings.Destination(d.subject(), d.weight(), d.cluster()))
                                .toList()))
                .toList();
    }

    private static Export export(ExportOptions e) {
        return new Export(
                e.kind(),
                e.subject(),
                Set.copyOf(e.accounts()),
                e.restricted(),
                false,
                Map.of(),
                e.accountTokenPosition(),
                e.responseType(),
                e.responseThreshold(),
                e.latencySubject().isEmpty() ? null : new Export.Latency(e.latencySubject(), e.latencySampling()),
                e.allowTrace());
    }

    private static Import taken(ImportOptions i) {
        return new Import(i.kind(), i.account(), i.subject(), local(i), i.share(), i.allowTrace(), "");
    }

    private static String local(ImportOptions i) {
        if (i.kind() == ExchangeKind.STREAM && !i.prefix().isEmpty()) {
            return i.prefix() + (i.prefix().endsWith(".") ? "" : ".") + i.subject();
        }
        return i.to().isEmpty() ? i.subject() : i.to();
    }
}
