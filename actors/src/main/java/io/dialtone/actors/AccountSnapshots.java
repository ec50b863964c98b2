package io.dialtone.actors;

import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountInfo.ShareType;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.SublistStats;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ExportOptions;
import io.dialtone.conf.ImportOptions;
import io.dialtone.conf.MappingOptions;
import io.dialtone.conf.Options;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.SubjectSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accounts as monitoring shows them: what the configuration says of them, and what they do. */
final class AccountSnapshots {
    private static final String DEFAULT_SYSTEM_ACCOUNT = "$SYS";
    private static final int ALL = 100;

    private AccountSnapshots() {}

    /** The name of the system account; there is always one. */
    static String systemAccount(Options options) {
        String configured = options.trust().systemAccount();
        return configured.isEmpty() ? DEFAULT_SYSTEM_ACCOUNT : configured;
    }

    /** Every account once: the global and the system account, those configured, and those in use. */
    static List<String> names(Options options, Stream<String> inUse) {
        Stream<String> configured = options.accounts().stream().map(AccountOptions::name);
        Stream<String> always = Stream.of(Account.GLOBAL, systemAccount(options));
        return Stream.of(always, configured, inUse)
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    static AccountInfo of(
            String name, Options options, @Nullable Account account, int clients, Instant updated) {
        AccountOptions configured = options.accounts().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElse(AccountOptions.defaults());
        List<MappingOptions> mappings = name.equals(Account.GLOBAL) ? options.mappings() : configured.mappings();
        return new AccountInfo(
                name,
                updated,
                name.equals(systemAccount(options)),
                false,
                true,
                false,
                0,
                clients,
                account == null ? 0 : account.space().size(),
                mappings(mappings),
                configured.exports().stream().map(AccountSnapshots::export).toList(),
                configured.imports().stream().map(AccountSnapshots::imported).toList(),
                null,
                null,
                name,
                List.of(),
                account == null ? SublistStats.NONE : sublist(account));
    }

    private static Map<String, List<AccountInfo.MapDestination>> mappings(List<MappingOptions> mappings) {
        Map<String, List<AccountInfo.MapDestination>> bySource = new HashMap<>();
        mappings.forEach(mapping -> bySource.put(mapping.source(), destinations(mapping)));
        return bySource;
    }

    /** Lightest first, each with the sum so far; what is missing to the whole stays on the source, which then is one of them. */
    private static List<AccountInfo.MapDestination> destinations(MappingOptions mapping) {
        List<MappingOptions.Destination> all = new ArrayList<>(mapping.destinations());
        int given = all.stream().mapToInt(MappingOptions.Destination::weight).sum();
        boolean isListed = all.stream().anyMatch(d -> d.subject().equals(mapping.source()));
        if (given < ALL && !isListed && all.stream().allMatch(d -> d.cluster().isEmpty())) {
            all.add(new MappingOptions.Destination(mapping.source(), ALL - given, ""));
        }
        all.sort(Comparator.comparingInt(MappingOptions.Destination::weight));
        List<AccountInfo.MapDestination> shown = new ArrayList<>();
        int sum = 0;
        for (MappingOptions.Destination destination : all) {
            sum += destination.weight();
            String cluster = destination.cluster();
            shown.add(new AccountInfo.MapDestination(destination.subject(), sum, cluster.isEmpty() ? null : cluster));
        }
        return shown;
    }

    private static AccountInfo.Export export(ExportOptions export) {
        boolean isService = export.kind() == ExchangeKind.SERVICE;
        String latency = export.latencySubject();
        return new AccountInfo.Export(
                export.subject(),
                shareType(export.kind()),
                isService ? responseType(export) : null,
                latency.isEmpty() ? null : new AccountInfo.Latency(export.latencySampling(), latency),
                export.accounts());
    }

    private static String responseType(ExportOptions export) {
        return switch (export.responseType()) {
            case SINGLETON -> "Singleton";
            case STREAM -> "Streamed";
            case CHUNKED -> "Chunked";
        };
    }

    private static AccountInfo.Import imported(ImportOptions imported) {
        boolean isService = imported.kind() == ExchangeKind.SERVICE;
        String renamed = imported.to().isEmpty() ? imported.subject() : imported.to();
        String local = imported.prefix().isEmpty() ? renamed : imported.prefix() + "." + imported.subject();
        return new AccountInfo.Import(
                imported.subject(),
                imported.account(),
                isService ? local : "",
                local,
                shareType(imported.kind()),
                false,
                imported.share(),
                false);
    }

    private static ShareType shareType(ExchangeKind kind) {
        return kind == ExchangeKind.SERVICE ? ShareType.SERVICE : ShareType.STREAM;
    }

    /** The index; the caches are those of the connections, each with its own, and are not counted here. */
    static SublistStats sublist(Account account) {
        SubjectSpace space = account.space();
        SublistStats sum = SublistStats.NONE;
        for (int i = 0; i < SubjectSpace.sliceCount(); i++) {
            SubjectIndex slice = space.slice(i);
            sum = sum.plus(new SublistStats(slice.size(), 0, slice.inserts(), slice.removes(), 0, 0, 0, 0));
        }
        return sum;
    }

    /** What went through the connections of an account, those there are and those there were. */
    static AccountStats stats(String name, @Nullable Account account, List<ConnectionInfoCard> open) {
        Traffic sum = Traffic.NONE;
        long slow = 0;
        long subscriptions = 0;
        if (account != null) {
            AccountTotals totals = account.totals();
            sum = new Traffic(totals.inMessages(), totals.inBytes(), totals.outMessages(), totals.outBytes());
            slow = totals.slowConsumers();
            subscriptions = account.space().size();
        }
        for (ConnectionInfoCard card : open) {
            sum = sum.plus(ConnectionSnapshots.traffic(card));
        }
        return new AccountStats(
                name,
                name,
                open.size(),
                0,
                open.size(),
                subscriptions,
                AccountStats.DataStats.ofClients(sum.outMsgs(), sum.outBytes()),
                AccountStats.DataStats.ofClients(sum.inMsgs(), sum.inBytes()),
                slow);
    }
}
