package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.JetStreamLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an account may store: in all, or in streams of some number of replicas, a tier. */
final class JetStreamOptions {
    @Option(
            names = "--js-tier",
            paramLabel = "REPLICAS",
            description = "Which tier the other options mean; 0: all streams together.")
    int tier;

    @Option(names = "--js-enable", paramLabel = "REPLICAS", description = "Allow any amount in a tier; 0: together.")
    @Nullable
    Integer enable;

    @Option(names = "--js-disable", description = "Allow nothing.")
    boolean disable;

    @Option(names = "--rm-js-tier", paramLabel = "REPLICAS", description = "Remove the limits of a tier.")
    @Nullable
    Integer removeTier;

    @Option(
            names = "--js-mem-storage",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes in memory; 0: none.")
    @Nullable
    Long memory;

    @Option(
            names = "--js-disk-storage",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes on disk; 0: none.")
    @Nullable
    Long disk;

    @Option(
            names = "--js-streams",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most streams.")
    @Nullable
    Long streams;

    @Option(
            names = "--js-consumer",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most consumers.")
    @Nullable
    Long consumers;

    @Option(
            names = "--js-max-ack-pending",
            paramLabel = "COUNT",
            converter = Converters.Size.class,
            description = "Most unacknowledged messages of a consumer.")
    @Nullable
    Long ackPending;

    @Option(
            names = "--js-max-mem-stream",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes of a stream in memory.")
    @Nullable
    Long memoryStream;

    @Option(
            names = "--js-max-disk-stream",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes of a stream on disk.")
    @Nullable
    Long diskStream;

    @Option(
            names = "--js-max-bytes-required",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether each stream must have a limit.")
    @Nullable
    Boolean maxBytesRequired;

    boolean isSet() {
        return enable != null || disable || removeTier != null || hasValues();
    }

    private boolean hasValues() {
        return memory != null
                || disk != null
                || streams != null
                || consumers != null
                || ackPending != null
                || memoryStream != null
                || diskStream != null
                || maxBytesRequired != null;
    }

    AccountLimits apply(AccountLimits before, Report report) throws NscException {
        if (disable) {
            report.ok("disabled JetStream");
            return before.with(b -> b.jetStream(JetStreamLimits.NONE).tiers(Map.of()));
        }
        if (removeTier != null) {
            return without(before, removeTier, report);
        }
        AccountLimits changed = before;
        if (enable != null) {
            changed = with(changed, enable, unlimited());
            report.ok("enabled JetStream for " + label(enable));
        }
        if (hasValues()) {
            changed = with(changed, tier, values(of(changed, tier)));
            report.ok("changed JetStream limits of " + label(tier));
        }
        return changed;
    }

    private static String label(int tier) {
        return tier == 0 ? "all streams together" : "tier R" + tier;
    }

    private static JetStreamLimits unlimited() {
        return counted(JetStreamLimits.NONE)
                .with(b -> b.memory(AccountLimits.NO_LIMIT).disk(AccountLimits.NO_LIMIT));
    }

    /** Where nothing was allowed before, what is not said is not limited. */
    private static JetStreamLimits counted(JetStreamLimits limits) {
        return limits.isEnabled()
                ? limits
                : limits.with(b -> b.streams(AccountLimits.NO_LIMIT)
                        .consumers(AccountLimits.NO_LIMIT)
                        .maxAckPending(AccountLimits.NO_LIMIT)
                        .memoryMaxStreamBytes(AccountLimits.NO_LIMIT)
                        .diskMaxStreamBytes(AccountLimits.NO_LIMIT));
    }

    private static JetStreamLimits of(AccountLimits limits, int tier) {
        return tier == 0 ? limits.jetStream() : limits.tiers().getOrDefault("R" + tier, JetStreamLimits.NONE);
    }

    private static AccountLimits with(AccountLimits limits, int tier, JetStreamLimits values) throws NscException {
        if (tier == 0) {
            if (!limits.tiers().isEmpty()) {
                throw new NscException("cannot set a jetstream global limit when a configuration has tiered limits");
            }
            return limits.with(b -> b.jetStream(values));
        }
        if (limits.jetStream().isEnabled()) {
            throw new NscException("cannot set a jetstream tier limit when a configuration has a global limit");
        }
        Map<String, JetStreamLimits> tiers = new LinkedHashMap<>(limits.tiers());
        tiers.put("R" + tier, values);
        // What stands beside tiers counts for nothing, and leftovers of it would be written too.
        return limits.with(b -> b.tiers(tiers).jetStream(JetStreamLimits.NONE));
    }

    private static AccountLimits without(AccountLimits limits, int tier, Report report) throws NscException {
        if (tier == 0) {
            report.ok("removed limits of " + label(0));
            return limits.with(b -> b.jetStream(JetStreamLimits.NONE));
        }
        Map<String, JetStreamLimits> tiers = new LinkedHashMap<>(limits.tiers());
        if (tiers.remove("R" + tier) == null) {
            throw new NscException("account doesn't have tier limit R" + tier);
        }
        report.ok("removed limits of " + label(tier));
        return limits.with(b -> b.tiers(tiers));
    }

    private JetStreamLimits values(JetStreamLimits before) {
        JetStreamLimits.Builder limits = counted(before).toBuilder();
        if (memory != null) {
            limits.memory(memory);
        }
        if (disk != null) {
            limits.disk(disk);
        }
        if (streams != null) {
            limits.streams(streams);
        }
        if (consumers != null) {
            limits.consumers(consumers);
        }
        if (ackPending != null) {
            limits.maxAckPending(ackPending);
        }
        if (memoryStream != null) {
            limits.memoryMaxStreamBytes(memoryStream);
        }
        if (diskStream != null) {
            limits.diskMaxStreamBytes(diskStream);
        }
        if (maxBytesRequired != null) {
            limits.maxBytesRequired(maxBytesRequired);
        }
        return limits.build();
    }
}
