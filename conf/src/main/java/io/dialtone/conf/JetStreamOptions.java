package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Persistence. Sizes in bytes.
 *
 * @param enabled on or off
 * @param strict refuse unknown fields in requests
 * @param storeDir directory; empty: below the temporary one
 * @param maxMemory -1: 75 % of the memory
 * @param maxFile -1: 75 % of the free disk
 * @param syncInterval time between syncs
 * @param syncAlways sync after each write
 * @param domain its domain
 * @param encryptionKey encrypts what is stored
 * @param previousEncryptionKey for what was stored before
 * @param cipher chacha or aes; empty: default
 * @param extensionHint no_extend or will_extend
 * @param uniqueTag tag prefix that replicas must differ in
 * @param limits of the server
 * @param tpm key kept in a TPM
 * @param maxOutstandingCatchup bytes in flight to a replica
 * @param maxBufferedSize of a stream
 * @param maxBufferedMsgs of a stream
 * @param requestQueueLimit waiting requests
 * @param infoQueueLimit waiting info requests; 0: as requests
 * @param metaCompact entries
 * @param metaCompactSize bytes
 * @param metaCompactSync compact in the foreground
 * @param maxConcurrentIo file operations at a time
 */
public record JetStreamOptions(
        boolean enabled,
        boolean strict,
        String storeDir,
        long maxMemory,
        long maxFile,
        Duration syncInterval,
        boolean syncAlways,
        String domain,
        String encryptionKey,
        String previousEncryptionKey,
        String cipher,
        String extensionHint,
        String uniqueTag,
        JetStreamLimits limits,
        @Nullable TpmOptions tpm,
        long maxOutstandingCatchup,
        long maxBufferedSize,
        int maxBufferedMsgs,
        long requestQueueLimit,
        long infoQueueLimit,
        long metaCompact,
        long metaCompactSize,
        boolean metaCompactSync,
        int maxConcurrentIo) {
    /** Default of {@code strict}: refuse unknown fields in requests. */
    public static final boolean DEFAULT_STRICT = true;

    /** Default of {@code syncInterval}: time between syncs. */
    public static final Duration DEFAULT_SYNC_INTERVAL = Duration.ofMinutes(2);

    /** Default of {@code maxOutstandingCatchup}: bytes in flight to a replica. */
    public static final long DEFAULT_MAX_OUTSTANDING_CATCHUP = 67_108_864L;

    /** Default of {@code maxBufferedSize}: of a stream. */
    public static final long DEFAULT_MAX_BUFFERED_SIZE = 134_217_728L;

    /** Default of {@code maxBufferedMsgs}: of a stream. */
    public static final int DEFAULT_MAX_BUFFERED_MSGS = 100_000;

    /** Default of {@code requestQueueLimit}: waiting requests. */
    public static final long DEFAULT_REQUEST_QUEUE_LIMIT = 10_000L;

    /** Default of {@code maxConcurrentIo}: file operations at a time. */
    public static final int DEFAULT_MAX_CONCURRENT_IO = 4_096;

    private static final JetStreamOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static JetStreamOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.enabled(...))}. */
    public JetStreamOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.enabled = enabled;
        b.strict = strict;
        b.storeDir = storeDir;
        b.maxMemory = maxMemory;
        b.maxFile = maxFile;
        b.syncInterval = syncInterval;
        b.syncAlways = syncAlways;
        b.domain = domain;
        b.encryptionKey = encryptionKey;
        b.previousEncryptionKey = previousEncryptionKey;
        b.cipher = cipher;
        b.extensionHint = extensionHint;
        b.uniqueTag = uniqueTag;
        b.limits = limits;
        b.tpm = tpm;
        b.maxOutstandingCatchup = maxOutstandingCatchup;
        b.maxBufferedSize = maxBufferedSize;
        b.maxBufferedMsgs = maxBufferedMsgs;
        b.requestQueueLimit = requestQueueLimit;
        b.infoQueueLimit = infoQueueLimit;
        b.metaCompact = metaCompact;
        b.metaCompactSize = metaCompactSize;
        b.metaCompactSync = metaCompactSync;
        b.maxConcurrentIo = maxConcurrentIo;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link JetStreamOptions}. Not for several threads. */
    public static final class Builder {
        private boolean enabled = false;
        private boolean strict = DEFAULT_STRICT;
        private String storeDir = "";
        private long maxMemory = -1L;
        private long maxFile = -1L;
        private Duration syncInterval = DEFAULT_SYNC_INTERVAL;
        private boolean syncAlways = false;
        private String domain = "";
        private String encryptionKey = "";
        private String previousEncryptionKey = "";
        private String cipher = "";
        private String extensionHint = "";
        private String uniqueTag = "";
        private JetStreamLimits limits = JetStreamLimits.DEFAULT;
        private @Nullable TpmOptions tpm;
        private long maxOutstandingCatchup = DEFAULT_MAX_OUTSTANDING_CATCHUP;
        private long maxBufferedSize = DEFAULT_MAX_BUFFERED_SIZE;
        private int maxBufferedMsgs = DEFAULT_MAX_BUFFERED_MSGS;
        private long requestQueueLimit = DEFAULT_REQUEST_QUEUE_LIMIT;
        private long infoQueueLimit = 0L;
        private long metaCompact = 0L;
        private long metaCompactSize = 0L;
        private boolean metaCompactSync = false;
        private int maxConcurrentIo = DEFAULT_MAX_CONCURRENT_IO;

        private Builder() {}

        /** Sets {@link JetStreamOptions#enabled()}. */
        public Builder enabled(boolean value) {
            this.enabled = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#strict()}. */
        public Builder strict(boolean value) {
            this.strict = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#storeDir()}. */
        public Builder storeDir(String value) {
            this.storeDir = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxMemory()}. */
        public Builder maxMemory(long value) {
            this.maxMemory = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxFile()}. */
        public Builder maxFile(long value) {
            this.maxFile = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#syncInterval()}. */
        public Builder syncInterval(Duration value) {
            this.syncInterval = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#syncAlways()}. */
        public Builder syncAlways(boolean value) {
            this.syncAlways = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#domain()}. */
        public Builder domain(String value) {
            this.domain = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#encryptionKey()}. */
        public Builder encryptionKey(String value) {
            this.encryptionKey = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#previousEncryptionKey()}. */
        public Builder previousEncryptionKey(String value) {
            this.previousEncryptionKey = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#cipher()}. */
        public Builder cipher(String value) {
            this.cipher = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#extensionHint()}. */
        public Builder extensionHint(String value) {
            this.extensionHint = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#uniqueTag()}. */
        public Builder uniqueTag(String value) {
            this.uniqueTag = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#limits()}. */
        public Builder limits(JetStreamLimits value) {
            this.limits = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#tpm()}. */
        public Builder tpm(@Nullable TpmOptions value) {
            this.tpm = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxOutstandingCatchup()}. */
        public Builder maxOutstandingCatchup(long value) {
            this.maxOutstandingCatchup = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxBufferedSize()}. */
        public Builder maxBufferedSize(long value) {
            this.maxBufferedSize = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxBufferedMsgs()}. */
        public Builder maxBufferedMsgs(int value) {
            this.maxBufferedMsgs = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#requestQueueLimit()}. */
        public Builder requestQueueLimit(long value) {
            this.requestQueueLimit = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#infoQueueLimit()}. */
        public Builder infoQueueLimit(long value) {
            this.infoQueueLimit = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#metaCompact()}. */
        public Builder metaCompact(long value) {
            this.metaCompact = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#metaCompactSize()}. */
        public Builder metaCompactSize(long value) {
            this.metaCompactSize = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#metaCompactSync()}. */
        public Builder metaCompactSync(boolean value) {
            this.metaCompactSync = value;
            return this;
        }

        /** Sets {@link JetStreamOptions#maxConcurrentIo()}. */
        public Builder maxConcurrentIo(int value) {
            this.maxConcurrentIo = value;
            return this;
        }

        /** The immutable result. */
        public JetStreamOptions build() {
            return new JetStreamOptions(
                    enabled,
                    strict,
                    storeDir,
                    maxMemory,
                    maxFile,
                    syncInterval,
                    syncAlways,
                    domain,
                    encryptionKey,
                    previousEncryptionKey,
                    cipher,
                    extensionHint,
                    uniqueTag,
                    limits,
                    tpm,
                    maxOutstandingCatchup,
                    maxBufferedSize,
                    maxBufferedMsgs,
                    requestQueueLimit,
                    infoQueueLimit,
                    metaCompact,
                    metaCompactSize,
                    metaCompactSync,
                    maxConcurrentIo);
        }
    }
}
