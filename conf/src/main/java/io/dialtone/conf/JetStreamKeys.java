package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The jetstream block. */
final class JetStreamKeys {
    private static final int MIN_CONCURRENT_IO = 4;
    private static final int MAX_CONCURRENT_IO = 8192;

    /** The limits while they are read. */
    private static final class Limits {
        private int maxAckPending;
        private int maxHaAssets;
        private int maxRequestBatch;
        private Duration duplicates = Duration.ZERO;
        private int perStream;
        private int total;
        private int msgs;
        private Duration timeout = Duration.ZERO;
        private int consumers;

        JetStreamLimits build() {
            return new JetStreamLimits(
                    maxAckPending,
                    maxHaAssets,
                    maxRequestBatch,
                    duplicates,
                    perStream,
                    total,
                    msgs,
                    timeout,
                    consumers);
        }
    }

    /** The TPM block while it is read. */
    private static final class Tpm {
        private String keysFile = "";
        private String keyPassword = "";
        private String srkPassword = "";
        private int pcr;
        private String cipher = "";
    }

    private static final KeyTable<Limits> BATCH = new KeyTable<Limits>("jetstream.limits.batch")
            .key(
                    "max_inflight_per_stream",
                    "2.12.0",
                    NO,
                    "50",
                    Kinds.int32("max_inflight_per_stream", (b, v) -> b.perStream = v))
            .key("max_inflight_total", "2.12.0", NO, "1000", Kinds.int32("max_inflight_total", (b, v) -> b.total = v))
            .key("max_msgs", "2.12.0", NO, "1000", Kinds.int32("max_msgs", (b, v) -> b.msgs = v))
            .key(
                    "timeout",
                    "2.12.0",
                    NO,
                    "10s",
                    Kinds.of("duration", (in, v, b) -> b.timeout = Reading.durationText("", v)));

    private static final KeyTable<Limits> LIMITS = new KeyTable<Limits>("jetstream.limits")
            .key("max_ack_pending", "2.8.0", NO, "-", Kinds.int32("max_ack_pending", (b, v) -> b.maxAckPending = v))
            .key("max_ha_assets", "2.8.0", NO, "-", Kinds.int32("max_ha_assets", (b, v) -> b.maxHaAssets = v))
            .key(
                    "max_request_batch",
                    "2.8.0",
                    NO,
                    "-",
                    Kinds.int32("max_request_batch", (b, v) -> b.maxRequestBatch = v))
            .key(
                    "duplicate_window",
                    "2.8.0",
                    NO,
                    "-",
                    Kinds.of("duration", (in, v, b) -> b.duplicates = Reading.durationText("", v)))
            .key(
                    "batch",
                    "2.12.0",
                    NO,
                    "-",
                    Kinds.of(
                            "{} jetstream.limits.batch",
                            (in, v, b) -> BATCH.read(in, v, "Expected a map to define batch limits, got %T", b)))
            .key(
                    "default_max_consumers",
                    "2.15.1",
                    NO,
                    "1000",
                    Kinds.int32("default_max_consumers", (b, v) -> b.consumers = v));

    private static final KeyTable<Tpm> TPM = new KeyTable<Tpm>("jetstream.tpm")
            .key("keys_file", "2.11.0", NO, "-", Kinds.text((b, v) -> b.keysFile = v))
            .key("encryption_password", "2.11.0", NO, "-", Kinds.text((b, v) -> b.keyPassword = v))
            .key("srk_password", "2.11.0", NO, "-", Kinds.text((b, v) -> b.srkPassword = v))
            .key("pcr", "2.11.0", NO, "0", Kinds.int32("pcr", (b, v) -> b.pcr = v))
            .key("cipher", "2.11.0", NO, "chacha", Kinds.of("chacha or aes", (in, v, b) -> b.cipher = cipher(v)));

    static final KeyTable<JetStreamOptions.Builder> TABLE = new KeyTable<JetStreamOptions.Builder>("jetstream")
            .key("enabled enable", "2.2.0", YES, "true", Kinds.bool((b, v) -> b.enabled(v)))
            .key("strict", "2.11.0", NO, "true", Kinds.of("bool", JetStreamKeys::strict))
            .key(
                    "store_dir store storedir",
                    "2.2.0",
                    NO,
                    "below the temporary directory",
                    Kinds.of("directory", (in, v, b) -> storeDir(v, b)))
            .key("sync_interval sync", "2.10.0", NO, "2m", Kinds.of("duration or always", JetStreamKeys::sync))
            .key(
                    "max_memory_store max_mem_store max_mem",
                    "2.2.0",
                    YES,
                    "75 % of the memory",
                    Kinds.storage("max_mem_store", (b, v) -> b.maxMemory(v)))
            .key(
                    "max_file_store max_file",
                    "2.2.0",
                    YES,
                    "75 % of the free disk",
                    Kinds.storage("max_file_store", (b, v) -> b.maxFile(v)))
            .key("domain", "2.2.3", NO, "-", Kinds.text((b, v) -> b.domain(v)))
            .key("key ek encryption_key", "2.3.0", NO, "-", Kinds.text((b, v) -> b.encryptionKey(v)))
            .key(
                    "prev_key prev_ek prev_encryption_key",
                    "2.10.0",
                    NO,
                    "-",
                    Kinds.text((b, v) -> b.previousEncryptionKey(v)))
            .key("cipher", "2.9.0", NO, "chacha", Kinds.of("chacha or aes", (in, v, b) -> b.cipher(cipher(v))))
            .key("extension_hint", "2.7.0", NO, "-", Kinds.text((b, v) -> b.extensionHint(v)))
            .key(
                    "limits",
                    "2.8.0",
                    NO,
                    "-",
                    Kinds.of(
                            "{} jetstream.limits",
                            (in, v, b) -> b.limits(
                                    LIMITS.read(in, v, "Expected a map to define JetStreamLimits, got %T", new Limits())
                                            .build())))
            .key("tpm", "2.11.0", NO, "-", Kinds.of("{} jetstream.tpm", JetStreamKeys::tpm))
            .key(
                    "unique_tag",
                    "2.8.0",
                    NO,
                    "-",
                    Kinds.text((b, v) -> b.uniqueTag(v.trim().toLowerCase(Locale.ROOT))))
            .key(
                    "max_outstanding_catchup",
                    "2.9.0",
                    NO,
                    "64MB",
                    Kinds.storage("max_outstanding_catchup", (b, v) -> b.maxOutstandingCatchup(v)))
            .key(
                    "max_buffered_size",
                    "2.11.0",
                    NO,
                    "128MB",
                    Kinds.storage("max_buffered_size", (b, v) -> b.maxBufferedSize(v)))
            .key(
                    "max_buffered_msgs",
                    "2.11.0",
                    NO,
                    "100000",
                    count("max_buffered_msgs", (b, v) -> b.maxBufferedMsgs((int) Math.min(v, Integer.MAX_VALUE))))
            .key(
                    "request_queue_limit",
                    "2.10.21",
                    NO,
                    "10000",
                    count("request_queue_limit", (b, v) -> b.requestQueueLimit(v)))
            .key(
                    "info_queue_limit",
                    "2.14.0",
                    NO,
                    "request_queue_limit",
                    count("info_queue_limit", (b, v) -> b.infoQueueLimit(v)))
            .key("meta_compact", "2.11.11", YES, "0", absolute("meta_compact", (b, v) -> b.metaCompact(v)))
            .key(
                    "meta_compact_size",
                    "2.11.11",
                    YES,
                    "0",
                    Kinds.storage("meta_compact_size", (b, v) -> b.metaCompactSize(v)))
            .key("meta_compact_sync", "2.12.5", YES, "false", Kinds.bool((b, v) -> b.metaCompactSync(v)))
            .key("max_concurrent_io", "2.12.14", NO, "4096", Kinds.of("4..8192", JetStreamKeys::concurrentIo));

    private JetStreamKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, LIMITS, BATCH, TPM);
    }

    static void read(Reading in, Node value, Options.Builder options) {
        if (value.value() instanceof Boolean on) {
            options.jetStream(js -> js.enabled(on));
        } else if (value.value() instanceof String) {
            boolean on = isEnabled(value);
            options.jetStream(js -> js.enabled(on));
        } else {
            String expected = "Expected map, bool or string to define JetStream, got %T";
            options.jetStream(js -> TABLE.read(in, value, expected, js.enabled(value.asMap() != null)));
        }
    }

    /** The top level and the block may name the directory, but not both. */
    static void storeDir(Node value, JetStreamOptions.Builder jetStream) {
        if (!jetStream.build().storeDir().isEmpty()) {
            throw Reading.failure(value, "Duplicate 'store_dir' configuration");
        }
        jetStream.storeDir(Reading.text(value));
    }

    static boolean isEnabled(Node value) {
        String text = Reading.text(value);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "enabled", "enable" -> true;
            case "disabled", "disable" -> false;
            default ->
                throw Reading.failure(value, "Expected 'enabled' or 'disabled' for string value, got '" + text + "'");
        };
    }

    private static void strict(Reading in, Node value, JetStreamOptions.Builder jetStream) {
        if (!(value.value() instanceof Boolean strict)) {
            String shown = GoText.value(value);
            throw Reading.failure(value, "Expected 'true' or 'false' for bool value, got '" + shown + "'");
        }
        jetStream.strict(strict);
    }

    private static void sync(Reading in, Node value, JetStreamOptions.Builder jetStream) {
        if (value.value() instanceof String text
                && text.toLowerCase(Locale.ROOT).equals("always")) {
            jetStream.syncAlways(true);
        } else {
            jetStream.syncInterval(in.duration("sync_interval", value));
        }
    }

    private static String cipher(Node value) {
        String cipher = Reading.text(value);
        return switch (cipher.toLowerCase(Locale.ROOT)) {
            case "chacha", "chachapoly" -> "chacha";
            case "aes" -> "aes";
            default -> throw Reading.failure(value, "Unknown cipher type: " + GoText.quote(cipher));
        };
    }

    private static void tpm(Reading in, Node value, JetStreamOptions.Builder jetStream) {
        Tpm tpm = TPM.read(in, value, "Expected a map to define JetStreamLimits, got %T", new Tpm());
        jetStream.tpm(new TpmOptions(tpm.keysFile, tpm.keyPassword, tpm.srkPassword, tpm.pcr, tpm.cipher));
    }

    private static Kind<JetStreamOptions.Builder> count(String key, BiConsumer<JetStreamOptions.Builder, Long> set) {
        return Kinds.of("integer", (in, v, b) -> {
            if (!(v.value() instanceof Long count)) {
                String problem = "Expected a parseable size for " + GoText.quote(key) + ", got " + GoText.value(v);
                throw Reading.failure(v, problem);
            }
            set.accept(b, count);
        });
    }

    private static Kind<JetStreamOptions.Builder> absolute(String key, BiConsumer<JetStreamOptions.Builder, Long> set) {
        return Kinds.of("integer", (in, v, b) -> {
            if (!(v.value() instanceof Long count) || count < 0) {
                String problem = "Expected an absolute size for " + GoText.quote(key) + ", got " + GoText.value(v);
                throw Reading.failure(v, problem);
            }
            set.accept(b, count);
        });
    }

    private static void concurrentIo(Reading in, Node value, JetStreamOptions.Builder jetStream) {
        if (!(value.value() instanceof Long count) || count < MIN_CONCURRENT_IO || count > MAX_CONCURRENT_IO) {
            String shown = GoText.value(value);
            throw Reading.failure(
                    value, "Expected an absolute size for \"max_concurrent_io\" between 4 and 8192, got " + shown);
        }
        jetStream.maxConcurrentIo(count.intValue());
    }
}
