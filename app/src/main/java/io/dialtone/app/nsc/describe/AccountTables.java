package io.dialtone.app.nsc.describe;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.ExternalAuthorization;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.accounts.jwt.JetStreamLimits;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.ServiceLatency;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.TraceClaim;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.jwt.WeightedMapping;
import io.dialtone.conf.ExchangeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** An account as tables: itself, exports, imports, mappings, scoped signing keys. */
final class AccountTables {
    private final AccountClaims account;
    private final Function<String, String> accountNames;

    AccountTables(AccountClaims account, Function<String, String> accountNames) {
        this.account = account;
        this.accountNames = accountNames;
    }

    List<Table> all() {
        List<Table> tables = new ArrayList<>();
        tables.add(details());
        if (!account.exports().isEmpty()) {
            tables.add(exports());
            List<Export> described = account.exports().stream()
                    .filter(export ->
                            !export.description().isEmpty() || !export.infoUrl().isEmpty())
                    .toList();
            if (!described.isEmpty()) {
                tables.add(descriptions(described));
            }
        }
        if (!account.imports().isEmpty()) {
            tables.add(imports());
        }
        if (!account.mappings().isEmpty()) {
            tables.add(mappings());
        }
        for (SigningKey key : account.signingKeys()) {
            UserScope scope = key.scope();
            if (scope != null) {
                tables.add(Description.scope(scope));
            }
        }
        return tables;
    }

    private Table details() {
        Table table = Description.standard(new Table("Account Details"), "Account ID", account)
                .separator();
        table.list(
                        "Signing Keys",
                        account.signingKeys().stream()
                                .map(SigningKey::key)
                                .sorted()
                                .toList())
                .separator();
        if (!account.description().isEmpty() || !account.infoUrl().isEmpty()) {
            table.row("Description", account.description())
                    .row("Info Url", account.infoUrl())
                    .separator();
        }
        authorization(table);
        limits(table, account.limits());
        table.separator();
        RightsRows.permissions(table, account.defaultPermissions());
        table.separator();
        jetStream(table, account.limits());
        table.separator();
        if (account.imports().isEmpty()) {
            table.row("Imports", "None");
        }
        if (account.exports().isEmpty()) {
            table.row("Exports", "None");
        }
        table.separator();
        if (!account.revocations().seconds().isEmpty()) {
            table.row(
                            "Revocations",
                            Integer.toString(account.revocations().seconds().size()))
                    .separator();
        }
        trace(table);
        return table;
    }

    private void authorization(Table table) {
        ExternalAuthorization external = account.authorization();
        if (!external.isEnabled()) {
            return;
        }
        table.list("Auth Callout Users", external.authUsers()).list("Allowed Accounts", external.allowedAccounts());
        if (!external.curveKey().isEmpty()) {
            table.row("Encrypt For", external.curveKey());
        }
        table.separator();
    }

    private static void limits(Table table, AccountLimits limits) {
        table.row("Max Connections", count(limits.connections()))
                .row("Max Leaf Node Connections", limits.leafNodes() == 0 ? "Not Allowed" : count(limits.leafNodes()))
                .row("Max Data", bytes(limits.data()))
                .row("Max Exports", count(limits.exports()))
                .row("Max Imports", count(limits.imports()))
                .row("Max Msg Payload", bytes(limits.payload()))
                .row("Max Subscriptions", count(limits.subscriptions()))
                .row("Exports Allows Wildcards", trueFalse(limits.wildcardExports()))
                .row("Disallow Bearer Token", trueFalse(limits.disallowBearer()));
    }

    private static String trueFalse(boolean value) {
        return value ? "True" : "False";
    }

    private static String count(long limit) {
        return limit < 0 ? "Unlimited" : Long.toString(limit);
    }

    private static String bytes(long limit) {
        return limit < 0 ? "Unlimited" : Words.bytes(limit) + " (" + limit + " bytes)";
    }

    private static void jetStream(Table table, AccountLimits limits) {
        table.row("Jetstream", limits.isJetStreamEnabled() ? "Enabled" : "Disabled");
        if (!limits.isJetStreamEnabled()) {
            return;
        }
        if (limits.tiers().isEmpty()) {
            storage(table, limits.jetStream());
            return;
        }
        new TreeMap<>(limits.tiers()).forEach((tier, values) -> {
            table.separator().row("Jetstream Tier", tier);
            storage(table, values);
        });
    }

    private static void storage(Table table, JetStreamLimits limits) {
        table.row("Max Disk Storage", stored(limits.disk()))
                .row("Max Mem Storage", stored(limits.memory()))
                .row("Max Streams", count(limits.streams()))
                .row("Max Consumers", count(limits.consumers()))
                .row(
                        "Max Ack Pending",
                        limits.maxAckPending() > 0 ? Long.toString(limits.maxAckPending()) : "Consumer Setting")
                .row("Max Bytes", limits.maxBytesRequired() ? "required (Stream setting)" : "optional (Stream setting)")
                .row("Max Memory Stream", ofStream(limits.memoryMaxStreamBytes()))
                .row("Max Disk Stream", ofStream(limits.diskMaxStreamBytes()));
    }

    private static String stored(long limit) {
        return limit == 0 ? "Disabled" : limit < 0 ? "Unlimited" : Words.bytes(limit);
    }

    private static String ofStream(long limit) {
        return limit <= 0 ? "Unlimited" : Words.bytes(limit);
    }

    private void trace(Table table) {
        TraceClaim trace = account.trace();
        if (trace == null) {
            table.row("Tracing Context", "Disabled");
        } else {
            table.row("Tracing Context", "Enabled")
                    .row("Subject", trace.destination())
                    .row("Sampling", trace.effectiveSampling() + "%");
        }
    }

    private Table exports() {
        Table table = new Table("Exports")
                .columns(
                        "Name",
                        "Type",
                        "Subject",
                        "Account Token Position",
                        "Public",
                        "Revocations",
                        "Tracking",
                        "Allow Trace");
        for (Export export : sorted(account.exports(), Export::subject)) {
            boolean service = export.kind() == ExchangeKind.SERVICE;
            String response = export.responseType();
            boolean many = response.equals("Stream") || response.equals("Chunked");
            table.row(
                    export.name(),
                    Words.title(export.kind()) + (service && many ? " [" + response + "]" : ""),
                    export.subject(),
                    export.accountTokenPosition() == 0 ? "-" : Integer.toString(export.accountTokenPosition()),
                    Words.yesNo(!export.tokenRequired()),
                    Integer.toString(export.revocations().seconds().size()),
                    service ? latency(export) : "N/A",
                    service ? Words.yesNo(export.allowTrace()) : "N/A");
        }
        return table;
    }

    private static String latency(Export export) {
        ServiceLatency latency = export.latency();
        if (latency == null) {
            return "-";
        }
        String sampling = latency.sampling() == ServiceLatency.HEADERS ? "header" : latency.sampling() + "%";
        return latency.results() + " (" + sampling + ")";
    }

    private static Table descriptions(List<Export> exports) {
        Table table = new Table("Exports - Descriptions").columns("Name", "Description", "Info Url");
        for (Export export : exports) {
            table.row(export.name(), export.description(), export.infoUrl());
        }
        return table;
    }

    private Table imports() {
        Table table = new Table("Imports")
                .columns("Name", "Type", "Remote", "Local", "Expires", "From Account", "Public", "Allow Trace");
        for (Import one : sorted(account.imports(), Import::remote)) {
            String local = one.local().equals(one.remote()) ? "" : one.local();
            table.row(
                    one.name(),
                    Words.title(one.kind()),
                    one.remote(),
                    local,
                    expires(one),
                    accountNames.apply(one.account()),
                    Words.yesNo(one.token().isEmpty()),
                    one.kind() == ExchangeKind.STREAM ? Words.yesNo(one.allowTrace()) : "N/A");
        }
        return table;
    }

    /** A token may be a URL too; those are for servers to fetch. */
    private static String expires(Import one) {
        if (one.token().isEmpty()) {
            return "";
        }
        if (one.token().startsWith("http")) {
            return "see " + one.token();
        }
        try {
            ActivationClaims activation = Jwt.decodeActivation(one.token());
            return Words.date(activation.expires());
        } catch (JwtException e) {
            return "error decoding: " + e.getMessage();
        }
    }

    private Table mappings() {
        Table table = new Table("Mappings").columns("From", "To", "Weight (%)", "Cluster");
        for (Map.Entry<String, List<WeightedMapping>> mapping : new TreeMap<>(account.mappings()).entrySet()) {
            table.separator();
            String label = mapping.getKey();
            for (WeightedMapping to : mapping.getValue()) {
                table.row(label, to.subject(), Integer.toString(to.effectiveWeight()), to.cluster());
                label = "";
            }
            int sum = mapping.getValue().stream()
                    .filter(to -> to.cluster().isEmpty())
                    .mapToInt(WeightedMapping::effectiveWeight)
                    .sum();
            table.row("", "", "sum=" + sum, "");
        }
        return table;
    }

    private static <T> List<T> sorted(List<T> list, Function<T, String> key) {
        return list.stream().sorted(Comparator.comparing(key)).toList();
    }
}
