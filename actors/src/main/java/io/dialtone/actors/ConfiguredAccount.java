package io.dialtone.actors;

import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountInfo.ShareType;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ExportOptions;
import io.dialtone.conf.ImportOptions;
import io.dialtone.conf.MappingOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the configuration says of an account, as monitoring shows it. */
final class ConfiguredAccount {
    private ConfiguredAccount() {}

    static Map<String, List<AccountInfo.MapDestination>> mappings(List<MappingOptions> mappings) {
        Map<String, List<AccountInfo.MapDestination>> bySource = new TreeMap<>();
        mappings.forEach(mapping -> bySource.put(mapping.source(), destinations(mapping)));
        return bySource;
    }

    /** Each cluster's destinations from the lightest on, their weights summed up to 100. */
    private static List<AccountInfo.MapDestination> destinations(MappingOptions mapping) {
        Map<String, List<MappingOptions.Destination>> byCluster = new TreeMap<>();
        for (MappingOptions.Destination d : mapping.destinations()) {
            byCluster.computeIfAbsent(d.cluster(), cluster -> new ArrayList<>()).add(d);
        }
        List<AccountInfo.MapDestination> shown = new ArrayList<>();
        byCluster.forEach((cluster, destinations) -> {
            int given = destinations.stream()
                    .mapToInt(MappingOptions.Destination::weight)
                    .sum();
            // A source that is among its own destinations says itself how much stays; the rest is dropped.
            boolean stays = destinations.stream().anyMatch(d -> d.subject().equals(mapping.source()));
            if (given < 100 && !stays) {
                destinations.add(new MappingOptions.Destination(mapping.source(), 100 - given, cluster));
            }
            destinations.sort(Comparator.comparingInt(MappingOptions.Destination::weight));
            int sum = 0;
            for (MappingOptions.Destination d : destinations) {
                sum += d.weight();
                shown.add(new AccountInfo.MapDestination(d.subject(), sum, cluster.isEmpty() ? null : cluster));
            }
        });
        return shown;
    }

    static AccountInfo.Export export(ExportOptions export) {
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

    static AccountInfo.Import imported(ImportOptions imported) {
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
}
