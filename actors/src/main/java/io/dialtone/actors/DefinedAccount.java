package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountInfo.ShareType;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.SubjectMappings;
import io.dialtone.routing.Subjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an account is, as monitoring shows it. */
final class DefinedAccount {
    private DefinedAccount() {}

    static Map<String, List<AccountInfo.MapDestination>> mappings(List<SubjectMappings.Mapping> mappings) {
        Map<String, List<AccountInfo.MapDestination>> bySource = new TreeMap<>();
        mappings.forEach(mapping -> bySource.put(mapping.source(), destinations(mapping)));
        return bySource;
    }

    /** Each cluster's destinations from the lightest on, their weights summed up to 100. */
    private static List<AccountInfo.MapDestination> destinations(SubjectMappings.Mapping mapping) {
        Map<String, List<SubjectMappings.Destination>> byCluster = new TreeMap<>();
        for (SubjectMappings.Destination d : mapping.destinations()) {
            byCluster.computeIfAbsent(d.cluster(), cluster -> new ArrayList<>()).add(d);
        }
        List<AccountInfo.MapDestination> shown = new ArrayList<>();
        byCluster.forEach((cluster, destinations) -> {
            int given = destinations.stream()
                    .mapToInt(SubjectMappings.Destination::weight)
                    .sum();
            // A source that is among its own destinations says itself how much stays; the rest is dropped.
            boolean stays = destinations.stream().anyMatch(d -> d.subject().equals(mapping.source()));
            if (given < 100 && !stays) {
                destinations.add(new SubjectMappings.Destination(mapping.source(), 100 - given, cluster));
            }
            destinations.sort(Comparator.comparingInt(SubjectMappings.Destination::weight));
            int sum = 0;
            for (SubjectMappings.Destination d : destinations) {
                sum += d.weight();
                shown.add(new AccountInfo.MapDestination(d.subject(), sum, cluster.isEmpty() ? null : cluster));
            }
        });
        return shown;
    }

    static AccountInfo.Export export(Export export) {
        boolean isService = export.kind() == ExchangeKind.SERVICE;
        Export.Latency latency = export.latency();
        return new AccountInfo.Export(
                export.subject(),
                shareType(export.kind()),
                isService ? responseType(export) : null,
                latency == null ? null : new AccountInfo.Latency(latency.sampling(), latency.subject()),
                export.accounts().stream().sorted().toList(),
                export.tokenRequired(),
                times(export.revocations()));
    }

    private static Map<String, Instant> times(Map<String, Long> seconds) {
        Map<String, Instant> times = new HashMap<>();
        seconds.forEach((key, second) -> times.put(key, Instant.ofEpochSecond(second)));
        return times;
    }

    /** What the token of a claimed account says; null for an account of the configuration. */
    static AccountInfo.@Nullable Decoded decoded(@Nullable ClaimedAccount claimed, Instant now) {
        if (claimed == null || claimed.token().isEmpty()) {
            return null;
        }
        List<AccountInfo.Issue> issues = claimed.claims().validate(now).issues().stream()
                .map(issue -> new AccountInfo.Issue(
                        issue.text(),
                        issue.severity() == Validation.Severity.ERROR,
                        issue.severity() == Validation.Severity.TIME))
                .toList();
        return new AccountInfo.Decoded(
                json(claimed), issues, times(claimed.claims().revocations().seconds()));
    }

    private static @Nullable String json(ClaimedAccount claimed) {
        try {
            return Jwt.payload(claimed.claims());
        } catch (JwtException e) {
            return null;
        }
    }

    private static String responseType(Export export) {
        return switch (export.responseType()) {
            case SINGLETON -> "Singleton";
            case STREAM -> "Streamed";
            case CHUNKED -> "Chunked";
        };
    }

    /**
     * @param exporter the account it is from, null when that is not known
     */
    static AccountInfo.Import imported(Import imported, @Nullable AccountDefinition exporter) {
        boolean isService = imported.kind() == ExchangeKind.SERVICE;
        return new AccountInfo.Import(
                imported.subject(),
                imported.account(),
                isService ? imported.local() : "",
                imported.local(),
                shareType(imported.kind()),
                false,
                imported.share(),
                false,
                isService && exporter != null ? latency(imported, exporter) : null);
    }

    private static AccountInfo.@Nullable Latency latency(Import imported, AccountDefinition exporter) {
        return exporter.exports().stream()
                .filter(e -> e.kind() == imported.kind() && Subjects.isSubsetOf(imported.subject(), e.subject()))
                .map(Export::latency)
                .filter(Objects::nonNull)
                .findFirst()
                .map(l -> new AccountInfo.Latency(l.sampling(), l.subject()))
                .orElse(null);
    }

    private static ShareType shareType(ExchangeKind kind) {
        return kind == ExchangeKind.SERVICE ? ShareType.SERVICE : ShareType.STREAM;
    }
}
