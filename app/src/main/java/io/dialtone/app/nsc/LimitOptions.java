package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an account may use; -1 is any amount. */
final class LimitOptions {
    @Option(
            names = "--conns",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most connections; -1: any number.")
    @Nullable
    Long connections;

    @Option(
            names = "--leaf-conns",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most connections of leaf nodes.")
    @Nullable
    Long leafNodes;

    @Option(
            names = "--subscriptions",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most subscriptions.")
    @Nullable
    Long subscriptions;

    @Option(
            names = "--payload",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes of a message.")
    @Nullable
    Long payload;

    @Option(
            names = "--data",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes in all.")
    @Nullable
    Long data;

    @Option(names = "--exports", paramLabel = "COUNT", converter = Converters.Size.class, description = "Most exports.")
    @Nullable
    Long exports;

    @Option(names = "--imports", paramLabel = "COUNT", converter = Converters.Size.class, description = "Most imports.")
    @Nullable
    Long imports;

    @Option(
            names = "--wildcard-exports",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether exports may hold wildcards.")
    @Nullable
    Boolean wildcards;

    @Option(
            names = "--disallow-bearer",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether users without a signature are refused.")
    @Nullable
    Boolean disallowBearer;

    @Mixin
    JetStreamOptions jetStream = new JetStreamOptions();

    boolean isSet() {
        return connections != null
                || leafNodes != null
                || subscriptions != null
                || payload != null
                || data != null
                || exports != null
                || imports != null
                || wildcards != null
                || disallowBearer != null
                || jetStream.isSet();
    }

    AccountLimits apply(AccountLimits before, Report report) throws NscException {
        AccountLimits.Builder limits = before.toBuilder();
        if (connections != null) {
            limits.connections(connections);
            report.ok("changed max connections to " + connections);
        }
        if (leafNodes != null) {
            limits.leafNodes(leafNodes);
            report.ok("changed leaf node connections to " + leafNodes);
        }
        if (data != null) {
            limits.data(data);
            report.ok("changed max data to " + data);
        }
        if (exports != null) {
            limits.exports(exports);
            report.ok("changed max exports to " + exports);
        }
        if (imports != null) {
            limits.imports(imports);
            report.ok("changed max imports to " + imports);
        }
        if (payload != null) {
            limits.payload(payload);
            report.ok("changed max payload size to " + payload);
        }
        if (subscriptions != null) {
            limits.subscriptions(subscriptions);
            report.ok("changed max subscriptions to " + subscriptions);
        }
        if (wildcards != null) {
            limits.wildcardExports(wildcards);
            report.ok("changed wild card exports to " + wildcards);
        }
        if (disallowBearer != null) {
            limits.disallowBearer(disallowBearer);
            report.ok("changed disallow bearer to " + disallowBearer);
        }
        return jetStream.apply(limits.build(), report);
    }
}
